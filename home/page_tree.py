"""The pages that a new authority starts with."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from authorities.creation import NewAuthority
from challenges.models import ChallengeListingPage, ProgrammeListingPage, SuccessStoryListingPage
from home.models import ContentPage, HomePage


def build_tree(new: NewAuthority) -> HomePage:
    """Return the authority's home page, with the pages below it, all published."""
    home = Page.get_first_root_node().add_child(
        instance=HomePage(
            title=new.name,
            slug=new.slug,
            strapline=_("Public problems, open to the businesses that can solve them."),
        )
    )
    for page in (
        ChallengeListingPage(title=_("Challenges"), slug="challenges", show_in_menus=True),
        ProgrammeListingPage(title=_("Programmes"), slug="programmes", show_in_menus=True),
        SuccessStoryListingPage(
            title=_("Success stories"), slug="success-stories", show_in_menus=True
        ),
        ContentPage(
            title=_("About"), slug="about", show_in_menus=True, body=_body(_about(new.name))
        ),
        ContentPage(
            title=_("Accessibility statement"),
            slug="accessibility",
            body=_body(_accessibility(new.contact_email)),
        ),
        ContentPage(title=_("Privacy notice"), slug="privacy", body=_body(_privacy(new.name))),
        ContentPage(title=_("Cookies"), slug="cookies", body=_body(_cookies())),
    ):
        home.add_child(instance=page)
    for page in home.get_descendants(inclusive=True).specific():
        page.save_revision().publish()
    return home


def _body(paragraphs: list[str]) -> list[tuple[str, str]]:
    return [("text", "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))]


def _about(name: str) -> list[str]:
    return [
        _("%s publishes problems here that it cannot buy a ready answer for.") % name,
        _(
            "Small and medium-sized businesses read the challenge, apply on its own page, and "
            "hear what was decided and why. Everybody can read what came of it."
        ),
    ]


def _accessibility(contact: str) -> list[str]:
    return [
        _(
            "This site aims to meet the Web Content Accessibility Guidelines 2.2 at level AA. "
            "It works with a keyboard, without JavaScript and at 400% zoom."
        ),
        _("If something does not work for you, write to %s and we will help.") % contact,
    ]


def _privacy(name: str) -> list[str]:
    return [
        _(
            "When you apply we keep your business's name, size, postcode and company number, "
            "your name and email address, your answers and your files."
        ),
        _("Only the staff of %s who work on challenges can see what you send.") % name,
        _("Nobody reads a draft. A draft that is not sent is erased 180 days after closing."),
        _(
            "On the private page of your application you can take a copy of everything that we "
            "keep of you, and have your personal data erased. What a business sent is kept, "
            "without names, for as long as we must be able to show how we decided: the form says "
            "how long."
        ),
        _(
            "What you write in your profile is read by nobody but you. From it we choose which "
            "challenges to show you, until you turn that off."
        ),
        _("We do not follow you across this or any other site."),
    ]


def _cookies() -> list[str]:
    return [
        _(
            "This site sets only the cookies that it needs: one that protects a form while you "
            "fill it in, and one by which it knows who has signed in and which draft was written "
            "in this browser."
        ),
        _(
            "While you fill in an application, your browser itself keeps what was not saved yet, "
            "until it is."
        ),
    ]

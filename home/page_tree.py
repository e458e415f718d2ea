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
        ContentPage(
            title=_("Privacy notice"),
            slug="privacy",
            body=[*_body(_privacy(new)), ("periods", None), *_body(_rights(new))],
        ),
        ContentPage(
            title=_("Cookies"), slug="cookies", body=[*_body(_cookies()), ("cookies", None)]
        ),
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
            "It works with a keyboard, with a screen reader, without JavaScript and at 400% zoom. "
            "Its software is tested for that; the texts, pictures and documents of the authority "
            "are not a part of those tests."
        ),
        _(
            "If something does not work for you, or you need it in another form, write to %s. "
            "We answer, and help you to apply in another way where there is one."
        )
        % contact,
        _(
            "If our answer does not help, the Equality Advisory and Support Service advises "
            "people in England, Scotland and Wales."
        ),
    ]


def _privacy(new: NewAuthority) -> list[str]:
    return [
        _("%(name)s runs this site, and decides what is kept here and why.") % {"name": new.name},
        _(
            "When you apply we keep your business's name, size, postcode and company number, "
            "your name and email address, your answers and your files. We need them to assess "
            "your application and to tell you what we decided."
        ),
        _("Only the staff of %s who work on challenges can see what you send.") % new.name,
        _("They let assessors read it, colleagues or guests, who declare their interests first."),
        _("Nobody reads a draft."),
        _(
            "What you write in your profile is read by nobody but you. From it we choose which "
            "challenges to show you, until you turn that off."
        ),
        _("A question that you ask in public is kept without who asked it."),
        _("We do not follow you across this or any other site."),
    ]


def _rights(new: NewAuthority) -> list[str]:
    return [
        _(
            "Under “Your mail and data”, once you have signed in by a code, you can stop all mail, "
            "take a copy of everything that is kept of your address, and have it erased. What "
            "a business sent is kept, without names, for as long as we must be able to show how "
            "we decided."
        ),
        _("If you want us to correct something, write to %s.") % new.contact_email,
        _(
            "If you are not content with our answer, you can complain to the Information "
            "Commissioner's Office."
        ),
    ]


def _cookies() -> list[str]:
    return [
        _("This site sets only the cookies that it needs, so it does not ask you about them."),
    ]

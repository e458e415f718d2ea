"""How letters about decisions begin: an authority's templates, and what is filled in."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Site

from applications.models import Application, LetterTemplate
from applications.models.status import TOLD_BY_LETTER, Status

LONGEST = 5000

USUAL = {
    Status.INELIGIBLE: gettext_lazy(
        "Thank you for your application. We have checked it against the rules of this challenge, "
        "and it cannot go further. Below we say why."
    ),
    Status.MATCHED: gettext_lazy(
        "We are pleased to tell you that {business} is matched with this challenge. We will write "
        "to you about what happens next."
    ),
    Status.RESERVE: gettext_lazy(
        "Your application is in reserve. If a business that is matched with this challenge "
        "withdraws, we may come back to you."
    ),
    Status.NOT_MATCHED: gettext_lazy(
        "Thank you for the work that you put into your application. It is not among those that we "
        "match with this challenge. Below you find what the assessors said."
    ),
    Status.SELECTED: gettext_lazy(
        "We are pleased to tell you that {business} is selected for this challenge. We will write "
        "to you about what happens next."
    ),
    Status.NOT_SELECTED: gettext_lazy(
        "Thank you for working with us on this challenge. Another business was selected. Below we "
        "say why."
    ),
    Status.PROCURED: gettext_lazy(
        "We have decided to procure your solution. We will write to you about the contract."
    ),
    Status.NOT_PROCURED: gettext_lazy(
        "We have decided not to procure your solution. Below we say why."
    ),
}


def usual_text(status: Status) -> str:
    """Return the template that an authority begins with."""
    return "\n\n".join(
        (
            _("Dear {contact},"),
            _("This is about your application {reference} for the challenge “{challenge}”."),
            str(USUAL[status]),
        )
    )


def default_templates(authority: Site) -> None:
    """Give an authority a template for each decision for which it has none."""
    there = set(LetterTemplate.objects.for_authority(authority).values_list("status", flat=True))
    LetterTemplate.objects.bulk_create(
        LetterTemplate(authority=authority, status=status, text=usual_text(status))
        for status in TOLD_BY_LETTER
        if status not in there
    )


def letter_text(application: Application, status: Status, page: Page, *, why: str = "") -> str:
    """Return the authority's text for this decision, filled in, and then why.

    The usual text if the authority has none. What is longer than a letter ends in “…”.
    """
    template = (
        LetterTemplate.objects.for_authority(application.authority).filter(status=status).first()
    )
    words = {
        "contact": application.contact_name,
        "business": application.business_name,
        "challenge": page.title,
        "reference": application.reference,
    }
    text = LetterTemplate.BRACES.sub(
        lambda found: words.get(found[1], found[0]),
        template.text if template else usual_text(status),
    )
    text = f"{text}\n\n{why}" if why else text
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"

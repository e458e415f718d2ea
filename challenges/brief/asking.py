"""Asking about a brief, in public and without a name."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorities.dates import format_instant
from authorities.forms.fields import TextField
from authorities.forms.public import TrapForm
from authorities.scope import authority_of, settings_of
from challenges.models import ChallengePage, Clarification

LONGEST_QUESTION = 1000


class AskForm(TrapForm):
    """One question; nothing is asked about who asks it."""

    asked = TextField(
        label=gettext_lazy("Your question"),
        help_text=gettext_lazy(
            "Do not say who you are: we may publish your question in your words, with our answer."
        ),
        at_most=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Write your question.")},
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, auto_id="ask_%s", **kwargs)


def asking_ends_at(page: ChallengePage) -> datetime | None:
    """Return the instant from which no question is taken: the page's own, else its closing."""
    return page.questions_until or page.closes_at


def takes_questions(page: ChallengePage, now: datetime) -> bool:
    """Return whether questions can be asked at this instant, before the opening too."""
    until = asking_ends_at(page)
    return bool(page.live and not page.stage and until and now < until)


def why_not_asked(page: ChallengePage, now: datetime) -> str:
    """Return why no question is taken at this instant, and whom to ask; empty while one is."""
    if takes_questions(page, now):
        return ""
    if not (page.live and page.opens_later(now)):
        return _("Questions are no longer taken. Your text is still here.")
    zone = settings_of(authority_of(page)).zone
    return _(
        "Questions are no longer taken before it opens. Your text is still here: once it opens, "
        "on %(opens)s, ask %(name)s, %(email)s."
    ) % {
        "opens": format_instant(page.period().opens_at, zone),
        "name": page.contact_name,
        "email": page.contact_email,
    }


def ask(page: ChallengePage, text: str, *, now: datetime) -> Clarification:
    """Keep a question for the authority to answer; return it."""
    return Clarification.objects.create(
        authority=authority_of(page), page=page, asked_text=text.strip(), asked_at=now
    )

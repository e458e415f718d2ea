"""Asking about a brief, in public and without a name."""

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from authorities.forms.fields import TextField
from authorities.forms.public import TrapForm
from authorities.scope import authority_of
from challenges.models import ChallengePage, Clarification

LONGEST_QUESTION = 1000


class AskForm(TrapForm):
    """One question; nothing is asked about who asks it."""

    asked = TextField(
        label=_("Your question"),
        help_text=_(
            "Do not say who you are: we may publish your question in your words, with our answer."
        ),
        at_most=LONGEST_QUESTION,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your question.")},
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


def ask(page: ChallengePage, text: str, *, now: datetime) -> Clarification:
    """Keep a question for the authority to answer; return it."""
    return Clarification.objects.create(
        authority=authority_of(page), page=page, asked_text=text.strip(), asked_at=now
    )

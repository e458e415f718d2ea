"""Putting right what a letter said that its applicant could read already."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.history import chain
from applications.models import Correction, DecisionLetter, Event
from applications.release.letters import LetterRefused
from applications.release.mails import queue_correction
from applications.workflow.permissions import MOVERS
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused


def may_correct(user: User, letter: DecisionLetter, now: datetime) -> Verdict:
    """Return whether the person may follow the letter with a correction."""
    if not may_act_as(user, letter.application.authority, *MOVERS):
        return refused(_("Only moderators and programme managers write letters."))
    if not letter.is_told(now):
        return refused(_("The applicant cannot read this letter yet: change the letter itself."))
    if letter.application.erased_at:
        return refused(_("The personal data is erased, so there is nobody to write to."))
    return ALLOWED


@transaction.atomic
def correct(
    letter: DecisionLetter, *, text: str, by: User, now: datetime | None = None
) -> Correction:
    """Follow a letter that was told with a correction: recorded, mailed, and read beside it.

    Raises `LetterRefused` without a text, for somebody without the right, and for a letter that
    its applicant cannot read.
    """
    now = now or timezone.now()
    page = letter.application.page
    Page.objects.select_for_update().get(pk=page.pk)
    current = DecisionLetter.objects.select_related(
        "application__authority", "application__draft", "release"
    ).get(pk=letter.pk)
    if not (verdict := may_correct(by, current, now)):
        raise LetterRefused(verdict.reason)
    if not text.strip():
        raise LetterRefused(_("Write the correction: the applicant reads it beside the letter."))
    made = Correction.objects.create(letter=current, author=by, text=text.strip(), at=now)
    chain.record_for(
        Event.CORRECTED,
        current.application,
        actor=by,
        at=now,
        letter=letter.pk,
        correction=made.pk,
        covers=[made],
    )
    queue_correction(made, page=page)
    return made

"""Answering, in writing and on the record."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.complaints.mails import queue_answer
from applications.complaints.permissions import may_answer
from applications.history import chain
from applications.models import Complaint, Event
from authorities.models import User


class AnswerRefused(Exception):
    """Nothing is kept; the message says why, in words for the person who tried."""


@transaction.atomic
def answer(
    complaint: Complaint, text: str, *, outcome: str, by: User, now: datetime | None = None
) -> Complaint:
    """Keep the answer and tell the applicant. `outcome` is empty for a question.

    The decision stays as it is: to take it back is a move with a reason of its own. Raises
    `AnswerRefused` for who took part in the decision, and for one that has its answer.
    """
    now = now or timezone.now()
    Page.objects.select_for_update().get(pk=complaint.application.page_id)
    complaint = Complaint.objects.select_related("application__authority").get(pk=complaint.pk)
    if complaint.answered_at:
        raise AnswerRefused(_("Somebody else has answered it meanwhile."))
    if not (verdict := may_answer(by, complaint.application)):
        raise AnswerRefused(verdict.reason)
    complaint.answer, complaint.outcome = text.strip(), outcome
    complaint.answered_by, complaint.answered_at = by, now
    complaint.save()
    chain.record_for(
        Event.COMPLAINT_ANSWERED,
        complaint.application,
        actor=by,
        at=now,
        complaint=complaint.pk,
        outcome=outcome,
        covers=[complaint],
    )
    queue_answer(complaint)
    return complaint

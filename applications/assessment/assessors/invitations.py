"""Asking people to assess, and what they answer."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.assessment import mails
from applications.assessment.assessors import news, unassign
from applications.assessment.conflicts import works_on_any
from applications.assessment.permissions import may_answer_invitation, may_manage
from applications.assessment.rounds import AssessmentRefused, lock, lock_open, reason_in, require
from applications.history import chain
from applications.models import Assessor, EndedBecause, Event
from authorities.models import User
from authorities.scope import authority_of


@transaction.atomic
def invite(
    page: Page,
    *,
    name: str,
    email: str,
    body: str = "",
    answer_by: datetime,
    by: User,
    now: datetime | None = None,
) -> Assessor:
    """Invite somebody to assess the page's applications, and send them their private address.

    Raises `AssessmentRefused` for who may not invite, for an address that is invited already or
    works on one of the applications, and for a time to answer that has passed.
    """
    now = now or timezone.now()
    authority = authority_of(page)
    require(may_manage(by, authority))
    lock_open(page)
    _check_time(answer_by, now)
    known = Assessor.objects.filter(page_id=page.pk)
    if known.filter(email__iexact=email, removed_at=None, declined_at=None).exists():
        raise AssessmentRefused(_("This address is invited already."))
    if works_on_any(email, page):
        raise AssessmentRefused(
            _("This address works on an application to this challenge, so it cannot assess.")
        )
    assessor = Assessor.objects.create(
        authority=authority,
        page_id=page.pk,
        number=(known.aggregate(last=Max("number"))["last"] or 0) + 1,
        name=name,
        email=email,
        body=body,
        invited_by=by,
        invited_at=now,
        answer_by=answer_by,
    )
    _record(Event.INVITED, assessor, now, actor=by)
    mails.queue_invitation(assessor, at=now)
    return assessor


@transaction.atomic
def extend_invitation(
    assessor: Assessor, *, answer_by: datetime, by: User, now: datetime | None = None
) -> None:
    """Give somebody who has not answered until another time, and write to them again.

    Raises `AssessmentRefused` for who may not, and once the invitation was answered.
    """
    now = now or timezone.now()
    require(may_manage(by, assessor.authority))
    lock_open(assessor.page)
    assessor.refresh_from_db()
    if assessor.accepted_at or assessor.declined_at or assessor.removed_at:
        raise AssessmentRefused(_("This invitation was answered already."))
    _check_time(answer_by, now)
    assessor.answer_by = answer_by
    assessor.save(update_fields=["answer_by"])
    _record(Event.INVITED, assessor, now, actor=by, extended=True)
    mails.queue_invitation(assessor, at=now)


@transaction.atomic
def answer(assessor: Assessor, *, accepts: bool, now: datetime | None = None) -> None:
    """Accept or decline; raise `AssessmentRefused` after the time to answer, and twice."""
    now = now or timezone.now()
    lock(assessor.page)
    assessor.refresh_from_db()
    require(may_answer_invitation(assessor, now=now))
    field = "accepted_at" if accepts else "declined_at"
    setattr(assessor, field, now)
    assessor.save(update_fields=[field])
    _record(Event.ACCEPTED if accepts else Event.DECLINED, assessor, now)
    if not accepts:
        news.tell(assessor, _("They declined the invitation."), key="declined")


@transaction.atomic
def remove(assessor: Assessor, *, by: User, reason: str, now: datetime | None = None) -> None:
    """Close an assessor's address and end what they have in hand; scores that they sent stay.

    Raises `AssessmentRefused` for who may not, without a reason, and twice.
    """
    now = now or timezone.now()
    require(may_manage(by, assessor.authority))
    reason = reason_in(reason)
    lock_open(assessor.page)
    assessor.refresh_from_db()
    if assessor.removed_at:
        raise AssessmentRefused(_("This assessor was removed already."))
    assessor.removed_at = now
    assessor.save(update_fields=["removed_at"])
    _record(Event.REMOVED, assessor, now, actor=by, reason=reason)
    in_hand = list(assessor.assignments.filter(ended_at=None, sent_at=None))
    for assignment in in_hand:
        unassign.end(assignment, EndedBecause.TAKEN_BACK, reason, at=now)
        unassign.record(Event.UNASSIGNED, assignment, actor=by, reason=reason, at=now)
    mails.queue_removed(assessor)
    news.tell(assessor, _("They were removed."), key="removed", lost=len(in_hand), by=by)


def _check_time(answer_by: datetime, now: datetime) -> None:
    if answer_by <= now:
        raise AssessmentRefused(_("Choose a time to answer that is still to come."))


def _record(event: Event, assessor: Assessor, at: datetime, **entry) -> None:
    chain.record(
        event,
        authority=assessor.authority,
        page=assessor.page,
        assessor=assessor,
        at=at,
        covers=[assessor],
        **entry,
    )

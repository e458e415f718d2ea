"""Giving applications to assessors: one, several, or all of them evenly."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.assessment import mails
from applications.assessment.assessors import unassign
from applications.assessment.assessors.allocation import allocate
from applications.assessment.conflicts import barred
from applications.assessment.permissions import ASSIGNABLE, may_be_assigned, may_manage
from applications.assessment.rounds import AssessmentRefused, lock_open, require
from applications.models import Application, Assessor, Assignment, Event, TakesApplications
from applications.models.status import Status
from applications.workflow.transitions import MoveRefused, move
from authorities.models import User
from authorities.scope import authority_of


def assign(
    application: Application,
    assessor: Assessor,
    *,
    by: User,
    due_at: datetime,
    now: datetime | None = None,
) -> Assignment:
    """Give one application to one assessor, and tell them; raise as `assign_all` does."""
    return assign_all([(application, assessor)], by=by, due_at=due_at, now=now)[0]


@transaction.atomic
def assign_all(
    pairs: Sequence[tuple[Application, Assessor]],
    *,
    by: User,
    due_at: datetime,
    now: datetime | None = None,
) -> list[Assignment]:
    """Give applications of one page to assessors, all or none; one mail for each assessor.

    An eligible application moves to in assessment. Raises `AssessmentRefused`, naming the
    application, for who may not assign, for what may not be assigned, for an assessor who may not
    have it or has it already, and for a time that has passed.
    """
    now = now or timezone.now()
    if not pairs:
        raise AssessmentRefused(_("Choose at least one application and one assessor."))
    if due_at <= now:
        raise AssessmentRefused(_("Choose a time to be done by that is still to come."))
    page = pairs[0][0].page
    require(may_manage(by, authority_of(page)))
    lock_open(page)
    made = [_assign(*pair, by=by, due_at=due_at, now=now) for pair in pairs]
    by_assessor = defaultdict(list)
    for assignment in made:
        by_assessor[assignment.assessor].append(assignment)
    for assessor, theirs in by_assessor.items():
        mails.queue_assigned(assessor, theirs, due_at=due_at, at=now)
    return made


@transaction.atomic
def allocate_evenly(
    page: TakesApplications,
    *,
    by: User,
    due_at: datetime,
    target: int | None = None,
    now: datetime | None = None,
) -> list[Assignment]:
    """Share out all that can be assigned, so that each application has `target` assessors.

    The page's own number unless another is given. What stands is kept and counted; who gave an
    application back does not get it again. Raises `AssessmentRefused` as `assign_all` does, and
    where there is nothing left to share out.
    """
    lock_open(page)
    assessors = {one.pk: one for one in Assessor.objects.active().filter(page_id=page.pk)}
    assignable = Application.objects.filter(page_id=page.pk, status__in=ASSIGNABLE)
    applications = {one.pk: one for one in assignable.select_related("page", "draft", "authority")}
    standing: dict[int, set[int]] = defaultdict(set)
    given_back: set[tuple[int, int]] = set()
    for one in Assignment.objects.filter(application__in=list(applications)):
        if one.ended_at:
            given_back.add((one.assessor_id, one.application_id))
        else:
            standing[one.application_id].add(one.assessor_id)
    pairs = allocate(
        applications,
        assessors,
        target=target or page.assessors_wanted,
        barred=barred(page) | given_back,
        standing=standing,
        seed=page.pk,
    )
    if not pairs:
        raise AssessmentRefused(
            _("There is nothing to share out: every application has the assessors that it can get.")
        )
    chosen = [(applications[application], assessors[key]) for key, application in pairs]
    return assign_all(chosen, by=by, due_at=due_at, now=now)


def _assign(
    application: Application, assessor: Assessor, *, by: User, due_at: datetime, now: datetime
) -> Assignment:
    application.refresh_from_db(fields=["status", "version", "email"])
    verdict = may_be_assigned(assessor, application)
    has_it = Assignment.objects.filter(
        application=application, assessor=assessor, ended_at=None
    ).exists()
    if not verdict or has_it:
        why = verdict.reason or _("The assessor has it already.")
        raise AssessmentRefused(f"{application.reference}: {why}")
    if application.status == Status.ELIGIBLE:
        try:
            move(application, Status.IN_ASSESSMENT, by=by, now=now)
        except MoveRefused as refusal:
            raise AssessmentRefused(f"{application.reference}: {refusal}") from refusal
    assignment = Assignment.objects.create(
        application=application,
        assessor=assessor,
        assigned_by=by,
        assigned_at=now,
        due_at=due_at,
    )
    unassign.record(Event.ASSIGNED, assignment, actor=by, at=now)
    return assignment

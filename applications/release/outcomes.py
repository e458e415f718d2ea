"""What becomes of a selected application: who sees to it, by when, and what it was."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from applications.history import chain
from applications.models import Application, Event, Procurement
from applications.models.status import SELECTED_OR_BEYOND, Status
from applications.release.mails import queue_outcome_due
from applications.workflow.permissions import MOVERS
from applications.workflow.signals import outcome_planned
from authorities.batch import by_pk, for_each_isolated
from authorities.models import AuthoritySettings, User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused, staff_of


class OutcomeRefused(Exception):
    """Nothing is kept; the message says why, in words for the person who tried."""


@dataclass(frozen=True)
class Plan:
    """What is known of a procurement."""

    owner: User
    due_on: date
    value: int | None = None
    decided_on: date | None = None
    is_public: bool = False


def may_plan_procurement(user: User, application: Application) -> Verdict:
    """Return whether the person may say who sees to the application's procurement."""
    if not may_act_as(user, application.authority, *MOVERS):
        return refused(_("Only moderators and programme managers plan procurements."))
    if application.status not in SELECTED_OR_BEYOND:
        return refused(_("Only what is selected is procured."))
    return ALLOWED


@transaction.atomic
def plan_procurement(application: Application, plan: Plan, *, by: User) -> Procurement:
    """Keep who sees to the outcome and by when, and what it was; another day reminds again.

    Raises `OutcomeRefused` for somebody without the right, an owner from elsewhere, and an
    application that is not selected.
    """
    Page.objects.select_for_update().get(pk=application.page_id)
    application.refresh_from_db(fields=["status"])
    if not (verdict := may_plan_procurement(by, application)):
        raise OutcomeRefused(verdict.reason)
    if not staff_of(application.authority).filter(pk=plan.owner.pk).exists():
        raise OutcomeRefused(_("Choose somebody who works for the authority."))
    before = Procurement.objects.filter(application=application).first()
    is_same_day = before is not None and before.due_on == plan.due_on
    made, _is_new = Procurement.objects.update_or_create(
        application=application,
        defaults={
            "owner": plan.owner,
            "due_on": plan.due_on,
            "value": plan.value,
            "decided_on": plan.decided_on,
            "is_public": plan.is_public,
            "reminded_at": before.reminded_at if before and is_same_day else None,
        },
    )
    _record(made, by)
    return made


def open_outcomes(owner: User, authority: Site) -> QuerySet[Procurement]:
    """Return the outcomes at the authority that this person has still to see to."""
    return Procurement.objects.filter(
        owner=owner, application__authority=authority, application__status=Status.SELECTED
    )


@transaction.atomic
def hand_over_outcomes(owner: User, to: User, *, authority: Site, by: User) -> int:
    """Let somebody else see to what this person had to; return how many outcomes that were.

    Whoever takes them is reminded of each that is due. The caller asks whether `by` may say so,
    and whether `to` has the right role.
    """
    handed = 0
    for procurement in open_outcomes(owner, authority).select_related("application__page"):
        Page.objects.select_for_update().get(pk=procurement.application.page_id)
        procurement.owner, procurement.reminded_at = to, None
        procurement.save(update_fields=["owner", "reminded_at"])
        _record(procurement, by)
        handed += 1
    return handed


def _record(procurement: Procurement, by: User) -> None:
    outcome_planned.send(sender=Procurement, procurement=procurement)
    chain.record_for(
        Event.PROCUREMENT,
        procurement.application,
        actor=by,
        owner=procurement.owner_id,
        due_on=procurement.due_on.isoformat(),
        is_public=procurement.is_public,
        covers=[procurement],
    )


def remind_owners(now: datetime) -> int:
    """Remind whose outcome is due, once for each day that was chosen; return how many."""
    due = Procurement.objects.filter(application__status=Status.SELECTED, reminded_at=None)
    reminded = 0
    for settings in AuthoritySettings.objects.select_related("site"):
        today = timezone.localtime(now, settings.zone).date()
        mine = due.filter(application__authority=settings.site, due_on__lte=today)
        reminded += for_each_isolated(
            mine.select_related("owner", "application__page"),
            lambda procurement: _remind(procurement, now),
            job="remind_owners",
            key=by_pk,
        )
    return reminded


@transaction.atomic
def _remind(procurement: Procurement, now: datetime) -> bool:
    page = procurement.application.page
    Page.objects.select_for_update().get(pk=page.pk)
    is_queued = queue_outcome_due(procurement, page=page)
    Procurement.objects.filter(pk=procurement.pk, due_on=procurement.due_on).update(reminded_at=now)
    return is_queued

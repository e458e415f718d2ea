"""The one place that writes an application's status."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.history import chain
from applications.models import Application, Decision, IneligibleBecause, TakesApplications
from applications.models.status import MATCHED_OR_BEYOND, MOVES, SELECTED_OR_BEYOND, Status
from applications.workflow import reserve
from applications.workflow.disclosure import tell_at_once
from applications.workflow.mails import queue_free_place_for_moderators, queue_withdrawal
from applications.workflow.permissions import may_go_over_limit, may_move
from applications.workflow.signals import application_moved
from authorities.models import AuthoritySettings, User
from authorities.permissions import ALLOWED, Verdict, refused
from authorities.scope import settings_of

# What a move writes about an application.
WRITTEN = (
    "status",
    "status_changed_at",
    "released_status",
    "next_status",
    "next_status_at",
    "reserve_rank",
)


class MoveRefused(Exception):
    """The move is not made; the message says why, in words for the person who tried."""


class OverLimit(MoveRefused):
    """All places are taken; somebody with the right may go over, with a reason."""


@transaction.atomic
def move(
    application: Application,
    to: Status,
    *,
    by: User,
    reason: str = "",
    because: IneligibleBecause | str = "",
    over_limit: bool = False,
    now: datetime | None = None,
) -> Decision:
    """Move an application to another status and record who did it, when and why.

    Ineligible also needs `because`, one of a short list. The page is locked first, so that two
    moves at once count each other's places.
    Raises `MoveRefused` with the reason, and `OverLimit` when the places are taken and
    `over_limit` was not asked for.
    """
    now = now or timezone.now()
    current = _locked(application)
    verdict = may_move(by, current, to, now=now)
    if not verdict:
        raise MoveRefused(verdict.reason)
    reason = reason.strip()
    if MOVES[Status(current.status)][to].needs_reason and not reason:
        raise MoveRefused(_("Write the reason: it is kept on the record."))
    if to is Status.INELIGIBLE and because not in IneligibleBecause:
        raise MoveRefused(_("Choose the reason from the list, so that reasons can be counted."))
    is_over = _is_over_limit(current, to)
    if is_over:
        _check_over_limit(current, by, reason, over_limit)
    decision = _write(
        current,
        to,
        at=now,
        reason=reason,
        because=because if to is Status.INELIGIBLE else "",
        actor=by,
        is_over_limit=is_over,
    )
    if to is Status.WITHDRAWN:
        # The applicant asked for it, by telephone or mail: there is nothing to release.
        _tell_withdrawn(current)
    elif decision.from_status == Status.WITHDRAWN:
        tell_at_once(current, to)
    for name in WRITTEN:
        setattr(application, name, getattr(current, name))
    return decision


def may_withdraw(application: Application, *, now: datetime | None = None) -> Verdict:
    """Return whether the applicant may withdraw: until the outcome, told or not, is reached."""
    if Status.WITHDRAWN not in MOVES[Status(application.status)]:
        return refused(_("This application can no longer be withdrawn."))
    page = application.page.specific
    if page.may_take_move(application, Status.WITHDRAWN, now or timezone.now()):
        return ALLOWED
    # The page's own reason may say what the applicant has not been told.
    return refused(_("This application cannot be withdrawn here any more. Write to us instead."))


def seems_withdrawable(application: Application, now: datetime) -> bool:
    """Return whether the applicant, as far as they were told, can withdraw."""
    return Status.WITHDRAWN in MOVES[application.told_status(now)]


@transaction.atomic
def withdraw(
    application: Application, *, reason: str = "", now: datetime | None = None
) -> Decision:
    """Withdraw an application as its applicant asks, and record it; they read it at once.

    Raises `MoveRefused` after the outcome, and for one that is withdrawn already.
    """
    now = now or timezone.now()
    current = _locked(application)
    if not (verdict := may_withdraw(current, now=now)):
        raise MoveRefused(verdict.reason)
    decision = _write(current, Status.WITHDRAWN, at=now, reason=reason.strip())
    _tell_withdrawn(current)
    if decision.from_status in MATCHED_OR_BEYOND:
        queue_free_place_for_moderators(current, page=current.page.specific)
    application.refresh_from_db()
    return decision


@transaction.atomic
def answer_request(application: Application, *, now: datetime | None = None) -> Decision | None:
    """Bring an application back to screening once the applicant has answered; record it."""
    current = _locked(application)
    if current.status != Status.INFO_REQUESTED:
        return None
    decision = _write(current, Status.SCREENING, at=now or timezone.now())
    tell_at_once(current, Status.SCREENING)
    application.refresh_from_db()
    return decision


def _tell_withdrawn(application: Application) -> None:
    tell_at_once(application, Status.WITHDRAWN)
    queue_withdrawal(application, page=application.page.specific)


def places(page: TakesApplications, settings: AuthoritySettings) -> dict[Status, int]:
    """Return how many applications of the page may be matched, and how many selected."""
    return {
        Status.MATCHED: page.match_limit or settings.match_limit,
        Status.SELECTED: page.selection_limit or settings.selection_limit,
    }


def _locked(application: Application) -> Application:
    """Return the application as it stands now, with its page locked first."""
    Page.objects.select_for_update().get(pk=application.page_id)
    return (
        Application.objects.select_for_update(of=("self",))
        .select_related("authority", "page", "draft")
        .get(pk=application.pk)
    )


def _write(application: Application, to: Status, *, at: datetime, **entry) -> Decision:
    """Write the status and its entry in the record; who hears of it drafts the letter."""
    decision = Decision.objects.create(
        application=application, at=at, from_status=application.status, to_status=to, **entry
    )
    Application.objects.filter(pk=application.pk).update(status=to, status_changed_at=at)
    application.status, application.status_changed_at = to, at
    reserve.keep_in_order(decision)
    chain.record_move(decision)
    application_moved.send(Decision, decision=decision)
    return decision


def _is_over_limit(application: Application, to: Status) -> bool:
    """Return whether the move takes a place that is not there."""
    taking = {Status.MATCHED: MATCHED_OR_BEYOND, Status.SELECTED: SELECTED_OR_BEYOND}.get(to)
    if taking is None or application.status in taking:
        return False
    limit = places(application.page.specific, settings_of(application.authority))
    taken = Application.objects.filter(page=application.page, status__in=taking).count()
    return taken >= limit[to]


def _check_over_limit(application: Application, by: User, reason: str, asked_for: bool) -> None:
    """Raise `OverLimit` unless going over was asked for, with a reason, by who may."""
    verdict = may_go_over_limit(by, application)
    if not verdict:
        raise OverLimit(_("All places for this challenge are taken.") + " " + verdict.reason)
    if not asked_for:
        raise OverLimit(
            _("All places for this challenge are taken. To go over the limit, tick the box.")
        )
    if not reason:
        raise OverLimit(_("Write why this challenge goes over its limit."))

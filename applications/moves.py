"""The one place that writes an application's status."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Application, Decision, TakesApplications
from applications.permissions import may_go_over_limit, may_move
from applications.status import MATCHED_OR_BEYOND, MOVES, SELECTED_OR_BEYOND, Status
from authorities.models import AuthoritySettings, User
from authorities.scope import settings_of


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
    over_limit: bool = False,
    now: datetime | None = None,
) -> Decision:
    """Move an application to another status and record who did it, when and why.

    The page is locked first, so that two moves at once count each other's places.
    Raises `MoveRefused` with the reason, and `OverLimit` when the places are taken and
    `over_limit` was not asked for.
    """
    now = now or timezone.now()
    Page.objects.select_for_update().get(pk=application.page_id)
    current = (
        Application.objects.select_for_update(of=("self",))
        .select_related("authority", "page")
        .get(pk=application.pk)
    )
    verdict = may_move(by, current, to, now=now)
    if not verdict:
        raise MoveRefused(verdict.reason)
    reason = reason.strip()
    if MOVES[Status(current.status)][to].needs_reason and not reason:
        raise MoveRefused(_("Write the reason: it is kept on the record."))
    is_over = _is_over_limit(current, to)
    if is_over:
        _check_over_limit(current, by, reason, over_limit)
    decision = Decision.objects.create(
        application=current,
        actor=by,
        at=now,
        from_status=current.status,
        to_status=to,
        reason=reason,
        is_over_limit=is_over,
    )
    Application.objects.filter(pk=current.pk).update(status=to, status_changed_at=now)
    application.status, application.status_changed_at = to, now
    return decision


def places(page: TakesApplications, settings: AuthoritySettings) -> dict[Status, int]:
    """Return how many applications of the page may be matched, and how many selected."""
    return {
        Status.MATCHED: page.match_limit or settings.match_limit,
        Status.SELECTED: page.selection_limit or settings.selection_limit,
    }


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

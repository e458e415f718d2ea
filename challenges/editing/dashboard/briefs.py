"""The briefs that somebody writes, each with what the public sees of it and its next date."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site, WorkflowState, get_default_page_content_type

from authorities.dates import format_deadline, format_instant
from authorities.models import User
from challenges.models import ChallengePage
from challenges.presentation.cards import Tag, state_tag

# So many are shown, those that were changed last.
SHOWN = 10


@dataclass(frozen=True)
class Brief:
    """One row of the list."""

    title: str
    address: str
    tag: Tag
    note: str
    next_date: str


def is_of(user: User) -> Q:
    """Return the condition for pages that the person began, or was the last to change."""
    return Q(owner=user) | Q(latest_revision__user=user)


def public_tag(page: ChallengePage, now: datetime) -> Tag:
    """Return a brief's state as the public sees it; a draft is not public."""
    return state_tag(page, now) if page.live else Tag(_("Not public"), "neutral")


def my_briefs(user: User, authority: Site, now: datetime, zone: ZoneInfo) -> list[Brief]:
    """Return at most ten briefs of this person, those that were changed last first."""
    pages = list(
        ChallengePage.objects.for_authority(authority)
        .filter(is_of(user))
        .order_by("-latest_revision_created_at", "-pk")[:SHOWN]
    )
    approvals = _approvals(pages)
    return [
        Brief(
            page.title,
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
            public_tag(page, now),
            _note(page, approvals.get(page.pk, ""), now),
            _next_date(page, now, zone),
        )
        for page in pages
    ]


def _approvals(pages: list[ChallengePage]) -> dict[int, str]:
    """Return how far each page's approval has come, where one goes on."""
    states = WorkflowState.objects.active().filter(
        base_content_type=get_default_page_content_type(),
        object_id__in=[str(page.pk) for page in pages],
    )
    return {int(key): status for key, status in states.values_list("object_id", "status")}


def _note(page: ChallengePage, approval: str, now: datetime) -> str:
    if approval == WorkflowState.STATUS_NEEDS_CHANGES:
        return _("An approver asked for changes.")
    if approval:
        return _("Waits for approval.")
    if not page.live:
        is_planned = page.go_live_at and page.go_live_at > now
        return _("Goes out at its planned time.") if is_planned else _("A draft.")
    return _("Has changes that are not published.") if page.has_unpublished_changes else ""


def _next_date(page: ChallengePage, now: datetime, zone: ZoneInfo) -> str:
    dates = [
        (moment, said)
        for moment, said in (
            (None if page.live else page.go_live_at, _("Goes out %s")),
            (page.announced_at, _("Announced %s")),
            (page.opens_at, _("Opens %s")),
            (page.questions_until, _("Questions until %s")),
            (page.closes_at, _("Closes %s")),
        )
        if moment and moment > now
    ]
    if not dates or page.stage:
        return ""
    moment, said = min(dates)
    is_beginning = moment in (page.go_live_at, page.announced_at, page.opens_at)
    return said % (format_instant if is_beginning else format_deadline)(moment, zone)

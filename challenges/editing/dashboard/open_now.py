"""What is open now and for how long, as bars beside their table."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.urls import reverse
from wagtail.models import Site

from authorities.dates import format_deadline, time_left
from challenges.models import ChallengePage

# So many are drawn, those that close first.
SHOWN = 10


@dataclass(frozen=True)
class OpenBar:
    """The inputs of one row of `components/admin_bars.html`."""

    label: str
    display: str
    width: float
    note: str
    address: str


def open_now(authority: Site, now: datetime, zone: ZoneInfo) -> list[OpenBar]:
    """Return the open challenges, at most ten; the longest bar is the one that closes last."""
    pages = ChallengePage.objects.for_authority(authority).live().open_at(now)
    shown = list(pages.order_by("closes_at", "title")[:SHOWN])
    longest = max((page.closes_at - now for page in shown), default=None)
    return [
        OpenBar(
            page.title,
            time_left(page.closes_at, now),
            round(100 * ((page.closes_at - now) / longest), 2),
            format_deadline(page.closes_at, zone),
            reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
        for page in shown
    ]

"""The challenges that need a moderator, each with its track and its next steps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from wagtail.models import Page, Site

from applications.models import Observer, TakesApplications
from applications.moderation.next_steps.counts import counts_of
from applications.moderation.next_steps.public_stage import public_stage
from applications.moderation.next_steps.steps import Step, steps_of
from applications.moderation.next_steps.tracks import Part, challenge_track
from applications.workflow.permissions import MOVERS, READERS
from applications.workflow.sealing import page_types
from authorities.models import User
from authorities.permissions import may_act_as

# So many of the challenges that closed last are looked at, and so many of them shown.
LOOKED_AT = 60
SHOWN = 10


@dataclass(frozen=True)
class Standing:
    """One challenge: its track, and what comes next."""

    page: TakesApplications
    track: list[Part]
    steps: list[Step]


def next_steps_of(
    pages: Sequence[TakesApplications], user: User, authority: Site, now: datetime
) -> list[Standing]:
    """Return where each of the pages stands, in a fixed number of queries."""
    counts = counts_of([page.pk for page in pages], now)
    may_decide = bool(may_act_as(user, authority, *MOVERS))
    found = []
    for page in pages:
        mine = counts[page.pk]
        stage = public_stage(page, mine.of, mine.told, now)
        begun = page.is_closed(now) or page.is_rolling
        steps = steps_of(page.pk, mine, stage, may_decide=may_decide) if begun else ()
        track = challenge_track(page.pk, mine, stage, may_decide=may_decide)
        found.append(Standing(page, track, list(steps)))
    return found


def waiting_challenges(user: User, authority: Site, now: datetime) -> list[Standing]:
    """Return those for which there is something to do, at most ten, those closed last first."""
    pages: list = []
    for model in page_types():
        below = Page.objects.filter(path__startswith=authority.root_page.path, live=True)
        mine = model._default_manager.filter(
            Q(closes_at__lte=now) | Q(is_rolling=True, opens_at__lte=now),
            pk__in=below.values("pk"),
        )
        if not may_act_as(user, authority, *READERS):
            mine = mine.filter(pk__in=Observer.objects.filter(user=user).values("page"))
        pages += mine.order_by("-closes_at")[:LOOKED_AT]
    pages.sort(key=lambda page: page.closes_at or now, reverse=True)
    standing = next_steps_of(pages[:LOOKED_AT], user, authority, now)
    return [one for one in standing if one.steps][:SHOWN]

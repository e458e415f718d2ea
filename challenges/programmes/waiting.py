"""What waits in a programme for who runs it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, QuerySet, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.models import Application
from applications.models.status import WAITING
from authorities.permissions import staff_of
from authorities.scope import settings_of
from challenges.models import (
    Attendance,
    Clarification,
    FollowUpAnswer,
    Milestone,
    ProgrammePage,
    Proposal,
)
from challenges.programmes.figures import own_challenges


@dataclass(frozen=True)
class Waits:
    """So many of one kind, and where they are seen to."""

    label: str
    number: int
    url: str


def what_waits(programme: ProgrammePage, authority: Site, now: datetime) -> list[Waits]:
    """Return what waits, as far as anything does; in one query."""
    challenges = own_challenges(programme, authority).order_by().values("pk")
    today = timezone.localtime(now, settings_of(authority).zone).date()
    milestones = Milestone.objects.for_authority(authority).filter(challenge__in=challenges)
    ticks = Attendance.objects.attended().filter(session=OuterRef("pk"))
    held = programme.sessions.for_authority(authority).filter(called_off="", ends_at__lte=now)
    rows: list[tuple[str, QuerySet, str]] = [
        (
            _("Proposals without an answer"),
            Proposal.objects.for_authority(authority).waiting(),
            reverse("proposal_queue") + "?state=waiting",
        ),
        (
            _("Questions about briefs"),
            Clarification.objects.filter(page__in=challenges).waiting(),
            reverse("wagtailsnippets_challenges_clarification:list"),
        ),
        (
            _("Applications to screen"),
            Application.objects.filter(page__in=challenges, status__in=WAITING),
            reverse("queue_modeladmin_index") + "?status=waiting",
        ),
        (
            _("Sessions at which nobody was ticked"),
            held.filter(recorded_participants=None).exclude(Exists(ticks)),
            reverse("wagtailsnippets_challenges_session:list"),
        ),
        (
            _("Overdue milestones"),
            milestones.overdue(today),
            reverse("wagtailsnippets_challenges_milestone:list"),
        ),
        (
            _("Milestones whose owner has left"),
            milestones.open().filter(outcome=None).exclude(owner__in=staff_of(authority)),
            reverse("wagtailsnippets_challenges_milestone:list"),
        ),
        (
            _("Answers about what came of it, not public"),
            FollowUpAnswer.objects.filter(follow_up__milestone__in=milestones, is_public=False),
            reverse("wagtailsnippets_challenges_milestone:list"),
        ),
    ]
    counted = [
        found.order_by().annotate(row=Value(number)).values("row").annotate(many=Count("pk"))
        for number, (_label, found, _url) in enumerate(rows)
    ]
    found = counted[0].union(*counted[1:], all=True).values_list("row", "many")
    numbers = dict(found)
    return [
        Waits(label, many, url)
        for number, (label, _found, url) in enumerate(rows)
        if (many := numbers.get(number, 0))
    ]

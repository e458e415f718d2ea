"""A programme's way from reach to procurement, counted from the records."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Complaint
from applications.models.status import MATCHED_OR_BEYOND, SELECTED_OR_BEYOND, Status
from challenges.models.querysets import ChallengeQuerySet
from challenges.models.status import MATCHES_ANNOUNCED, SELECTION_ANNOUNCED, Stage
from challenges.presentation.businesses_counted import count_businesses, count_businesses_by


@dataclass(frozen=True)
class Figures:
    """How many of each. What was decided but not yet announced is not counted."""

    challenges: int
    applications: int
    matched: int
    selected: int
    procured: int
    # That applied, as lead or partner: each once.
    businesses: int = 0
    reached: int | None = None


@dataclass(frozen=True)
class Bar:
    """The inputs of one row of `components/funnel.html`."""

    label: str
    value: int
    width: float
    note: str = ""

    @property
    def display(self) -> str:
        """The number as it is read."""
        return number_format(self.value)


def shares(rows: Iterable[tuple[str, int]]) -> list[Bar]:
    """Return the rows as bars, each as wide as its share of the largest."""
    shown = list(rows)
    largest = max((value for _label, value in shown), default=0) or 1
    return [Bar(label, value, round(100 * value / largest, 2)) for label, value in shown]


def _counts() -> dict[str, Count]:
    """Return what is counted of challenges; of applications only what is announced."""

    def sent(stages: Iterable[Stage], statuses: Iterable[Status]) -> Count:
        condition = Q(stage__in=list(stages), applications__status__in=list(statuses))
        return Count("applications__status", filter=condition)

    return {
        "number": Count("pk", distinct=True),
        "received": Count("applications__status"),
        "matched": sent(MATCHES_ANNOUNCED, MATCHED_OR_BEYOND),
        "selected": sent(SELECTION_ANNOUNCED, SELECTED_OR_BEYOND),
        "procured": sent([Stage.PROCURED], [Status.PROCURED]),
    }


def _figures(counted: dict[str, int], **more: int | None) -> Figures:
    known = {name: counted[name] for name in ("matched", "selected", "procured")}
    return Figures(
        challenges=counted["number"],
        applications=counted["received"],
        **known,
        **more,  # type: ignore[arg-type]
    )


def figures_of(challenges: ChallengeQuerySet, reached: int | None = None) -> Figures:
    """Return the figures of these challenges, in two queries."""
    counted = challenges.order_by().aggregate(**_counts())
    return _figures(counted, reached=reached, businesses=count_businesses(challenges))


def figures_by_programme(challenges: ChallengeQuerySet) -> dict[int, Figures]:
    """Return the figures of each programme that one of these challenges is part of.

    Three queries, however many programmes.
    """
    part = challenges.exclude(programme=None).order_by()
    businesses = count_businesses_by(part, dict(part.values_list("pk", "programme_id")))
    rows = part.values("programme").annotate(**_counts())
    return {
        row["programme"]: _figures(row, businesses=businesses.get(row["programme"], 0))
        for row in rows
    }


def complaints_in_words(challenges: ChallengeQuerySet) -> str:
    """Return how many asked or complained about a decision and what came of it; empty for none."""
    outcome = Complaint.Outcome
    counted = Complaint.objects.filter(application__page__in=challenges.values("pk")).aggregate(
        questions=Count("pk", filter=Q(kind=Complaint.Kind.QUESTION)),
        complaints=Count("pk", filter=Q(kind=Complaint.Kind.COMPLAINT)),
        waiting=Count("pk", filter=Q(answered_at=None)),
        agreed=Count("pk", filter=Q(outcome__in=[outcome.UPHELD, outcome.PARTLY])),
    )
    if not counted["questions"] + counted["complaints"]:
        return ""
    return (
        _(
            "Applicants asked %(questions)d questions and made %(complaints)d complaints about "
            "decisions. We agreed with %(agreed)d of the complaints, at least in part; %(waiting)d "
            "wait for an answer."
        )
        % counted
    )


def _for_challenges(figures: Figures) -> str:
    number = figures.challenges
    challenges = ngettext("for %d challenge", "for %d challenges", number) % number
    if not figures.businesses:
        return challenges
    by = ngettext("by %d business", "by %d businesses", figures.businesses) % figures.businesses
    return f"{challenges}, {by}"


def bars(figures: Figures) -> list[Bar]:
    """Return the way from reach to procurement as bars.

    A bar is as wide as the root of its number, so that 5 of 528 can still be seen.
    """
    rows = [
        (_("Applications"), figures.applications, _for_challenges(figures)),
        (_("Matched"), figures.matched, ""),
        (_("Selected"), figures.selected, ""),
        (_("Procured so far"), figures.procured, ""),
    ]
    if figures.reached is not None:
        rows.insert(0, (_("Companies reached"), figures.reached, ""))
    largest = max(row[1] for row in rows) or 1
    return [
        Bar(label, value, round(100 * math.sqrt(value / largest), 2), note)
        for label, value, note in rows
    ]

"""Every figure of one programme: asked by dashboard, report and exports alike."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from statistics import mean

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.models import Application, DecisionLetter, Draft
from applications.models.status import MATCHED_OR_BEYOND, SELECTED_OR_BEYOND, Status
from authorities.scope import settings_of
from businesses.models.details import Size
from challenges.models import ChallengePage, ProgrammePage, Proposal
from challenges.models.querysets import ChallengeQuerySet
from challenges.presentation.figures import Figures, figures_of
from challenges.programmes.budget.figures import MoneyFigures, money_figures
from challenges.programmes.sessions.figures import SessionFigures, session_figures
from challenges.proposals.figures import ProposalFigures, proposal_figures

Row = tuple[str, int]


@dataclass(frozen=True)
class Telling:
    """How long decisions took to reach applicants, and how many of them help."""

    told: int
    # On closed challenges, neither told nor withdrawn.
    untold: int
    days: float | None
    with_feedback: int

    @property
    def days_said(self) -> str:
        """The mean in words."""
        if self.days is None:
            return _("no decision was told yet")
        return _("%(days)s days, of %(told)d that were told; %(untold)d are not told yet") % {
            "days": f"{self.days:.1f}".removesuffix(".0"),
            "told": self.told,
            "untold": self.untold,
        }

    @property
    def feedback_said(self) -> str:
        """The share in words."""
        if not self.told:
            return _("no decision was told yet")
        return _("%(with)d of %(told)d (%(share)d%%)") % {
            "with": self.with_feedback,
            "told": self.told,
            "share": round(100 * self.with_feedback / self.told),
        }


@dataclass(frozen=True)
class ProgrammeFigures:
    """All of them, at one instant; of applications, the authority's own alone."""

    funnel: Figures
    steps: list[Row]
    by_theme: list[Row]
    by_size: list[Row]
    by_place: list[Row]
    telling: Telling
    proposals: ProposalFigures
    sessions: SessionFigures
    money: MoneyFigures


def programme_figures(programme: ProgrammePage, authority: Site, now: datetime) -> ProgrammeFigures:
    """Return the figures of the programme for the authority, in about twenty queries."""
    challenges = own_challenges(programme, authority)
    sent = Application.objects.for_authority(authority).filter(page__in=challenges.values("pk"))
    return ProgrammeFigures(
        funnel=figures_of(challenges, programme.reach),
        steps=_steps(challenges, sent),
        by_theme=_by_theme(challenges),
        by_size=_by_size(sent),
        by_place=_by_place(sent),
        telling=_telling(sent, authority, now),
        proposals=proposal_figures(
            Proposal.objects.for_authority(authority).of_programme(programme)
        ),
        sessions=session_figures(programme.sessions.for_authority(authority), now),
        money=money_figures(
            programme.budget_lines.for_authority(authority),
            programme.payments.for_authority(authority),
        ),
    )


def own_challenges(programme: ProgrammePage, authority: Site) -> ChallengeQuerySet:
    """Return the authority's own published challenges of the programme."""
    return ChallengePage.objects.live().filter(programme=programme).for_authority(authority)


def _steps(challenges: ChallengeQuerySet, sent: QuerySet[Application]) -> list[Row]:
    """Return how many came to each step, from a begun draft to a selection."""
    counted = sent.order_by().aggregate(
        sent=Count("pk"),
        stayed=Count("pk", filter=~Q(status=Status.WITHDRAWN)),
        eligible=Count("pk", filter=~Q(status__in=(Status.WITHDRAWN, Status.INELIGIBLE))),
        matched=Count("pk", filter=Q(status__in=MATCHED_OR_BEYOND)),
        selected=Count("pk", filter=Q(status__in=SELECTED_OR_BEYOND)),
    )
    begun = Draft.objects.filter(page__in=challenges.order_by().values("pk")).count()
    return [
        (_("Begun"), begun),
        (_("Sent"), counted["sent"]),
        (_("Not withdrawn"), counted["stayed"]),
        (_("Not ineligible"), counted["eligible"]),
        (_("Matched"), counted["matched"]),
        (_("Selected"), counted["selected"]),
    ]


def _by_theme(challenges: ChallengeQuerySet) -> list[Row]:
    counted = (
        challenges.order_by()
        .values("themes__name")
        .annotate(number=Count("applications", distinct=True))
        .order_by("themes__name")
    )
    return [(row["themes__name"] or _("No theme"), row["number"]) for row in counted]


def _by_size(sent: QuerySet[Application]) -> list[Row]:
    counted = dict(sent.order_by().values_list("business_size").annotate(Count("pk")))
    return [(str(size.label), counted[size]) for size in Size if size in counted]


def _by_place(sent: QuerySet[Application]) -> list[Row]:
    """Return how many came from each postcode area: its first letters."""
    areas: Counter[str] = Counter()
    for postcode, number in sent.order_by().values_list("postcode").annotate(Count("pk")):
        letters = postcode.lstrip()[:2].upper()
        area = letters if letters.isalpha() else letters[:1] if letters[:1].isalpha() else ""
        areas[area or _("Not known")] += number
    return sorted(areas.items())


def _telling(sent: QuerySet[Application], authority: Site, now: datetime) -> Telling:
    zone = settings_of(authority).zone
    letters = DecisionLetter.objects.told(now).order_by()
    told = sent.annotate(first=Min("letters__release__visible_at", filter=_is_told(now))).exclude(
        first=None
    )
    days = [
        (first.astimezone(zone).date() - closed.astimezone(zone).date()).days
        for closed, first in told.values_list("page__challengepage__closes_at", "first")
        if closed
    ]
    of_application = letters.filter(application=OuterRef("pk"))
    helped = Exists(of_application.exclude(stronger=""))
    untold = sent.filter(page__challengepage__closes_at__lte=now).exclude(
        Exists(of_application) | Q(status=Status.WITHDRAWN)
    )
    return Telling(
        told=told.count(),
        untold=untold.count(),
        days=mean(days) if days else None,
        with_feedback=sent.filter(helped).count(),
    )


def _is_told(now: datetime) -> Q:
    return Q(letters__voided_at=None, letters__release__visible_at__lte=now)

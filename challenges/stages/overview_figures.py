"""How an authority's applications go: how far they come, when they are sent, when decided."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Min, Q
from django.db.models.functions import TruncDate
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models.application import ApplicationQuerySet
from applications.models.status import MATCHED_OR_BEYOND, SELECTED_OR_BEYOND, WAITING, Status
from challenges.presentation.figures import Bar, shares

YEAR = timedelta(days=365)
DAYS = 28
# The first decision of which an applicant hears.
DECIDED = (Status.INELIGIBLE, Status.MATCHED, Status.RESERVE, Status.NOT_MATCHED)
WEEKS = (1, 2, 4, 8)


@dataclass(frozen=True)
class OverviewFigures:
    """Three figures, of the applications that were first sent within the last year."""

    funnel: list[Bar]
    days: list[Bar]
    waited: list[Bar]


def overview_figures(
    applications: ApplicationQuerySet, now: datetime, zone: ZoneInfo
) -> OverviewFigures | None:
    """Return the figures of these applications in three queries; none while nobody has applied."""
    sent = applications.filter(submit_time__gte=now - YEAR).order_by()
    funnel = _funnel(sent)
    if not funnel[0].value:
        return None
    return OverviewFigures(funnel, _by_day(sent, now, zone), _by_waiting(sent))


def _funnel(sent: ApplicationQuerySet) -> list[Bar]:
    still = [*WAITING, Status.INFO_REQUESTED, Status.WITHDRAWN]
    steps = {
        _("Sent"): Q(),
        _("Screened"): ~Q(status__in=still),
        _("Matched"): Q(status__in=MATCHED_OR_BEYOND),
        _("Selected"): Q(status__in=SELECTED_OR_BEYOND),
        _("Procured"): Q(status=Status.PROCURED),
    }
    names = {f"step{number}": label for number, label in enumerate(steps)}
    counted = sent.aggregate(
        **{
            name: Count("pk", filter=steps[label]) if steps[label] else Count("pk")
            for name, label in names.items()
        }
    )
    return shares((label, counted[name]) for name, label in names.items())


def _by_day(sent: ApplicationQuerySet, now: datetime, zone: ZoneInfo) -> list[Bar]:
    today = now.astimezone(zone).date()
    days = [today - timedelta(days=back) for back in reversed(range(DAYS))]
    since = now - timedelta(days=DAYS + 1)
    counted: dict[date, int] = dict(
        sent.filter(submit_time__gte=since, first_sent_at__gte=since)
        .annotate(day=TruncDate("first_sent_at", tzinfo=zone))
        .values_list("day")
        .annotate(number=Count("pk"))
    )
    return shares((date_format(day, "j F"), counted.get(day, 0)) for day in days)


def _by_waiting(sent: ApplicationQuerySet) -> list[Bar]:
    decided = Min("decisions__at", filter=Q(decisions__to_status__in=DECIDED))
    limits = {
        f"weeks{weeks}": Count(
            "pk", filter=Q(decided_at__lt=F("first_sent_at") + timedelta(weeks=weeks))
        )
        for weeks in WEEKS
    }
    counted = (
        sent.annotate(decided_at=decided)
        .exclude(decided_at=None)
        .aggregate(**limits, all=Count("pk"))
    )
    rows, before = [], 0
    for weeks in WEEKS:
        label = ngettext("Within %d week", "Within %d weeks", weeks) % weeks
        rows.append((label, counted[f"weeks{weeks}"] - before))
        before = counted[f"weeks{weeks}"]
    rows.append((_("Later"), counted["all"] - before))
    return shares(rows)

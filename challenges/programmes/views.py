"""A programme's own page in the admin, and all programmes beside one another."""

from datetime import date, datetime

from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Site

from authorities.dates import format_deadline
from authorities.http.table_cells import Cell
from authorities.http.table_response import CSV, XLSX, as_table
from authorities.models import AuthoritySettings
from authorities.narrowing.acting import everything
from authorities.scope import settings_of
from challenges.models import ChallengePage, Milestone, ProgrammePage
from challenges.models.status import NOT_YET_OPEN, Timing
from challenges.presentation.cards import state_tag
from challenges.presentation.figures import bars
from challenges.programmes.comparing import COLUMNS, bars_of, cells, compare, programmes_beside
from challenges.programmes.figures import programme_figures
from challenges.programmes.figures_in_words import in_words
from challenges.programmes.lessons.learning import find_lessons, lessons_for, repeated
from challenges.programmes.permissions import managed_authority
from challenges.programmes.waiting import what_waits

SHOWN = 100


def find_programme(request: HttpRequest, pk: int) -> tuple[ProgrammePage, Site]:
    """Return a programme that the person runs, or takes part in, and for which authority."""
    authority = managed_authority(request)
    mine = ProgrammePage.objects.for_authority(authority)
    return get_object_or_404(mine, pk=pk), authority


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show the authority's programmes beside one another, and those of others that agree."""
    authority = managed_authority(request)
    rows = compare(programmes_beside(authority), timezone.now())
    own = authority.root_page.path
    mine = set(ProgrammePage.objects.for_authority(authority).values_list("pk", flat=True))
    context = {
        "columns": COLUMNS,
        "rows": [(row, cells(row), row.programme.pk in mine) for row in rows],
        "charts": [(label, bars_of(rows, column)) for column, label in enumerate(COLUMNS)],
        "has_others": any(not row.programme.path.startswith(own) for row in rows),
        "settings": settings_of(authority),
    }
    return render(request, "challenges/programmes/index.html", context)


@require_safe
def dashboard(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a programme whole: figures, challenges, sessions, money, what waits, lessons."""
    programme, authority = find_programme(request, pk)
    now, settings = timezone.now(), settings_of(authority)
    figures = programme_figures(programme, authority, now)
    coming = list(programme.sessions.for_authority(authority).coming(now)[:5])
    with everything():
        readable = find_lessons(authority)
        lessons = lessons_for(readable, [one.kind for one in coming])
        again = repeated(readable)
    context = {
        "programme": programme,
        "authority": settings,
        "figures": figures,
        "words": in_words(figures),
        "bars": bars(figures.funnel),
        "challenges": _challenges(programme, authority, settings, now),
        "coming": coming,
        "waits": what_waits(programme, authority, now),
        "lessons": lessons,
        "repeated": again,
        "reports": programme.reports.for_authority(authority)[:20],
        "formats": (CSV, XLSX),
    }
    return render(request, "challenges/programmes/dashboard.html", context)


@require_safe
def export(request: HttpRequest, pk: int, file_format: str) -> HttpResponseBase:
    """Hand out the figures of the dashboard as a table."""
    programme, authority = find_programme(request, pk)
    if file_format not in (CSV, XLSX):
        raise Http404
    figures = in_words(programme_figures(programme, authority, timezone.now()))
    rows: list[list[Cell]] = [[_("Figure"), _("Value"), _("How it is counted")]]
    rows += [[one.label, one.value, one.how] for one in figures]
    return as_table(rows, f"figures-{programme.slug}", file_format)


def _challenges(
    programme: ProgrammePage, authority: Site, settings: AuthoritySettings, now: datetime
) -> list[tuple[ChallengePage, str, str, int | None]]:
    """Return the challenges with their stage, next date and number of applications.

    Of another authority's challenges what the public reads, without applications.
    """
    with everything():
        found = ChallengePage.objects.filter(programme=programme).filter(
            Q(live=True) | Q(path__startswith=authority.root_page.path)
        )
        open_ones = Milestone.objects.for_authority(authority).open().order_by("due_on")
        pages = list(
            found.annotate(sent=Count("applications"))
            .prefetch_related(Prefetch("milestones", open_ones, to_attr="open_milestones"))
            .order_by("closes_at", "title")[:SHOWN]
        )
    own = authority.root_page.path
    return [
        (
            page,
            state_tag(page, now).label if page.live else _("Draft"),
            _next_date(page, settings, now),
            page.sent if page.path.startswith(own) else None,
        )
        for page in pages
    ]


def _next_date(page: ChallengePage, settings: AuthoritySettings, now: datetime) -> str:
    """Return what comes next and when; nothing where nothing is planned."""
    timing = page.timing(now) if not page.stage else Timing.CLOSED
    if timing in NOT_YET_OPEN and page.opens_at:
        return _("Opens %s") % format_deadline(page.opens_at, settings.zone)
    if timing is Timing.OPEN:
        return _("Closes %s") % format_deadline(page.period().closes_at, settings.zone)
    milestones: list[Milestone] = page.open_milestones  # type: ignore[attr-defined]
    if not milestones:
        return ""
    due: date = milestones[0].due_on
    return _("%(milestone)s, due %(day)s") % {
        "milestone": milestones[0],
        "day": date_format(due, "j F Y"),
    }

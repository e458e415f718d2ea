"""What a programme's public page and the list of programmes show, as far as the programme says."""

from datetime import date, datetime

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from authorities.caching.fragments import remember
from authorities.dates import note_expiry
from authorities.scope import settings_of
from challenges.models import ChallengePage, Lesson, ProgrammeListingPage, ProgrammePage, Session
from challenges.presentation.cards import page_cards
from challenges.presentation.contexts import programme_context
from challenges.presentation.track import tracks_of
from challenges.programmes.budget.figures import money_figures
from challenges.programmes.comparing import COLUMNS, compare
from challenges.programmes.sessions.figures import session_figures

# As many as a page of the list has, and compares side by side.
COMPARED = 20


def whole_programme_context(programme: ProgrammePage, request: HttpRequest) -> dict:
    """Return the programme's challenges and figures, with sessions, money, track and lessons."""
    context = programme_context(programme, request)
    if not programme.pk:
        return context
    now, zone = timezone.now(), settings_of(Site.find_for_request(request)).zone
    today = now.astimezone(zone).date()
    own = remember(("whole programme", programme.pk, today), lambda: _own(programme, now, today))
    return context | own | {"now": now}


def _own(programme: ProgrammePage, now: datetime, today: date) -> dict:
    """Return what the programme did, as far as it is public."""
    sessions = Session.objects.filter(programme=programme).told_publicly()
    shown = list(sessions.select_related("directorate").prefetch_related("files__document"))
    for session in shown:
        if session.starts_at and session.starts_at > now:
            note_expiry(session.starts_at)
    learned = Lesson.objects.filter(programme=programme, is_public=True)
    lessons = list(learned.select_related("evidence_file"))
    challenges = ChallengePage.objects.readable().filter(programme=programme)
    return {
        "sessions": shown,
        "session_figures": session_figures(sessions, now) if shown else None,
        "money_figures": money_figures(
            programme.budget_lines.filter(is_public=True), programme.payments.filter(is_public=True)
        ),
        "tracks": tracks_of(challenges, today),
        "lessons": [
            (str(kind.label), found)
            for kind in Lesson.Kind
            if (found := [one for one in lessons if one.kind == kind])
        ],
    }


def compared_programmes_context(page: ProgrammeListingPage, request: HttpRequest) -> dict:
    """Return cards for a page of programmes, and the same figures of these beside one another."""
    site = Site.find_for_request(request)
    found = ProgrammePage.objects.child_of(page).live().public().select_related("picture")
    pages = Paginator(found.order_by("-first_published_at", "-pk"), COMPARED)
    results = pages.get_page(request.GET.get("page"))
    shown = remember(
        ("programmes", page.path, site.pk, results.number),
        lambda: _compared(list(results), request),
    )
    return shown | {
        "columns": COLUMNS,
        "results": results,
        "page_range": pages.get_elided_page_range(results.number),
    }


def _compared(programmes: list[ProgrammePage], request: HttpRequest) -> dict:
    return {
        "cards": page_cards(programmes, request),
        "compared": compare(programmes, timezone.now()) if len(programmes) > 1 else [],
    }

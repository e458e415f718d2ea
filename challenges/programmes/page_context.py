"""What a programme's public page and the list of programmes show, as far as the programme says."""

from datetime import date, datetime

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

# As many as are compared side by side.
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
    shown = list(sessions.select_related("directorate"))
    for session in shown:
        if session.starts_at and session.starts_at > now:
            note_expiry(session.starts_at)
    lessons = list(Lesson.objects.filter(programme=programme, is_public=True))
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
    """Return a card for each programme, and the same figures of each beside one another."""
    site = Site.find_for_request(request)
    below = remember(("programmes", page.path, site.pk), lambda: _compared(page, request))
    return below | {"columns": COLUMNS}


def _compared(page: ProgrammeListingPage, request: HttpRequest) -> dict:
    found = ProgrammePage.objects.child_of(page).live().public().select_related("picture")
    programmes = list(found.order_by("-first_published_at"))
    first = programmes[:COMPARED]
    rows = compare(first, timezone.now()) if len(first) > 1 else []
    return {"cards": page_cards(programmes, request), "compared": rows}

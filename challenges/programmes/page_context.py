"""What a programme's public page and the list of programmes show, as far as the programme says."""

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from authorities.scope import settings_of
from challenges.listing.contexts import programme_listing_context
from challenges.models import ChallengePage, Lesson, ProgrammeListingPage, ProgrammePage, Session
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
    now = timezone.now()
    sessions = Session.objects.filter(programme=programme).told_publicly()
    shown = list(sessions.select_related("directorate"))
    lessons = list(Lesson.objects.filter(programme=programme, is_public=True))
    authority = settings_of(Site.find_for_request(request))
    return context | {
        "sessions": shown,
        "session_figures": session_figures(sessions, now) if shown else None,
        "money_figures": money_figures(
            programme.budget_lines.filter(is_public=True), programme.payments.filter(is_public=True)
        ),
        "tracks": tracks_of(_challenges(programme), now.astimezone(authority.zone).date()),
        "lessons": [
            (str(kind.label), found)
            for kind in Lesson.Kind
            if (found := [one for one in lessons if one.kind == kind])
        ],
        "now": now,
    }


def compared_programmes_context(page: ProgrammeListingPage, request: HttpRequest) -> dict:
    """Return a card for each programme, and the same figures of each beside one another."""
    context = programme_listing_context(page, request)
    programmes = list(
        ProgrammePage.objects.child_of(page)
        .live()
        .public()
        .order_by("-first_published_at")[:COMPARED]
    )
    rows = compare(programmes, timezone.now()) if len(programmes) > 1 else []
    return context | {"compared": rows, "columns": COLUMNS}


def _challenges(programme: ProgrammePage):
    private = Page.objects.get_queryset().private_q()
    return ChallengePage.objects.live().filter(programme=programme).exclude(private)

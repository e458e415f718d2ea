"""Answers, while a brief is written, what could be plainer: nothing is kept or sent on."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST
from wagtail.permissions import page_permission_policy

from authorities.forms.instants import DIVIDER
from authorities.forms.written_instants import read_instant
from authorities.scope import settings_of, staff_authority
from challenges.editing.guidance.closing import hints_on_closing
from challenges.editing.guidance.plain_english import hints_on_text

LONGEST = 20_000


@require_POST
def show_hints(request: HttpRequest) -> HttpResponse:
    """Show hints about a text, or about a closing; 404 for somebody who writes no pages."""
    if not page_permission_policy.user_has_any_permission(request.user, {"add", "change"}):
        raise Http404
    name, text, elsewhere = (
        request.POST.get(key, "")[:LONGEST] for key in ("name", "text", "elsewhere")
    )
    if name == "closes_at":
        authority = settings_of(staff_authority(request))
        closes_at, opens_at = (_moment(written, authority.zone) for written in (text, elsewhere))
        hints = hints_on_closing(closes_at, opens_at, authority, timezone.now())
    else:
        hints = hints_on_text(name, text, elsewhere)
    return render(request, "challenges/editing/guidance/hints.html", {"hints": hints})


def _moment(written: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment; none where the form will say that it is not understood."""
    day, _divider, time = written.partition(DIVIDER)
    try:
        return read_instant(day, time, zone)
    except ValidationError:
        return None

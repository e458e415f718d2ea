"""What an announced brief shows besides: sessions, and what was learned."""

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format

from authorities.dates import format_day
from challenges.models import ChallengePage, Session


def engagement_context(page: ChallengePage, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """Return public sessions and notes of a brief that was announced; nothing of another."""
    if not (page.pk and page.was_announced(now)):
        return {}
    sessions = Session.objects.told_publicly().filter(challenge=page)
    return {
        "sessions": sessions.select_related("programme"),
        "learned": [
            {
                "anchor": f"learned-{note.pk}",
                "when": date_format(note.day, "j F Y"),
                "text": note.text,
                "former": [_former(one, zone) for one in reversed(note.former)],
            }
            for note in page.engagement_notes.all()
        ],
    }


def _former(version: dict[str, str], zone: ZoneInfo) -> dict[str, str]:
    """Return what a note said before it was corrected, in words."""
    return {
        "day": date_format(date.fromisoformat(version["day"]), "j F Y"),
        "until": format_day(datetime.fromisoformat(version["until"]), zone),
        "text": version["text"],
    }

"""What is planned, as OCDS has it: dates, sessions, and what was learned before the opening."""

from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from challenges.facts.running_shapes import SessionFacts
from challenges.facts.shapes import ChallengeFacts, NoteFacts
from challenges.models import Session
from challenges.open_data.contracting.milestones import instant_of, key_of, start_of

Node = dict[str, Any]


def milestones_of(facts: ChallengeFacts) -> list[Node]:
    """Return the brief's key dates, whose day stands in words as on the page, and its sessions."""
    dates = [
        {
            "id": key_of("key-date", row.label),
            "title": row.label,
            "type": "engagement",
            "description": ". ".join(filter(None, [row.when, row.text])),
        }
        for row in facts.key_dates
    ]
    return [*dates, *map(_session, facts.sessions)]


def _session(row: SessionFacts) -> Node:
    said = [str(Session.Kind(row.kind).label), row.when, row.place]
    if row.called_off:
        said.append(_("Called off: %s") % row.called_off)
    return {
        "id": f"session-{row.id}",
        "title": row.title,
        "type": "engagement",
        "description": ". ".join(filter(None, said)),
        "dueDate": instant_of(row.starts_at),
        "status": "notMet" if row.called_off else None,
    }


def notes_of(facts: ChallengeFacts, zone: ZoneInfo) -> list[Node]:
    """Return what was learned, a document each."""
    return [_note(row, zone) for row in facts.learned]


def _note(row: NoteFacts, zone: ZoneInfo) -> Node:
    corrected = max((one.until for one in row.former), default=None)
    return {
        "id": row.url.rpartition("#")[2],
        "documentType": "marketStudies",
        "title": _("What was learned, %s") % date_format(row.day, "j F Y"),
        "description": row.text,
        "url": row.url,
        "datePublished": start_of(row.day, zone),
        "dateModified": instant_of(corrected),
    }

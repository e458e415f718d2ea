"""What happens around a brief before it opens, as programs read it: sessions, what was learned."""

import json
from datetime import datetime
from typing import Any

from django.urls import reverse

from challenges.facts.addresses import known_instant
from challenges.facts.parts import Parts, Row
from challenges.facts.shapes import FormerNoteFacts, NoteFacts, SessionFacts
from challenges.models import ChallengePage, Session


def engagement_facts(page: ChallengePage, parts: Parts, url: str, now: datetime) -> dict[str, Any]:
    """Return sessions and notes by the names of their fields; none before the announcement."""
    if not page.was_announced(now):
        return {}
    notes = [_note(row, url) for row in parts.of("note", page.pk, "day")]
    return {
        "sessions": [_session(row, page) for row in parts.of("session", page.pk, "starts_at")],
        "learned": notes[::-1],
    }


def _session(row: Row, page: ChallengePage) -> SessionFacts:
    zone = page.authority.zone
    starts_at, ends_at = (
        known_instant(row[name], zone) if row[name] else None for name in ("starts_at", "ends_at")
    )
    is_for_all = row["audience"] == Session.Audience.ANYBODY and row["is_live"]
    path = reverse("session_public", args=[row["pk"]])
    return SessionFacts(
        id=row["pk"],
        title=row["title"],
        kind=str(Session.Kind(row["kind"]).label),
        starts_at=starts_at,
        ends_at=ends_at,
        when=row["when_said"],
        place=row["place"],
        url=page.authority.site.root_url + path if is_for_all and not row["called_off"] else "",
        called_off=row["called_off"],
    )


def _note(row: Row, url: str) -> NoteFacts:
    # SQLite keeps it as text.
    former = json.loads(row["former"]) if isinstance(row["former"], str) else row["former"]
    return NoteFacts(
        url=f"{url}#learned-{row['pk']}",
        day=row["day"],
        text=row["text"],
        former=[FormerNoteFacts(**one) for one in former],
    )

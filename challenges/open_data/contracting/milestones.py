"""Milestones in the words of OCDS 1.1: stages, and what follows a selection."""

from collections.abc import Iterable
from datetime import date, datetime, time
from hashlib import blake2b
from typing import Any
from zoneinfo import ZoneInfo

from challenges.facts.running_shapes import MilestoneFacts
from challenges.facts.shapes import ChallengeFacts
from challenges.models import Milestone

Node = dict[str, Any]
DONE = Milestone.State.DONE
# The standard's kinds and states of milestones. Source: OCDS 1.1, milestoneType, milestoneStatus.
KINDS = {
    Milestone.Kind.PILOT: "delivery",
    Milestone.Kind.REVIEW: "assessment",
    Milestone.Kind.DECISION: "approval",
    Milestone.Kind.PROCUREMENT: "approval",
    Milestone.Kind.SIX_MONTHS: "reporting",
    Milestone.Kind.TWELVE_MONTHS: "reporting",
}
REACHED = {
    Milestone.State.PLANNED: "scheduled",
    Milestone.State.UNDER_WAY: "scheduled",
    Milestone.State.DONE: "met",
    Milestone.State.NOTHING: "notMet",
}


def instant_of(at: datetime | None) -> str | None:
    """Return the instant as the standard writes it."""
    return at.isoformat() if at else None


def key_of(kind: str, *parts: str) -> str:
    """Return an identifier made of what something says, where it has none of its own."""
    return f"{kind}-{blake2b('|'.join(parts).encode(), digest_size=6).hexdigest()}"


def stage(facts: ChallengeFacts) -> Node:
    """Return how far it has come: matched, selected and so on, in the marketplace's own words."""
    return {
        "id": facts.state,
        "title": facts.state_label,
        "type": "assessment",
        "status": "met",
        "dateMet": instant_of(facts.outcome.decided_at),
    }


def track(rows: Iterable[MilestoneFacts], zone: ZoneInfo) -> list[Node]:
    """Return what follows a selection, in the standard's kinds and states."""
    return [
        {
            "id": f"milestone-{row.id}",
            "title": row.title or str(Milestone.Kind(row.kind).label),
            "type": KINDS[Milestone.Kind(row.kind)],
            "description": row.reason or row.evidence,
            "dueDate": start_of(row.due_on, zone),
            "dateMet": start_of(row.done_on, zone) if row.state == DONE else None,
            "status": REACHED[Milestone.State(row.state)],
        }
        for row in rows
    ]


def start_of(day: date | None, zone: ZoneInfo) -> str | None:
    """Return the first instant of a day, as the standard has no days."""
    return datetime.combine(day, time(), zone).isoformat() if day else None


def is_after(row: MilestoneFacts) -> bool:
    """Return whether it is about what is in use."""
    return row.kind in Milestone.ASKED

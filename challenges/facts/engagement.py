"""What was learned before a brief opened, as programs read it."""

import json
from datetime import datetime

from challenges.facts.parts import Row
from challenges.facts.shapes import FormerNoteFacts, NoteFacts
from challenges.models import ChallengePage


def learned_facts(page: ChallengePage, rows: list[Row], url: str, now: datetime) -> list[NoteFacts]:
    """Return what was learned, the newest first; nothing before the announcement."""
    return [_note(row, url) for row in reversed(rows)] if page.was_announced(now) else []


def _note(row: Row, url: str) -> NoteFacts:
    # SQLite keeps it as text.
    former = json.loads(row["former"]) if isinstance(row["former"], str) else row["former"]
    return NoteFacts(
        url=f"{url}#learned-{row['pk']}",
        day=row["day"],
        text=row["text"],
        former=[FormerNoteFacts(**one) for one in former],
    )

"""What a programme is run with, to a program: sessions, milestones and money, as far as public."""

from datetime import date
from uuid import uuid5

from django.urls import reverse

from challenges.facts.addresses import known_instant
from challenges.facts.parts import Row
from challenges.facts.running_shapes import BudgetFacts, MilestoneFacts, SessionFacts
from challenges.models import ChallengePage, Milestone, ProgrammePage, Session
from challenges.models.status import SELECTION_ANNOUNCED, Stage
from challenges.presentation.track import ENDED


def session_facts(row: Row, page: ChallengePage | ProgrammePage) -> SessionFacts:
    """Return what a session says, in the time of the authority of the page that it belongs to."""
    zone = page.authority.zone
    path = reverse("session_public", args=[row["pk"]])
    is_for_all = row["audience"] == Session.Audience.ANYBODY and row.get("is_live", True)
    return SessionFacts(
        id=uuid5(page.translation_key, f"session/{row['pk']}"),
        starts_at=known_instant(row["starts_at"], zone) if row["starts_at"] else None,
        ends_at=known_instant(row["ends_at"], zone) if row["ends_at"] else None,
        when=row["when_said"],
        url=page.authority.site.root_url + path if is_for_all and not row["called_off"] else "",
        **{name: row[name] for name in ("kind", "title", "place", "called_off")},
    )


def milestone_facts(page: ChallengePage, rows: list[Row]) -> list[MilestoneFacts]:
    """Return the track, once the selection is announced; of an outcome what the stage says."""
    if page.stage not in SELECTION_ANNOUNCED:
        return []
    return [_milestone(page, row) for row in rows]


def _milestone(page: ChallengePage, row: Row) -> MilestoneFacts:
    state, reason = Milestone.State(row["state"]), row["reason"]
    if row["outcome_id"]:
        state = ENDED.get(Stage(page.stage), Milestone.State.UNDER_WAY)
        reason = page.stage_reason if state is Milestone.State.NOTHING else ""
    is_open = state in (Milestone.State.PLANNED, Milestone.State.UNDER_WAY)
    return MilestoneFacts(
        id=uuid5(page.translation_key, f"milestone/{row['pk']}"),
        kind=row["kind"],
        title=row["title"],
        state=state.value,
        due_on=_day(row["due_on"]),
        done_on=_day(row["done_on"]) if row["done_on"] and not is_open else None,
        reason=reason,
        evidence=row["evidence"],
    )


def _day(day: date | str) -> date:
    return date.fromisoformat(day) if isinstance(day, str) else day


def budget_facts(row: Row) -> BudgetFacts:
    """Return a line of the budget; what is not known is none, which is not 0."""
    amount = row["amount"]
    return BudgetFacts(
        funder=row["funder"],
        purpose=row["purpose"],
        amount=None if amount is None else float(amount),
    )


def sum_of(rows: list[Row]) -> float | None:
    """Return what was awarded in all; none where nothing is recorded."""
    return round(sum(float(row["amount"]) for row in rows), 2) if rows else None

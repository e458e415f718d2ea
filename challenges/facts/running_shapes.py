"""What a programme is run with, typed: sessions, what follows a selection, money."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from challenges.facts.base import Facts


class SessionFacts(Facts):
    """A workshop, an evening, a showcase: as far as it is public."""

    id: UUID = Field(description="Stays, whatever it is called.")
    kind: str = Field(description="What kind of session it is.")
    title: str = Field(description="What it is called.")
    starts_at: datetime | None = Field(description="When it begins, where that is known.")
    ends_at: datetime | None = Field(description="When it ends, where that is known.")
    when: str = Field(description="When, in words, where the day is not known.")
    place: str = Field(description="Where.")
    url: str = Field(default="", description="Where anybody can sign up; empty if not all can.")
    called_off: str = Field(description="Why it is called off; empty if it is not.")


class MilestoneFacts(Facts):
    """A step after a selection that is public."""

    id: UUID = Field(description="Stays, whatever it is called.")
    kind: str = Field(description="What kind of step it is.")
    title: str = Field(description="In a few words; empty where the kind says it.")
    state: str = Field(description="Whether it is planned, under way, done, or came to nothing.")
    due_on: date = Field(description="The day by which it should be reached.")
    done_on: date | None = Field(description="The day on which it was reached or ended.")
    reason: str = Field(description="Why it came to nothing.")
    evidence: str = Field(description="What shows it.")


class BudgetFacts(Facts):
    """A line of a programme's budget that is public."""

    funder: str = Field(description="Who gives it.")
    purpose: str = Field(description="What for; empty for the whole.")
    amount: float | None = Field(description="In pounds; none where it is not known.")

"""Which authorities have the same problem, typed."""

from datetime import datetime
from uuid import UUID

from pydantic import Field

from challenges.facts.base import AuthorityFacts, Facts


class JoinedFacts(Facts):
    """Another authority that has the problem, as both have agreed to say."""

    authority: AuthorityFacts
    number: str = Field(description="Its number in the central digital platform, if it has one.")
    who: str = Field(description="Who has the problem there.")
    people: int | None = Field(description="How many people it concerns there, where it is said.")
    adds: str = Field(description="What is different there, or what the authority brings.")
    since: datetime = Field(description="When both had agreed.")


class OriginFacts(Facts):
    """The other authority's brief as whose copy a challenge began."""

    id: UUID | None = Field(description="Stays; none where it is no longer published.")
    title: str = Field(description="What it is called, or was when it was joined.")
    authority: str = Field(description="Who asked first.")
    url: str = Field(description="The page for people; empty where it is no longer published.")

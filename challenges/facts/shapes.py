"""The public facts, typed. Each field says what it means: API, downloads and dictionaries ask."""

from datetime import date, datetime
from uuid import UUID

from pydantic import Field

from challenges.facts.base import AuthorityFacts, Facts, Link
from challenges.facts.need_shapes import JoinedFacts, OriginFacts
from challenges.facts.running_shapes import BudgetFacts, MilestoneFacts, SessionFacts
from challenges.models.status import Stage, Timing

STATES = [state.value for state in (*Timing, *Stage) if state.value]
CURRENCY = "GBP"


class ThemeFacts(Facts):
    """What a challenge is about."""

    slug: str = Field(description="The value of the filter `theme`.")
    name: str = Field(description="In words.")


class AnswerFacts(Facts):
    """One of the brief's longer answers."""

    name: str = Field(description="Which of the brief's questions it answers.")
    question: str = Field(description="That question in words.")
    text: str = Field(description="The answer, without markup.")


class QuestionFacts(Facts):
    """What an application has to answer."""

    section: str = Field(description="The heading above it, where it begins a section.")
    label: str = Field(description="The question.")
    help: str = Field(description="What a good answer holds.")
    kind: str = Field(description="What kind of answer is asked for.")
    required: bool = Field(description="Whether an application cannot be sent without it.")
    words: int | None = Field(description="The most words of an answer, where they are counted.")
    choices: list[str] = Field(description="What can be chosen.")


class CriterionFacts(Facts):
    """What applications are assessed by."""

    name: str = Field(description="The criterion.")
    weight: int = Field(description="In per cent.")
    guidance: str = Field(description="What a strong application shows.")
    minimum: int | None = Field(description="The mean score below which it is marked.")


class ClarificationFacts(Facts):
    """What was asked about a brief, and answered for everybody."""

    url: str = Field(description="Where it stands on the brief.")
    question: str = Field(description="What was asked.")
    answer: str = Field(description="What everybody was told.")
    published_at: datetime = Field(description="When the answer was published.")


class ChangeFacts(Facts):
    """One part of a brief, before and after."""

    label: str = Field(description="The part.")
    before: str = Field(description="Empty where there was nothing.")
    after: str = Field(description="Empty where there is nothing.")


class AmendmentFacts(Facts):
    """A public change of an open brief."""

    url: str = Field(description="Where it stands on the brief.")
    at: datetime = Field(description="When it was published.")
    text: str = Field(description="What changed, in words.")
    changes: list[ChangeFacts] = Field(description="Part by part.")


class DocumentFacts(Facts):
    """A document of the brief."""

    title: str = Field(description="What it is called.")
    url: str = Field(description="Where it can be read.")


class KeyDateFacts(Facts):
    """Something that happens on a day."""

    label: str = Field(description="What happens.")
    when: str = Field(description="In the authority's words.")
    text: str = Field(description="More about it.")


class ContactFacts(Facts):
    """Who answers questions about a brief, as the brief says."""

    name: str = Field(description="A team or a person.")
    email: str = Field(description="An address.")
    phone: str = Field(description="A number, if one was given.")


class FormerNoteFacts(Facts):
    """What a note said before it was corrected."""

    day: date = Field(description="The day that it bore.")
    text: str = Field(description="What it said.")
    until: datetime = Field(description="When it was corrected.")


class NoteFacts(Facts):
    """What was learned before the opening, and what it changed."""

    url: str = Field(description="Where it stands on the brief.")
    day: date = Field(description="The day on which it was said.")
    text: str = Field(description="In words.")
    former: list[FormerNoteFacts] = Field(description="What it said before, the oldest first.")


class AwardFacts(Facts):
    """A business that was selected."""

    id: UUID = Field(description="Stays.")
    business: str = Field(description="As it agreed to be named; else empty.")
    business_url: str = Field(description="Its website, if it agreed.")
    is_procured: bool = Field(description="Whether a contract followed.")
    value: int | None = Field(description="Of the contract in pounds, where that is public.")
    decided_on: date | None = Field(description="The day of the contract, where that is public.")


class OutcomeFacts(Facts):
    """What came of a challenge, as far as it was announced."""

    applications: int | None = Field(description="How many were received; none before closing.")
    matched: int | None = Field(description="How many were matched; none before that is told.")
    selected: int | None = Field(description="How many were selected; none before that is told.")
    procured: int | None = Field(description="How many were procured; none before that is told.")
    decided_at: datetime | None = Field(description="When the last decision was announced.")
    reason: str = Field(description="Why it ended early, or nothing was procured.")
    awards: list[AwardFacts] = Field(description="Who was selected, once that is told.")
    stories: list[Link] = Field(description="What was published about it.")


class ChallengeCore(Facts):
    """What a challenge says in every list."""

    id: UUID = Field(description="Stays, whatever it is called and wherever it moves.")
    title: str = Field(description="What the page is called.")
    question: str = Field(description="The problem as one sentence.")
    summary: str = Field(description="What is wrong, and for whom.")
    state: str = Field(
        description="Where it stands at the moment of asking.", json_schema_extra={"enum": STATES}
    )
    state_label: str = Field(description="The state in words.")
    announced_at: datetime | None = Field(
        default=None,
        description="From this instant until it opens it is announced; none if it never is.",
    )
    opens_at: datetime | None = Field(description="From this instant businesses can apply.")
    closes_at: datetime | None = Field(description="From this instant nobody can apply.")
    ended_at: datetime | None = Field(description="When it was ended early, if it was.")
    questions_until: datetime | None = Field(description="Until when questions are taken.")
    prize_minimum: int | None = Field(description="The lowest prize or contract, in pounds.")
    prize_maximum: int | None = Field(description="The highest prize or contract, in pounds.")
    published_at: datetime | None = Field(description="When everybody could first read it.")
    opened_at: datetime | None = Field(description="When everybody could read that it is open.")
    changed_at: datetime | None = Field(
        description="When its text, its times or its stage changed last."
    )
    is_example: bool = Field(description="Whether its content is invented, to show the site.")


class ChallengeFacts(ChallengeCore):
    """All that a challenge says in public."""

    url: str = Field(description="The brief for people.")
    authority: AuthorityFacts
    directorate: str = Field(description="The part of the authority that owns it.")
    programme: Link | None = Field(description="The programme that it is part of.")
    themes: list[ThemeFacts]
    contract_route: str = Field(description="How a contract can follow.")
    eligibility: str = Field(description="Who can apply; empty where any business can.")
    answers: list[AnswerFacts] = Field(description="The brief's longer answers.")
    questions: list[QuestionFacts] = Field(description="What an application has to answer.")
    minutes_to_apply: int = Field(description="How long filling in the form takes.")
    criteria: list[CriterionFacts]
    clarifications: list[ClarificationFacts]
    amendments: list[AmendmentFacts]
    documents: list[DocumentFacts]
    key_dates: list[KeyDateFacts]
    learned: list[NoteFacts] = Field(
        default=[], description="What was learned before it opened, the newest first."
    )
    contact: ContactFacts
    outcome: OutcomeFacts
    # What was published before these were there does not say them.
    sessions: list[SessionFacts] = []
    milestones: list[MilestoneFacts] = []
    programme_budget: list[BudgetFacts] = []
    awarded: float | None = Field(default=None, description="What was awarded in all, in pounds.")
    # With values for what was told before other authorities could join.
    authorities_with_need: int = Field(
        default=1, description="How many authorities have the problem, the one that asks included."
    )
    joined: list[JoinedFacts] = Field(
        default=[], description="The other authorities that have the problem."
    )
    people_concerned: int | None = Field(
        default=None, description="How many people that is with those of them that say how many."
    )
    origin: OriginFacts | None = Field(
        default=None, description="Where it came from, if it began as a copy."
    )


class FigureFacts(Facts):
    """A programme's way in numbers, as its page shows it."""

    challenges: int = Field(description="How many challenges.")
    applications: int = Field(description="How many applications were received.")
    businesses: int = Field(description="How many businesses applied, each counted once.")
    matched: int = Field(description="How many were matched, as far as that is told.")
    selected: int = Field(description="How many were selected, as far as that is told.")
    procured: int = Field(description="How many were procured, as far as that is told.")
    reached: int | None = Field(description="How many companies the campaign reached.")


class MoneyFacts(Facts):
    """Where a programme's money comes from."""

    label: str = Field(description="From whom.")
    amount: int = Field(description="In pounds.")


class ProgrammeFacts(Facts):
    """A run of challenges."""

    id: UUID = Field(description="Stays, whatever it is called and wherever it moves.")
    title: str = Field(description="What it is called.")
    url: str = Field(description="Its page for people.")
    summary: str = Field(description="In one or two sentences.")
    authority: AuthorityFacts
    themes: list[ThemeFacts]
    partners: list[str] = Field(description="Who runs it.")
    money: list[MoneyFacts]
    budget: list[BudgetFacts]
    sessions: list[SessionFacts]
    key_dates: list[KeyDateFacts]
    figures: FigureFacts
    reach_source: str = Field(description="Who counted the companies that were reached, and how.")
    published_at: datetime | None = Field(description="When everybody could first read it.")
    changed_at: datetime | None = Field(description="When its page was last published.")
    is_example: bool = Field(description="Whether its content is invented, to show the site.")


class StoryFigureFacts(Facts):
    """A number with its sentence and its source."""

    number: str
    sentence: str
    source: str


class StoryFacts(Facts):
    """What came of a challenge, told to the public."""

    id: UUID = Field(description="Stays, whatever it is called and wherever it moves.")
    title: str = Field(description="What it is called.")
    url: str = Field(description="The story for people.")
    summary: str = Field(description="In one or two sentences.")
    authority: AuthorityFacts
    challenge: Link | None = Field(description="The challenge that it is about.")
    business: str = Field(description="As it agreed to be named; else empty.")
    business_url: str = Field(description="Its website, if it agreed.")
    figures: list[StoryFigureFacts]
    text: str = Field(description="The story, without markup.")
    published_at: datetime | None = Field(description="When everybody could first read it.")
    changed_at: datetime | None = Field(description="When its page was last published.")
    is_example: bool = Field(description="Whether its content is invented, to show the site.")

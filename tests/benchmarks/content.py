"""Challenges, programmes and stories that are not saved yet, in the words of `tests.relevance`.

Each follows from a number alone, so a small corpus is the beginning of a large one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from django.db import models
from wagtail.images.models import AbstractImage
from wagtail.models import Page, Site

from challenges.models import (
    ChallengeCriterion,
    ChallengePage,
    ChallengeQuestion,
    Clarification,
    Directorate,
    ProgrammePage,
    SuccessStoryPage,
    Theme,
)
from challenges.models.status import Stage
from marketplace.demo.content import rich
from tests.relevance.briefs import brief as write_brief

OPEN = "open"
# Of 20 challenges 4 are open, 2 have just closed, and the rest are at every stage.
STAGES = [
    *([OPEN] * 4),
    *([Stage.NONE] * 2),
    *([Stage.ASSESSING] * 2),
    *([Stage.MATCHED] * 2),
    *([Stage.SELECTED] * 2),
    *([Stage.SHOWCASED] * 2),
    Stage.PROCUREMENT_PENDING,
    *([Stage.PROCURED] * 2),
    Stage.NOT_PROCURED,
    Stage.WITHDRAWN,
    Stage.NO_SUITABLE_APPLICATIONS,
]


@dataclass
class Owner:
    """An authority, and what its challenges are put together from."""

    site: Site
    listing: Page
    themes: dict[str, Theme]
    directorates: list[Directorate]


@dataclass
class Made:
    """A challenge, and what belongs to it but needs its key first."""

    number: int
    owner: Owner
    page: ChallengePage
    brief: dict[str, Any]

    def themes(self) -> list[models.Model]:
        """Return the rows that give the challenge its themes."""
        through = ChallengePage.themes.through
        return [through(challengepage=self.page, theme=theme) for theme in self.page.themes.all()]

    def questions(self) -> list[ChallengeQuestion]:
        """Return the questions of the form."""
        return [
            ChallengeQuestion(
                page=self.page,
                sort_order=order,
                clean_name=f"q_{self.number:06}_{order}",
                label=row["label"],
                field_type=row["kind"],
                help_text=row["help_text"],
                required=row["required"],
                choices="\n".join(row.get("choices", [])),
                word_limit=row.get("word_limit"),
            )
            for order, row in enumerate(self.brief["form_question"])
        ]

    def criteria(self) -> list[ChallengeCriterion]:
        """Return the weighted criteria."""
        return [
            ChallengeCriterion(page=self.page, sort_order=order, **row)
            for order, row in enumerate(self.brief["criterion"])
        ]

    def clarifications(self) -> list[Clarification]:
        """Return the public answers."""
        return [
            Clarification(
                authority=self.owner.site,
                page=self.page,
                asked_at=self.page.opens_at,
                published_at=self.page.opens_at,
                told_at=self.page.opens_at,
                **row,
            )
            for row in self.brief["clarification"]
        ]


class Writer:
    """Writes pages by their numbers."""

    def __init__(self, owners: list[Owner], pictures: list[AbstractImage], now: datetime) -> None:
        self._owners, self._pictures, self._now = owners, pictures, now

    def challenge(self, number: int, programme: ProgrammePage) -> Made:
        """Return a challenge; every fifth number is by the second authority."""
        owner = self._owners[number % 5 == 4]
        brief = write_brief(number)
        stage = STAGES[number % len(STAGES)]
        opens_at, closes_at = self._times(number, stage)
        page = ChallengePage(
            title=brief["title"],
            slug=brief["slug"],
            question=brief["question"],
            summary=brief["summary"],
            **_answers(brief),
            programme_id=programme.pk,
            directorate=owner.directorates[number % len(owner.directorates)],
            contact_name=brief["contact_name"],
            contact_email=brief["contact_email"],
            prize_minimum=brief["prize_minimum"],
            prize_maximum=brief["prize_maximum"],
            contract_route=brief["contract_route"],
            key_dates=[
                ("key_date", {"label": row["label"], "when": "27 March", "text": ""})
                for row in brief["key_date"]
            ],
            opens_at=opens_at,
            closes_at=closes_at,
            stage=Stage.NONE if stage == OPEN else stage,
            first_published_at=opens_at,
            last_published_at=opens_at,
            **self._picture(number),
        )
        # Kept by the page itself until it is saved, and there for the search index to read.
        page.themes.set([owner.themes[slug] for slug in brief["themes"]])
        return Made(number, owner, page, brief)

    def programme(self, number: int) -> ProgrammePage:
        """Return a programme."""
        return ProgrammePage(
            title=f"Closer to home, round {number + 1}",
            slug=f"closer-to-home-{number}",
            summary="Everyday problems of one year, each opened to small businesses.",
            body=[("text", text) for text in list(_answers(write_brief(number)).values())[:3]],
            steps=[
                ("step", {"title": title, "text": "It takes about a month, and you are told."})
                for title in ("Publish", "Apply", "Match", "Select", "Show", "Buy")
            ],
            money=[("money", {"label": "The authority", "amount": 250000})],
            reach=1200,
            reach_source="The campaign's own count",
            first_published_at=self._now - timedelta(days=number),
            **self._picture(number),
        )

    def story(self, made: Made) -> SuccessStoryPage:
        """Return a success story of the challenge."""
        return SuccessStoryPage(
            title=f"What came of it: {made.page.title}",
            slug=f"story-of-{made.page.slug}",
            summary="Three businesses tried, one stayed, and the council bought what worked.",
            challenge_id=made.page.pk,
            business_name="Larkmere Studio",
            body=[
                row
                for heading, text in zip(
                    ("The problem", "What was done", "What changed"),
                    _answers(made.brief).values(),
                    strict=False,
                )
                for row in (("heading", heading), ("text", text))
            ],
            figures=[
                (
                    "figure",
                    {"number": "21", "sentence": "visits saved a week", "source": "The crew"},
                )
            ],
            first_published_at=made.page.closes_at,
            **self._picture(made.number),
        )

    def _picture(self, number: int) -> dict[str, Any]:
        return {
            "picture": self._pictures[number % len(self._pictures)],
            "picture_is_decorative": True,
        }

    def _times(self, number: int, stage: str) -> tuple[datetime, datetime]:
        """Return when the challenge opens and closes: closed ones over the last four years."""
        rng = Random(f"times {number}")
        if stage == OPEN:
            return (
                self._now - timedelta(minutes=rng.randrange(60, 40000)),
                self._now + timedelta(minutes=rng.randrange(2000, 80000)),
            )
        closes_at = self._now - timedelta(minutes=rng.randrange(60, 2_000_000))
        return closes_at - timedelta(days=42), closes_at


def _answers(brief: dict[str, Any]) -> dict[str, str]:
    """Return the brief's longer answers as rich text."""
    return {name: rich(brief[name]) for name in ChallengePage.ANSWERS}

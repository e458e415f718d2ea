"""Briefs of realistic length and vocabulary, each of which follows from its number alone.

A brief is about one topic, in one place, from one angle, for one group, with one technology in
mind. One in six is quiet: its title, question and summary tell the angle, and only the answers tell
the topic. Every third mentions another topic in passing.
"""

from dataclasses import dataclass
from random import Random
from typing import Any

from django.utils.text import slugify

from tests.relevance.vocabulary import shared, topics, weights

THEMES = (
    "better-health",
    "air-quality-and-transport",
    "better-support-for-smes",
    "better-data-management",
)
# How many general sentences an answer has, from and to, by how much the authority has to say.
TERSE, USUAL, WORDY = (2, 3), (3, 6), (7, 10)
REQUIRED = ("end_users", "success_measures")
A_PARAGRAPH = 3


@dataclass(frozen=True)
class About:
    """What a brief is about, by the names in the vocabulary: what judgements are made of."""

    topic: str
    place: str
    angle: str
    group: str
    technology: str
    is_quiet: bool
    aside: str


def about(number: int) -> About:
    """Return what the brief of this number is about."""
    rng, words = Random(f"about {number}"), shared()
    topic, other = rng.choices(list(topics()), weights(), k=2)
    mentions = rng.random() < 1 / 3 and other != topic
    return About(
        topic=topic,
        place=rng.choice(words["places"]),
        angle=rng.choice(words["angle"])["name"],
        group=rng.choice(words["group"])["name"],
        technology=rng.choice(words["technology"])["name"],
        is_quiet=rng.random() < 1 / 6,
        aside=other if mentions else "",
    )


def brief(number: int) -> dict[str, Any]:
    """Return the brief of this number, in the shape of the demonstration's: plain text by field."""
    return _Brief(number).fields()


class _Brief:
    def __init__(self, number: int) -> None:
        self._number, self._rng, self._about = number, Random(f"brief {number}"), about(number)
        self._topic = topics()[self._about.topic]
        self._angle, self._group, self._technology = (
            next(row for row in shared()[kind] if row["name"] == getattr(self._about, kind))
            for kind in ("angle", "group", "technology")
        )

    def fields(self) -> dict[str, Any]:
        rng, words = self._rng, shared()
        headline = self._headline()
        maximum = rng.choice([None, 10_000, 15_000, 20_000, 25_000, 40_000, 60_000, 100_000])
        return {
            "slug": f"{slugify(headline['title'])}-{self._number}",
            **headline,
            **self._answers(),
            "themes": self._themes(),
            "contact_name": "Challenges team",
            "contact_email": f"challenge-{self._number}@example.org",
            "prize_minimum": maximum and maximum // 2,
            "prize_maximum": maximum,
            "contract_route": "The selected business is paid for a pilot, and can bid for more.",
            **{name: words[name] for name in ("key_date", "form_question", "criterion")},
            "clarification": words["clarification"] if rng.random() < 0.5 else [],
        }

    def _headline(self) -> dict[str, str]:
        """Return title, question and summary: the topic's, or the angle's in a quiet brief."""
        rng, topic, angle = self._rng, self._topic, self._angle
        if self._about.is_quiet:
            title, question, summary = (angle[name] for name in ("title", "question", "summary"))
        else:
            title, question, summary = map(
                rng.choice, (topic.titles, topic.questions, topic.summaries)
            )
            if rng.random() < 0.4:
                title = f"{title}: {angle['title'].lower()}"
        return {
            "title": self._say(f"{title} in {{place}}"),
            "question": self._say(question),
            "summary": self._say(summary),
        }

    def _answers(self) -> dict[str, str]:
        """Return the longer answers; a terse brief leaves some of them empty."""
        topic, rng = self._topic, self._rng
        own = {
            "end_users": [*topic.users, *self._group["texts"]],
            "success_measures": [*topic.success, self._angle["texts"][0]],
            "policy_background": topic.why,
            "previous_attempts": topic.tried,
            "dependencies": topic.needs,
            "technologies": self._technology["texts"],
            "commercial_opportunity": self._angle["texts"][1:],
            "integration": [],
        }
        if self._about.aside:
            name = rng.choice(["end_users", "policy_background", "dependencies"])
            own[name] = [*own[name], rng.choice(shared()["asides"])]
        length = rng.choices([TERSE, USUAL, WORDY], [2, 5, 2])[0]
        return {name: self._answer(name, texts, length) for name, texts in own.items()}

    def _answer(self, name: str, own: list[str], length: tuple[int, int]) -> str:
        rng, general = self._rng, shared()["general"][name]
        if length == TERSE and name not in REQUIRED and rng.random() < 0.2:
            return ""
        texts = [*own, *rng.sample(general, rng.randint(*length))]
        return _paragraphs([self._say(text) for text in texts])

    def _say(self, text: str) -> str:
        """Fill in the words in braces, the numbers anew each time."""
        rng = self._rng
        return text.format(
            place=self._about.place,
            aside=topics()[self._about.aside].aside if self._about.aside else "",
            some=rng.randrange(40, 900),
            percent=rng.randrange(5, 60),
            weeks=rng.randrange(2, 20),
            months=rng.randrange(3, 24),
        )

    def _themes(self) -> list[str]:
        """Return the topic's theme, and in three of ten briefs another one."""
        others = [theme for theme in THEMES if theme != self._topic.theme]
        return [
            self._topic.theme,
            *([self._rng.choice(others)] if self._rng.random() < 0.3 else []),
        ]


def _paragraphs(texts: list[str]) -> str:
    """Return the sentences in paragraphs of three."""
    return "\n\n".join(
        " ".join(texts[begin : begin + A_PARAGRAPH]) for begin in range(0, len(texts), A_PARAGRAPH)
    )

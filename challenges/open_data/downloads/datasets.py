"""What can be taken away: each file's columns with what they mean, and its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pydantic import BaseModel
from wagtail.models import Site

from authorities.http.table_cells import Cell
from challenges.facts.challenges import facts_of
from challenges.facts.programmes import listed_programmes, programme_facts, with_rows
from challenges.facts.shapes import ChallengeFacts, FigureFacts, OutcomeFacts, ProgrammeFacts
from challenges.listing.filter_form import ChallengeFilter

AT_ONCE = 200
Rows = Callable[[QueryDict, Site, datetime], Iterator[BaseModel]]


@dataclass(frozen=True)
class Column:
    """One column: what it means, and how a row fills it."""

    name: str
    description: str
    datatype: str
    value: Callable[[Any], Cell]


@dataclass(frozen=True)
class Dataset:
    """One file; `takes_filters` says that the listing's filters narrow it."""

    name: str
    title: str | Promise
    description: str | Promise
    columns: list[Column]
    rows: Rows
    takes_filters: bool


def _column(shape: type[BaseModel], name: str, datatype: str = "string", path: str = "") -> Column:
    """Return the column of a field, described as the field is; `path` leads to where it stands."""

    def value(row: Any) -> Cell:
        for step in (path or name).split("."):
            row = getattr(row, step) if row is not None else None
        return row

    field = shape.model_fields[(path or name).rpartition(".")[2]]
    return Column(name, field.description or "", datatype, value)


def _challenges(asked: QueryDict, site: Site, now: datetime) -> Iterator[ChallengeFacts]:
    for pages in ChallengeFilter(asked, site=site, now=now).find().in_chunks(AT_ONCE):
        yield from facts_of(pages, now, site)


def _outcomes(asked: QueryDict, site: Site, now: datetime) -> Iterator[ChallengeFacts]:
    for facts in _challenges(asked, site, now):
        if facts.outcome.applications is not None or facts.outcome.decided_at:
            yield facts


def _programmes(asked: QueryDict, site: Site, now: datetime) -> Iterator[ProgrammeFacts]:
    last = 0
    while found := [*with_rows(listed_programmes(site).filter(pk__gt=last)).order_by("pk")[:50]]:
        yield from programme_facts(found, site)
        last = found[-1].pk


def _identity(shape: type[BaseModel]) -> list[Column]:
    return [
        Column("id", shape.model_fields["id"].description or "", "string", lambda row: str(row.id)),
        _column(shape, "url", "anyURI"),
        _column(shape, "title"),
        Column("authority", "Who publishes.", "string", lambda row: row.authority.name),
    ]


_programme = Column(
    "programme",
    "The programme that it is part of.",
    "string",
    lambda row: row.programme.title if row.programme else "",
)
_themes = Column(
    "themes",
    "What it is about, with semicolons between.",
    "string",
    lambda row: "; ".join(theme.name for theme in row.themes),
)
_state = [_column(ChallengeFacts, "state"), _column(ChallengeFacts, "state_label")]

CHALLENGES = Dataset(
    "challenges",
    _("Challenges"),
    _("Every challenge with its dates, its prize and where it stands."),
    [
        *_identity(ChallengeFacts),
        _column(ChallengeFacts, "question"),
        _column(ChallengeFacts, "summary"),
        *_state,
        *(
            _column(ChallengeFacts, name, "datetime")
            for name in ("announced_at", "opens_at", "closes_at", "ended_at", "questions_until")
        ),
        _column(ChallengeFacts, "prize_minimum", "integer"),
        _column(ChallengeFacts, "prize_maximum", "integer"),
        _column(ChallengeFacts, "directorate"),
        _column(ChallengeFacts, "authorities_with_need", "integer"),
        _column(ChallengeFacts, "people_concerned", "integer"),
        Column(
            "joined",
            "The other authorities that have the problem, with semicolons between.",
            "string",
            lambda row: "; ".join(one.authority.name for one in row.joined),
        ),
        Column(
            "first_asked_by",
            "Whose brief it began as a copy of, if it did.",
            "string",
            lambda row: row.origin.authority if row.origin else "",
        ),
        _programme,
        _themes,
        _column(ChallengeFacts, "published_at", "datetime"),
        _column(ChallengeFacts, "changed_at", "datetime"),
        _column(ChallengeFacts, "is_example", "boolean"),
    ],
    _challenges,
    takes_filters=True,
)
OUTCOMES = Dataset(
    "outcomes",
    _("Outcomes"),
    _("What came of each challenge that has closed or ended, as far as it was announced."),
    [
        *_identity(ChallengeFacts),
        _programme,
        *_state,
        *(
            _column(OutcomeFacts, name, "integer", f"outcome.{name}")
            for name in ("applications", "matched", "selected", "procured")
        ),
        _column(OutcomeFacts, "decided_at", "datetime", "outcome.decided_at"),
        _column(OutcomeFacts, "reason", "string", "outcome.reason"),
        Column(
            "businesses",
            "Who was selected, as far as they agreed to be named; semicolons between.",
            "string",
            lambda row: "; ".join(one.business for one in row.outcome.awards if one.business),
        ),
        Column(
            "stories",
            "Addresses of what was published about it; spaces between.",
            "string",
            lambda row: " ".join(story.url for story in row.outcome.stories),
        ),
    ],
    _outcomes,
    takes_filters=True,
)
PROGRAMMES = Dataset(
    "programmes",
    _("Programmes"),
    _("Every programme with its themes, its partners and its money."),
    [
        *_identity(ProgrammeFacts),
        _column(ProgrammeFacts, "summary"),
        _themes,
        Column("partners", "Who runs it.", "string", lambda row: "; ".join(row.partners)),
        Column(
            "money",
            "What it costs, in pounds.",
            "integer",
            lambda row: sum(money.amount for money in row.money),
        ),
        _column(ProgrammeFacts, "published_at", "datetime"),
        _column(ProgrammeFacts, "changed_at", "datetime"),
        _column(ProgrammeFacts, "is_example", "boolean"),
    ],
    _programmes,
    takes_filters=False,
)
FIGURES = Dataset(
    "figures",
    _("Figures"),
    _("Each programme's way from reach to procurement, counted as its page counts it."),
    [
        *_identity(ProgrammeFacts),
        *(
            _column(FigureFacts, name, "integer", f"figures.{name}")
            for name in FigureFacts.model_fields
        ),
        _column(ProgrammeFacts, "reach_source"),
    ],
    _programmes,
    takes_filters=False,
)
DATASETS = {found.name: found for found in (CHALLENGES, OUTCOMES, PROGRAMMES, FIGURES)}

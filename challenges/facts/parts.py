"""The rows around some challenges, in one query for all: a page of the API has few to spend."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, JSONObject
from wagtail.documents import get_document_model

from applications.models import Application
from applications.models.status import MATCHED_OR_BEYOND, SELECTED_OR_BEYOND, Status
from challenges.models import (
    Amendment,
    BudgetLine,
    ChallengeCriterion,
    ChallengePage,
    ChallengeQuestion,
    Clarification,
    Directorate,
    EngagementNote,
    Joining,
    Milestone,
    Payment,
    ProgrammePage,
    Session,
    SuccessStoryPage,
    Theme,
)
from challenges.models.querysets import readable

Row = dict[str, Any]
ERASED = ("erased_at", "emptied_at", "company_number")
PAGE = ("title", "path", "url_path")
SESSION = (
    *("kind", "title", "starts_at", "ends_at", "when_said", "place", "audience", "called_off"),
)
BUDGET = ("funder", "purpose", "amount")


class Parts:
    """What was read, by kind and by the key that it belongs to."""

    def __init__(self, rows: Iterable[tuple[str, int, Row]]) -> None:
        self._rows: dict[tuple[str, int], list[Row]] = {}
        for kind, key, row in rows:
            self._rows.setdefault((kind, key), []).append(row)

    def of(self, kind: str, key: int | None, order: str = "pk") -> list[Row]:
        """Return the rows of a kind that belong to this key, in their order."""
        rows = self._rows.get((kind, key or 0), [])
        return sorted(
            rows, key=lambda row: (row.get(order) is not None, row.get(order), row.get("pk", 0))
        )

    def first(self, kind: str, key: int | None) -> Row | None:
        """Return the one row of a kind with this key, if there is one."""
        return next(iter(self.of(kind, key)), None)


def documents_of(page: ChallengePage) -> list[tuple[str, int]]:
    """Return title and key of each of the brief's documents, without reading any."""
    rows = (row["value"] for row in page.documents.raw_data)
    return [(row["title"], row["document"]) for row in rows if row.get("document")]


def parts_of(pages: Sequence[ChallengePage]) -> Parts:
    """Return what stands around these challenges. One query, whatever there is of each."""
    keys = [page.pk for page in pages]
    documents = {key for page in pages for _title, key in documents_of(page)}
    queries = [
        _rows("theme", Theme.objects.filter(challenges__in=keys), "challenges", "name", "slug"),
        _questions(keys),
        _rows(
            "criterion",
            ChallengeCriterion.objects.filter(page__in=keys),
            "page_id",
            *("name", "weight", "guidance", "minimum", "sort_order"),
        ),
        _rows(
            "clarification",
            Clarification.objects.published().filter(page__in=keys),
            "page_id",
            *("question", "answer", "published_at"),
        ),
        _rows(
            "amendment",
            Amendment.objects.filter(challenge__in=keys),
            "challenge_id",
            *("at", "text", "changes"),
        ),
        _rows(
            "story",
            readable(SuccessStoryPage.objects.filter(challenge__in=keys)),
            "challenge_id",
            *(*PAGE, "application_id", "business_name", "business_url"),
            key=_text("translation_key"),
        ),
        _rows(
            "programme",
            readable(ProgrammePage.objects.filter(pk__in={page.programme_id for page in pages})),
            "pk",
            *PAGE,
            key=_text("translation_key"),
        ),
        _rows(
            "directorate",
            Directorate.objects.filter(pk__in={page.directorate_id for page in pages}),
            "pk",
            "name",
        ),
        _rows(
            "session",
            Session.objects.filter(challenge__in=keys).told_publicly(),
            "challenge_id",
            *SESSION,
            is_live=F("programme__live"),
        ),
        _rows(
            "note",
            EngagementNote.objects.filter(page__in=keys),
            "page_id",
            *("day", "text", "former"),
        ),
        _rows(
            "milestone",
            Milestone.objects.filter(challenge__in=keys, is_public=True),
            "challenge_id",
            *("kind", "title", "state", "due_on", "done_on", "reason", "evidence", "outcome_id"),
        ),
        _rows(
            "budget",
            BudgetLine.objects.filter(
                programme__in={page.programme_id for page in pages}, is_public=True
            ),
            "programme_id",
            *BUDGET,
        ),
        _rows(
            "award",
            Payment.objects.filter(challenge__in=keys, kind=Payment.Kind.AWARD, is_public=True),
            "challenge_id",
            "amount",
        ),
        _rows("document", get_document_model().objects.filter(pk__in=documents), "pk", "file"),
        _rows(
            "joined",
            Joining.objects.public().filter(challenge__in=keys),
            "challenge_id",
            *("authority_id", "who", "people", "adds", "agreed_at"),
        ),
        _rows(
            "origin",
            Joining.objects.filter(copy__in=keys),
            "copy_id",
            "challenge_title",
            "owner_name",
        ),
        _rows(
            "source",
            readable(ChallengePage.objects.filter(joinings__copy__in=keys)),
            "joinings__copy",
            *PAGE,
            key=_text("translation_key"),
        ),
        _selected(keys),
        _counts(keys),
    ]
    found = queries[0].union(*queries[1:], all=True)
    return Parts(found.values_list("part", "belongs_to", "row"))


def _text(field: str) -> Cast:
    return Cast(field, TextField())


def _rows(kind: str, rows: QuerySet, belongs_to: str, *fields: str, **more: Any) -> QuerySet:
    """Return kind, key and an object of these fields for each row."""
    names = {name: F(name) for name in fields}
    row = JSONObject(pk=F("pk"), **names, **more)
    return _as_rows(rows, kind, F(belongs_to), row)


def _as_rows(rows: QuerySet, kind: str, belongs_to: F, row: JSONObject) -> QuerySet:
    return (
        rows.order_by()
        .annotate(part=Value(kind, output_field=TextField()), belongs_to=belongs_to, row=row)
        .values("part", "belongs_to", "row")
    )


def _questions(keys: list[int]) -> QuerySet:
    asked = ChallengeQuestion.objects.filter(page__in=keys, is_retired=False)
    fields = ("section", "label", "help_text", "field_type", "required", "choices", "word_limit")
    return _rows("question", asked, "page_id", *fields, "sort_order")


def _selected(keys: list[int]) -> QuerySet:
    """Return the selected applications; whether that is public is not asked."""
    sent = Application.objects.filter(page__in=keys, status__in=list(SELECTED_OR_BEYOND))
    procured = {name: F(f"procurement__{name}") for name in ("value", "decided_on", "is_public")}
    return _rows("selected", sent, "page_id", "status", *ERASED, **procured)


def _counts(keys: list[int]) -> QuerySet:
    """Return how many applications each has, and how many came how far."""

    def came_to(statuses: Iterable[Status]) -> Count:
        return Count("pk", filter=Q(status__in=list(statuses)))

    counted = JSONObject(
        applications=Count("pk"),
        matched=came_to(MATCHED_OR_BEYOND),
        selected=came_to(SELECTED_OR_BEYOND),
        procured=came_to([Status.PROCURED]),
    )
    grouped = Application.objects.filter(page__in=keys).order_by().values("page_id")
    return grouped.annotate(
        part=Value("count", output_field=TextField()), belongs_to=F("page_id"), row=counted
    ).values("part", "belongs_to", "row")

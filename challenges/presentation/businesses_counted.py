"""How many businesses applied, as lead or as partner: each once, by company number or address."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, Lower

from applications.models import Application, SentPartner


def count_businesses(pages: QuerySet[Any]) -> int:
    """Return how many businesses stand in what was sent to these pages; one query.

    Two with the same company number, or the same address, are one. Of what was erased each counts
    by itself, and a partner that has left does not.
    """
    return _count(row for _page, *row in _senders(pages))


def count_businesses_by(pages: QuerySet[Any], groups: dict[int, int]) -> dict[int, int]:
    """Return the same for each group of pages; `groups` says in which a page is."""
    found: dict[int, list[list[str]]] = {}
    for page, *row in _senders(pages):
        if page in groups:
            found.setdefault(groups[page], []).append(row)
    return {group: _count(rows) for group, rows in found.items()}


def _senders(pages: QuerySet[Any]) -> QuerySet[Any]:
    keys = pages.order_by().values("pk")
    leads = _known(Application.objects.filter(page__in=keys), "lead", "page_id")
    partners = SentPartner.objects.filter(application__page__in=keys, left_at=None)
    return leads.union(_known(partners, "with", "application__page_id"))


def _count(rows: Iterable[Iterable[str]]) -> int:
    groups: dict[str, str] = {}

    def first(of: str) -> str:
        while groups.setdefault(of, of) != of:
            of = groups[of]
        return of

    for number, email, alone in rows:
        known = [one for one in (number and f"number {number}", email, alone) if one]
        for other in known[1:]:
            groups[first(other)] = first(known[0])
        first(known[0])
    return sum(name == group for name, group in groups.items())


def _known(rows: QuerySet[Any], kind: str, page: str) -> QuerySet[Any]:
    """Return the page, and by what each row is known: company number, address, else its key."""
    alone = Concat(Value(f"{kind} "), Cast("pk", CharField()), output_field=CharField())
    return rows.order_by().values_list(
        F(page),
        F("company_number"),
        Lower("email"),
        Case(When(email="", company_number="", then=alone), default=Value("")),
    )

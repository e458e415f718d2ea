"""How many businesses applied, as lead or as partner: each once, by company number or address."""

from typing import Any

from django.db.models import Case, CharField, F, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, Lower

from applications.models import Application, SentPartner


def count_businesses(pages: QuerySet[Any]) -> int:
    """Return how many businesses stand in what was sent to these pages; one query.

    Two with the same company number, or the same address, are one. Of what was erased each counts
    by itself, and a partner that has left does not.
    """
    keys = pages.order_by().values("pk")
    leads = _known(Application.objects.filter(page__in=keys), "lead")
    partners = _known(SentPartner.objects.filter(application__page__in=keys, left_at=None), "with")
    groups: dict[str, str] = {}

    def first(of: str) -> str:
        while groups.setdefault(of, of) != of:
            of = groups[of]
        return of

    for number, email, alone in leads.union(partners):
        known = [one for one in (number and f"number {number}", email, alone) if one]
        for other in known[1:]:
            groups[first(other)] = first(known[0])
        first(known[0])
    return sum(name == group for name, group in groups.items())


def _known(rows: QuerySet[Any], kind: str) -> QuerySet[Any]:
    """Return by what each row is known: its company number, its address, else its key."""
    alone = Concat(Value(f"{kind} "), Cast("pk", CharField()), output_field=CharField())
    return rows.order_by().values_list(
        F("company_number"),
        Lower("email"),
        Case(When(email="", company_number="", then=alone), default=Value("")),
    )

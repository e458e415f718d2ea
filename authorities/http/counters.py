"""Numbers that are added to a row, however many add at once."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import F, Model


def add_to_counters(model: type[Model], more: Mapping[str, int], **row: Any) -> None:
    """Add to the numbers of the one row that is so, and make it if there is none.

    One statement, but for the first time; two at once make one row. Raises `DatabaseError`.
    """
    rows = model._default_manager.filter(**row)
    added = {name: F(name) + number for name, number in more.items()}
    if rows.update(**added):
        return
    with transaction.atomic():
        _row, is_new = model._default_manager.get_or_create(**row, defaults=more)
    if not is_new:
        rows.update(**added)

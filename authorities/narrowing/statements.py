"""Puts the authority's condition into each statement about a model that has an owner.

Not into the query, which may have been written when a module was imported or be kept for the next
person, but into the statement that is made of it: each time, for who works now.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import Manager, QuerySet
from django.db.models.sql import Query
from taggit.managers import _TaggableManager

from authorities.narrowing.acting import acting_now, everything
from authorities.narrowing.owners import condition_of, owners

# What asks about all rows alike: whether something unique is taken, and where a tree grows.
ASKS_ALL = ("validate_unique", "validate_constraints", "add_child", "add_sibling", "move")


def install() -> None:
    """Narrow what the managers of each model that has an owner give; called once, by `ready`."""
    managers = {type(manager) for model in owners() for manager in model._meta.managers}
    for kind in managers:
        kind.get_queryset = _marking(kind.get_queryset)  # type: ignore[assignment,method-assign]
    for model in owners():
        if not any(base in owners() for base in model.mro()[1:]):
            for name in ASKS_ALL:
                if hasattr(model, name):
                    setattr(model, name, _of_everything(getattr(model, name)))
    # A tag is one for all who use its word.
    tags = _TaggableManager
    tags._to_tag_model_instances = _of_everything(tags._to_tag_model_instances)
    Query.get_compiler = _narrowing(Query.get_compiler)  # type: ignore[method-assign]


def narrow(query: Query) -> Query:
    """Return the query with the condition of who works now, or as it is where it has none."""
    who = acting_now()
    is_marked = getattr(query, "has_owner", False) and not query.combinator
    if who is None or query.model is None or not is_marked:
        return query
    narrowed = query.clone()
    narrowed.has_owner = False  # type: ignore[attr-defined]
    narrowed.add_q(condition_of(query.model, who))
    return narrowed


def narrow_queryset(rows: QuerySet) -> QuerySet:
    """Return the rows with the condition in their query, for what reads it and makes no SQL."""
    found = rows.all()
    found.query = narrow(found.query)
    return found


def _marking(get_queryset: Callable[[Manager], QuerySet]) -> Callable[[Manager], QuerySet]:
    @wraps(get_queryset)
    def marked(manager: Manager) -> QuerySet:
        found = get_queryset(manager)
        # What saves, refreshes and follows foreign keys sees every row.
        has_owner = manager.name != "_base_manager" and found.model in owners()
        found.query.has_owner = has_owner  # type: ignore[attr-defined]
        return found

    return marked


def _of_everything(asks: Callable) -> Callable:
    @wraps(asks)
    def asked(*args: Any, **kwargs: Any) -> Any:
        with everything():
            return asks(*args, **kwargs)

    return asked


def _narrowing(get_compiler: Callable) -> Callable:
    @wraps(get_compiler)
    def narrowed(query: Query, *args: Any, **kwargs: Any) -> Any:
        return get_compiler(narrow(query), *args, **kwargs)

    return narrowed

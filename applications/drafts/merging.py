"""Merging what two people typed at once into one draft: field by field, nothing overwritten."""

from collections.abc import Mapping
from dataclasses import dataclass

from applications.models import (
    Draft,
)

# Each field's inputs by name, each input's values as the browser sent them.
Typed = Mapping[str, Mapping[str, list[str]]]


@dataclass(frozen=True)
class Conflict:
    """A field that two people changed at once, and what the other one made of it."""

    field: str
    theirs: dict[str, list[str]]


def merge(draft: Draft, typed: Typed, seen: int) -> tuple[dict, list[Conflict]]:
    """Return the fields that changed, and those that somebody else changed too."""
    base = draft.typed
    if seen != draft.version:
        version = draft.versions.filter(number=seen, is_aside=False).first()
        base = version.typed if version else {}
    changes, conflicts = {}, []
    for name, mine in typed.items():
        theirs = {one: draft.typed.get(one, []) for one in mine}
        before = {one: base.get(one, []) for one in mine}
        if says_the_same(mine, theirs) or (seen != draft.version and says_the_same(mine, before)):
            continue
        if says_the_same(theirs, before):
            changes[name] = dict(mine)
        else:
            conflicts.append(Conflict(name, theirs))
    return changes, conflicts


def says_the_same(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> bool:
    """Return whether both say the same; an empty text says as much as none."""

    def said(inputs: Mapping[str, list[str]]) -> dict[str, list[str]]:
        return {
            name: [value.replace("\r\n", "\n") for value in values if value]
            for name, values in inputs.items()
            if any(values)
        }

    return said(one) == said(other)

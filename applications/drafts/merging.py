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


def merge(draft: Draft, typed: Typed, seen: int, window: str = "") -> tuple[dict, list[Conflict]]:
    """Return the fields that changed, and those that somebody else changed too.

    What the same window changed since the version that it has seen is nobody else's.
    """
    base, own = draft.typed, frozenset[str]()
    if seen != draft.version:
        version = draft.versions.filter(number=seen, is_aside=False).first()
        base = version.typed if version else {}
        own = _changed_last_by(window, draft, seen, base)
    changes, conflicts = {}, []
    for name, mine in typed.items():
        theirs = {one: draft.typed.get(one, []) for one in mine}
        before = theirs if own.issuperset(mine) else {one: base.get(one, []) for one in mine}
        if says_the_same(mine, theirs) or (seen != draft.version and says_the_same(mine, before)):
            continue
        if says_the_same(theirs, before):
            changes[name] = dict(mine)
        else:
            conflicts.append(Conflict(name, theirs))
    return changes, conflicts


def has_unseen(draft: Draft, seen: int, window: str) -> bool:
    """Return whether another window has saved something since this version."""
    since = draft.versions.filter(number__gt=seen, is_aside=False)
    return since.exclude(window=window).exists() if window else since.exists()


def _changed_last_by(
    window: str, draft: Draft, seen: int, base: Mapping[str, list[str]]
) -> frozenset[str]:
    """Return the inputs that nobody has changed since `seen`, or this window has as the last."""
    if not window:
        return frozenset()
    last, before = {}, base
    for version in draft.versions.filter(number__gt=seen, is_aside=False):
        for one, values in version.typed.items():
            if values != before.get(one, []):
                last[one] = version.window
        before = version.typed
    return frozenset(one for one in draft.typed if last.get(one, window) == window)


def says_the_same(one: Mapping[str, list[str]], other: Mapping[str, list[str]]) -> bool:
    """Return whether both say the same; an empty text says as much as none."""

    def said(inputs: Mapping[str, list[str]]) -> dict[str, list[str]]:
        return {
            name: [value.replace("\r\n", "\n") for value in values if value]
            for name, values in inputs.items()
            if any(values)
        }

    return said(one) == said(other)

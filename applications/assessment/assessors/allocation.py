"""Sharing out applications among assessors: evenly, and the same way each time."""

import hashlib
from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence

Pair = tuple[int, int]


def allocate(
    applications: Iterable[int],
    assessors: Iterable[int],
    *,
    target: int,
    barred: Collection[Pair] = frozenset(),
    standing: Mapping[int, Collection[int]] | None = None,
    seed: int = 0,
) -> list[Pair]:
    """Return new pairs of assessor and application, so that each application has `target`.

    `barred` pairs never come together; `standing` are the assessors whom an application has
    already. An application with too few assessors who may have it gets all of them. Loads are as
    even as what stands against it allows: nobody could hand one on, directly or in a chain, to
    somebody with two fewer. The seed alone decides between equals.
    """
    applications, assessors, barred = sorted(applications), sorted(assessors), frozenset(barred)
    had = {key: set((standing or {}).get(key, ())) for key in applications}
    loads = {key: sum(key in one for one in had.values()) for key in assessors}
    new: dict[int, set[int]] = {key: set() for key in applications}
    for application in sorted(applications, key=lambda key: _chance(seed, "application", key)):
        may = [
            key
            for key in assessors
            if (key, application) not in barred and key not in had[application]
        ]
        may.sort(key=lambda key: (loads[key], _chance(seed, "assessor", key)))
        for assessor in may[: max(0, target - len(had[application]))]:
            new[application].add(assessor)
            loads[assessor] += 1
    while chain := _way_down(assessors, new, had, barred, loads):
        _hand_on(chain, new, loads)
    return [(assessor, key) for key in applications for assessor in sorted(new[key])]


def _way_down(
    assessors: Sequence[int],
    new: Mapping[int, set[int]],
    standing: Mapping[int, set[int]],
    barred: Collection[Pair],
    loads: Mapping[int, int],
) -> list[tuple[int, int, int]]:
    """Return a chain of steps (from whom, which, to whom) that makes loads more even, or none."""
    for start in sorted(assessors, key=lambda key: -loads[key]):
        came: dict[int, tuple[int, int, int] | None] = {start: None}
        waiting = deque([start])
        while waiting:
            giver = waiting.popleft()
            for application, holders in new.items():
                if giver not in holders:
                    continue
                for taker in assessors:
                    if (
                        taker in came
                        or taker in holders
                        or taker in standing[application]
                        or (taker, application) in barred
                    ):
                        continue
                    came[taker] = (giver, application, taker)
                    if loads[taker] <= loads[start] - 2:
                        return _chain(came, taker)
                    waiting.append(taker)
    return []


def _chain(
    came: Mapping[int, tuple[int, int, int] | None], last: int
) -> list[tuple[int, int, int]]:
    """Return the steps that lead to the last taker, in their order."""
    steps = []
    while step := came[last]:
        steps.append(step)
        last = step[0]
    return steps[::-1]


def _hand_on(
    chain: Sequence[tuple[int, int, int]], new: Mapping[int, set[int]], loads: dict[int, int]
) -> None:
    for giver, application, taker in chain:
        new[application].remove(giver)
        new[application].add(taker)
    loads[chain[0][0]] -= 1
    loads[chain[-1][2]] += 1


def _chance(seed: int, kind: str, key: int) -> str:
    """Return something that orders keys without a preference, the same for the same seed."""
    return hashlib.sha256(f"{seed}:{kind}:{key}".encode()).hexdigest()

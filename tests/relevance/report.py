"""The table of what was measured, and the queries that did worst."""

from collections import Counter
from collections.abc import Sequence
from statistics import mean

from tests.relevance.engines import Measured, Outcome

WORST = 20
KIND, COLUMN = 24, 20


def table(measured: Sequence[Measured]) -> str:
    """Return nDCG@10 by kind of query and engine, the means, and what is wanted."""
    kinds = Counter(row.query.kind for row in measured[0].outcomes)
    rows = [("nDCG@10", "queries", [one.engine.name for one in measured])]
    rows += [
        (kind, count, [_mean(one.outcomes, kind) for one in measured])
        for kind, count in kinds.items()
    ]
    rows.append(("all", kinds.total(), [f"{score(one):.3f}" for one in measured]))
    rows.append(("wanted", "", [f"{one.engine.wanted:.3f}" for one in measured]))
    rows.append(("failed", "", [len(faults(one)) for one in measured]))
    return "\n".join(
        f"{kind:{KIND}}{count:>8}" + "".join(f"{cell:>{COLUMN}}" for cell in cells)
        for kind, count, cells in rows
    )


def score(measured: Measured) -> float:
    """Return the mean nDCG@10 over all queries."""
    return mean(row.score for row in measured.outcomes)


def faults(measured: Measured) -> list[Outcome]:
    """Return the queries that failed."""
    return [row for row in measured.outcomes if row.fault]


def is_good_enough(measured: Measured) -> bool:
    """Return whether no query failed, and the mean is as high as wanted."""
    return not faults(measured) and score(measured) >= measured.engine.wanted


def worst(measured: Measured) -> str:
    """Return the queries that did worst, each with what was found for it."""
    rows = sorted((row for row in measured.outcomes if row.score < 1), key=lambda row: row.score)[
        :WORST
    ]
    return "\n".join(
        [
            f"{measured.engine.name}, the worst of all:",
            *(
                f"  {row.score:.2f}  {_shortened(row.query.words):50}  {_found(row)}"
                for row in rows
            ),
        ]
    )


def _mean(outcomes: Sequence[Outcome], kind: str) -> str:
    return f"{mean(row.score for row in outcomes if row.query.kind == kind):.3f}"


def _found(outcome: Outcome) -> str:
    """Return what was found, by topic, the most frequent first."""
    counted = Counter(outcome.topics).most_common(4)
    found = ", ".join(f"{count} × {topic}" for topic, count in counted)
    return outcome.fault or found or "nothing"


def _shortened(words: str) -> str:
    return words if len(words) <= 50 else f"{words[:49]}…"

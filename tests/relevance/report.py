"""The table of what was measured, and the queries that did worst."""

from collections import Counter
from collections.abc import Sequence
from statistics import mean

from tests.relevance.engines import Measured, Outcome
from tests.relevance.judgements import JUDGED, LAY

WORST = 20
KIND, COLUMN = 24, 13
# The mean nDCG@10 that is wanted of each file's queries, asked as the product asks.
WANTED = {JUDGED: 0.92, LAY: 0.65}
AS_THE_PRODUCT = "both"


def table(measured: Sequence[Measured]) -> str:
    """Return nDCG@10 by kind of query, engine and way of asking, the means, and what is wanted."""
    rows = [
        ("", "", [one.engine.name[-COLUMN + 1 :] for one in measured]),
        ("nDCG@10", "queries", [one.way for one in measured]),
    ]
    for name, wanted in WANTED.items():
        theirs = [of_file(one, name) for one in measured]
        kinds = Counter(row.query.kind for row in theirs[0])
        rows += [
            (kind, count, [_mean(rows, kind) for rows in theirs]) for kind, count in kinds.items()
        ]
        rows.append((name, kinds.total(), [f"{score(one, name):.3f}" for one in measured]))
        rows.append(("wanted", "", [_wanted(one, wanted) for one in measured]))
    rows.append(("failed", "", [len(faults(one)) for one in measured]))
    return "\n".join(
        f"{kind:{KIND}}{count:>8}" + "".join(f"{cell:>{COLUMN}}" for cell in cells)
        for kind, count, cells in rows
    )


def of_file(measured: Measured, name: str) -> list[Outcome]:
    """Return what became of a file's queries."""
    return [row for row in measured.outcomes if row.file == name]


def score(measured: Measured, name: str) -> float:
    """Return the mean nDCG@10 over all queries of a file."""
    return mean(row.score for row in of_file(measured, name))


def _wanted(measured: Measured, wanted: float) -> str:
    return f"{wanted:.3f}" if measured.way == AS_THE_PRODUCT else ""


def faults(measured: Measured) -> list[Outcome]:
    """Return the queries that failed."""
    return [row for row in measured.outcomes if row.fault]


def is_good_enough(measured: Measured) -> bool:
    """Return whether no query failed, and the means are as high as wanted of the product."""
    if measured.way != AS_THE_PRODUCT:
        return not faults(measured)
    return not faults(measured) and all(
        score(measured, name) >= wanted for name, wanted in WANTED.items()
    )


def worst(measured: Measured) -> str:
    """Return the queries that did worst, each with what was found for it."""
    rows = sorted((row for row in measured.outcomes if row.score < 1), key=lambda row: row.score)[
        :WORST
    ]
    return "\n".join(
        [
            f"{measured.engine.name}, by {measured.way}, the worst of all:",
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

"""The comparison as a picture: where each mark stands, in whole pixels."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from applications.assessment.comparison import Compared, Comparison

LABELS = 150  # to the left of the scale
SCALE = 520
AFTER = 90  # to the right of it, for the mean in figures
TOP = 40
LANE = 24
DOT = 10


@dataclass(frozen=True)
class Dot:
    """One assessor's total."""

    x: int
    y: int
    number: int
    total: Fraction


@dataclass(frozen=True)
class Row:
    """One application: its dots in lanes, and its mean."""

    y: int
    middle: int
    height: int
    reference: str
    dots: list[Dot]
    mean_x: int
    mean: Fraction
    is_apart: bool = False


@dataclass(frozen=True)
class Chart:
    """What the template draws. `ticks` are the scale's whole scores, and where they stand."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    ticks: list[tuple[int, int]]
    rows: list[Row]


def chart_of(comparison: Comparison) -> Chart | None:
    """Return the picture of all applications with a mean; `None` where there is none yet."""
    lowest, width = comparison.lowest, comparison.highest - comparison.lowest
    if not width:
        return None

    def x_of(figure: Fraction | int) -> int:
        return LABELS + round((figure - lowest) * SCALE / width)

    rows: list[Row] = []
    y = TOP
    for compared in comparison.all_rows:
        if compared.result.total is None:
            continue
        row = _row(compared, compared.result.total, y, x_of)
        rows.append(row)
        y += row.height
    if not rows:
        return None
    return Chart(
        LABELS + SCALE + AFTER,
        y + 12,
        LABELS,
        LABELS + SCALE,
        TOP,
        y,
        [(score, x_of(score)) for score in _ticks(lowest, comparison.highest)],
        rows,
    )


def _row(compared: Compared, mean: Fraction, y: int, x_of) -> Row:
    """Return a row as high as its dots need so that none covers another."""
    lanes: list[int] = []
    placed: list[tuple[int, int, int, Fraction]] = []
    for number, total in sorted(compared.result.totals.items(), key=lambda one: (one[1], one[0])):
        x = x_of(total)
        lane = next((key for key, last in enumerate(lanes) if x - last > 2 * DOT), len(lanes))
        lanes[lane : lane + 1] = [x]
        placed.append((x, lane, number, total))
    height = LANE * max(1, len(lanes)) + LANE
    return Row(
        y,
        y + height // 2,
        height,
        compared.application.reference,
        [Dot(x, y + LANE * (lane + 1), number, total) for x, lane, number, total in placed],
        x_of(mean),
        mean,
        is_apart=compared.rank is None,
    )


def _ticks(lowest: int, highest: int) -> Iterable[int]:
    """Return at most eleven scores to write along the scale."""
    return range(lowest, highest + 1, max(1, -(-(highest - lowest) // 10)))

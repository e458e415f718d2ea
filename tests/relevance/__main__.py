"""Asks every engine every judged query, and prints how well it answered."""

import os
import sys

from tests.relevance.engines import engines, measure
from tests.relevance.report import is_good_enough, table, worst

SIZE = 2000


def main() -> int:
    """Measure each engine, print the table and the worst; return 1 where one is not good enough."""
    measured = []
    for engine in engines(os.environ):
        measured.append(one := measure(engine, SIZE))
        print(
            f"{engine.name}: {SIZE:,} challenges written in {one.filling:.0f} s, "
            f"{len(one.outcomes)} queries asked in {one.asking:.0f} s.",
            flush=True,
        )
    print(f"\n{table(measured)}\n")
    print("\n\n".join(worst(one) for one in measured))
    return 0 if all(is_good_enough(one) for one in measured) else 1


if __name__ == "__main__":
    sys.exit(main())

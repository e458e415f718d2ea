"""Asks every engine every judged query, and prints how well it answered."""

import os
import sys
from collections.abc import Sequence

from tests.relevance.engines import engines, measure
from tests.relevance.report import is_good_enough, table, worst

SIZE = 2000


def main(names: Sequence[str]) -> int:
    """Measure each engine, or those named, and print the table and the worst.

    Return 1 where one is not good enough. Raises `SystemExit` where the environment has none of
    the engines that are named.
    """
    there = engines(os.environ)
    chosen = [engine for engine in there if not names or engine.name in names]
    if not chosen:
        raise SystemExit(f"The environment has: {', '.join(engine.name for engine in there)}.")
    measured = []
    for engine in chosen:
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
    sys.exit(main(sys.argv[1:]))

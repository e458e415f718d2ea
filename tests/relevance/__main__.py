"""Asks every engine every judged query, and prints how well it answered."""

import os
import sys
from collections.abc import Sequence

from tests.relevance.engines import Measured, engines, measure
from tests.relevance.report import AS_THE_PRODUCT, is_good_enough, table, worst

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
    measured: list[Measured] = []
    for engine in chosen:
        ways = measure(engine, SIZE)
        measured += ways
        asked = ", ".join(f"{one.way} in {one.asking:.0f} s" for one in ways)
        print(f"{engine.name}: {len(ways[0].outcomes)} queries of {SIZE:,}: {asked}.", flush=True)
    print(f"\n{table(measured)}\n")
    print("\n\n".join(worst(one) for one in measured if one.way == AS_THE_PRODUCT))
    return 0 if all(is_good_enough(one) for one in measured) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

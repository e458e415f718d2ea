"""nDCG@10: how near the order of what was found comes to the best possible one, from 0 to 1.

The usual form: a grade gains 2^grade - 1, divided by log2 of its place plus one, and the sum over
ten places is divided by the highest sum that any order of the whole corpus could have (Järvelin and
Kekäläinen 2002, with the gain of Burges et al. 2005).
"""

from collections.abc import Iterable, Sequence
from math import log2

AT = 10


def ndcg(found: Sequence[int], corpus: Iterable[int]) -> float:
    """Return nDCG@10 of the grades that were found, in their order, out of all that there are.

    Where the corpus has nothing of any grade, it is 1 if nothing was found, else 0.
    """
    best = _gained(sorted(corpus, reverse=True))
    if not best:
        return 0.0 if found else 1.0
    return _gained(found) / best


def _gained(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:AT], start=1))

"""One order of what words found and what is near in meaning."""

from collections.abc import Mapping, Sequence

from search.query.hits import NEAR, Hit

# Reciprocal ranks (Cormack, Clarke and Büttcher 2009): the lower, the more the first places weigh.
K = 40
# How much the rank by words weighs, by tier, beside the rank by meaning.
WORDS = {3: 1.0, 2: 1.0, 1: 0.8, 0: 0.5}
MEANING = 0.7
# Hits of one tier fit alike, and share a rank, down to so much of the first one's fit.
ALIKE = 0.9


def fuse(hits: Sequence[Hit], near: Mapping[int, float]) -> list[Hit]:
    """Return all pages that were found, each once, with its score; the best first.

    `hits` are in the order of their fit, `near` in that of nearness.
    """
    by_meaning = {key: rank for rank, key in enumerate(near, start=1)}
    found = {}
    for hit, rank in zip(hits, _ranks(hits), strict=True):
        score = WORDS[hit.tier] / (K + rank)
        found[hit.key] = hit._replace(score=score)
    for key, rank in by_meaning.items():
        hit = found.get(key) or Hit(key, NEAR)
        score = hit.score + MEANING / (K + rank)
        found[key] = hit._replace(score=score, cosine=near[key])
    return sorted(found.values(), key=lambda hit: -hit.score)


def _ranks(hits: Sequence[Hit]) -> list[int]:
    """Return the ranks of hits: those that fit alike have that of the first of them."""
    ranks: list[int] = []
    first, rank = None, 0
    for place, hit in enumerate(hits, start=1):
        if first is None or hit.tier != first.tier or hit.fit < ALIKE * first.fit:
            first, rank = hit, place
        ranks.append(rank)
    return ranks

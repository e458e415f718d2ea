"""Proposals that speak of the same, so that one problem is proposed once."""

from collections.abc import Sequence

import structlog
from django.core.cache import cache
from wagtail.models import Site

from challenges.models import Proposal
from search.meaning.encoders import Encoder, digest_of, encoder
from search.query.keywords import extract_keywords, find_keywords

log = structlog.get_logger(__name__)

SHOWN = 3
# Looked at, the newest first.
LOOKED_AT = 300
IN_COMMON = 2
FOR_SECONDS = 24 * 3600


def similar_proposals(text: str, authority: Site) -> list[Proposal]:
    """Return up to three of the authority's proposals that speak of the same, the likest first.

    By what they mean, where an encoder is there, and by their words.
    """
    words = extract_keywords(text)
    if not words:
        return []
    mine = Proposal.objects.for_authority(authority)
    found = list(mine.exclude(state=Proposal.State.DECLINED)[:LOOKED_AT])
    near = _near(text, [_said(one) for one in found])
    fits = []
    for one, cosine in zip(found, near, strict=True):
        common = len(find_keywords(_said(one), words))
        if cosine or common >= min(IN_COMMON, len(words)):
            fits.append((cosine + common / len(words), one))
    return [one for _fit, one in sorted(fits, key=lambda fit: -fit[0])[:SHOWN]]


def _said(proposal: Proposal) -> str:
    return f"{proposal.problem} {proposal.today}"


def _near(text: str, texts: Sequence[str]) -> list[float]:
    """Return how near each text is in meaning; nothing for what is not near, or not known."""
    found = encoder()
    if found is None:
        return [0.0] * len(texts)
    try:
        vectors = _vectors(found, [text, *texts])
    except Exception as fault:
        # What has the same words is found all the same.
        log.error("sentence_encoder_failed", encoder=found.name, fault=repr(fault))
        return [0.0] * len(texts)
    cosines = (float(vectors[0] @ vector) for vector in vectors[1:])
    return [cosine if cosine >= found.alike else 0.0 for cosine in cosines]


def _vectors(found: Encoder, texts: Sequence[str]) -> list:
    """Return a vector for each text; one that was asked for before is kept for a day."""
    names = [f"meaning:{digest_of(found, text)}" for text in texts]
    kept = cache.get_many(names)
    new = {name: text for name, text in zip(names, texts, strict=True) if name not in kept}
    if new:
        made = dict(zip(new, found.encode(list(new.values())), strict=True))
        cache.set_many(made, FOR_SECONDS)
        kept |= made
    return [kept[name] for name in names]

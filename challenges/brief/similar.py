"""Challenges that look alike, so that two councils with one problem can find each other."""

from django.core.cache import cache
from modelsearch.backends import get_search_backend
from wagtail.models import Site

from authorities.narrowing.acting import everything
from authorities.scope import below, known_authorities, with_authority
from challenges.models import ChallengePage
from search.meaning.nearest import alike, nearest
from search.query.keywords import extract_keywords, find_keywords

SHOWN = 3
# So many words of a brief are looked for, and so many of what has any of them are looked at.
WORDS, LOOKED_AT = 12, 30
# Two briefs with one word in common may be about anything.
IN_COMMON = 3
FOR_SECONDS = 3600


def similar_challenges(
    text: str, besides: int | None = None, listed_for: Site | None = None
) -> list[ChallengePage]:
    """Return up to three published challenges that speak of the same, the likest first.

    `text` is what a brief is called, asks and says in short; `besides` is its own key. What means
    the same counts as much as what has the same words. With `listed_for`, of this authority and of
    the others that agreed to be listed elsewhere.
    """
    words = dict(list(extract_keywords(text).items())[:WORDS])
    public = ChallengePage.objects.live().public()
    if listed_for is not None:
        public = public.filter(below(_listed_roots(listed_for)))
    # What the public reads, an editor may read of every authority, and it is kept for all.
    with everything():
        near = alike(nearest(text, public, at_most=LOOKED_AT))
        keys = get_search_backend().find_by_any(words.values(), public)[:LOOKED_AT]
        pages = public.exclude(pk=besides).in_bulk({*near, *keys})
    common = {key: len(find_keywords(_short(page), words)) for key, page in pages.items()}
    fits = {
        key: near.get(key, 0) + common[key] / max(1, len(words))
        for key in pages
        if key in near or common[key] >= IN_COMMON
    }
    return [pages[key] for key in sorted(fits, key=lambda key: -fits[key])[:SHOWN]]


def _listed_roots(site: Site) -> list[str]:
    return [
        found.site.root_page.path
        for found in known_authorities(site)
        if found.is_listed_elsewhere or found.site_id == site.pk
    ]


def similar_to(page: ChallengePage, site: Site) -> list[ChallengePage]:
    """Return what looks like this challenge and is public now, each with its `authority`.

    Which those are is kept for an hour: looking for a dozen words takes longer than showing them.
    """
    if not page.pk:
        return []
    kept = f"similar:{page.pk}:{page.live_revision_id}"
    keys = cache.get_or_set(
        kept,
        lambda: [found.pk for found in similar_challenges(_short(page), besides=page.pk)],
        FOR_SECONDS,
    )
    if not keys:
        return []
    found = ChallengePage.objects.readable().in_bulk(keys)
    return with_authority((found[key] for key in keys if key in found), site)


def _short(page: ChallengePage) -> str:
    return f"{page.title} {page.question} {page.summary}"

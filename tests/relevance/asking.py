"""The product's own door: how a visitor's words reach the search."""

from contextlib import nullcontext
from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict
from django.test import override_settings
from wagtail.models import Site

from challenges.listing.facets.values import vocabulary_of
from challenges.listing.filter_form import ChallengeFilter, clean_words
from challenges.models import ChallengePage
from search.meaning.nearest import nearest
from tests.benchmarks.indexes import check_engine

FIRST = 10
# As the product does it, by words alone, and by meaning alone.
BOTH, WORDS, MEANING = "both", "words", "meaning"


def ask(words: str, *, site: Site, now: datetime, way: str = BOTH) -> list[int]:
    """Return the keys of the first ten challenges that the listing shows for these words.

    Raises `RuntimeError` where the search engine failed, and the database answered in its place.
    """
    if way == MEANING:
        listed = ChallengePage.objects.live().listed_on(site)
        pages = listed.outside(vocabulary_of(site, now).private)
        return list(nearest(clean_words(words), pages, at_most=FIRST))
    typed = QueryDict(urlencode({"q": words}))
    with override_settings(SENTENCE_ENCODER="") if way == WORDS else nullcontext():
        found = ChallengeFilter(typed, site=site, now=now).find()[:FIRST]
    check_engine()
    return [page.pk for page in found]

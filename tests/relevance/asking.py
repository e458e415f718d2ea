"""The product's own door: how a visitor's words reach the search."""

from datetime import datetime
from urllib.parse import urlencode

from django.http import QueryDict
from wagtail.models import Site

from challenges.listing.filter_form import ChallengeFilter
from challenges.models import ChallengePage
from tests.benchmarks.indexes import check_engine


def ask(words: str, *, site: Site, now: datetime) -> list[ChallengePage]:
    """Return the first ten challenges that the listing shows for these words.

    Raises `RuntimeError` where the search engine failed, and the database answered in its place.
    """
    typed = QueryDict(urlencode({"q": words}))
    found = ChallengeFilter(typed, site=site, now=now).find()[:10]
    check_engine()
    return found

"""Requests for the listing and the searches that are measured."""

from urllib.parse import urlencode

from django.test import Client
from django.utils import timezone
from wagtail.models import Site

from challenges.models import ChallengePage
from tests.benchmarks.listing_corpus import RARE
from tests.benchmarks.measure import EMPTY
from tests.benchmarks.requests import THEME, WORD, Requests
from tests.benchmarks.urls import EMPTY_PATH

# A word of one brief in ten, and one of nearly every brief.
COMMON, EVERYWHERE = "landlord", "people"
FACETS = {"theme": THEME, "state": "open", "prize": "25000"}


class ListingRequests(Requests):
    """Knows the address of each way to ask the listing."""

    def __init__(self, site: Site) -> None:
        self._reader = Client(headers={"host": site.hostname})
        asked = {
            "all": {},
            "page 5": {"page": 5},
            "newest": {"sort": "newest"},
            "facets": FACETS,
            "facets, not open": {"state": ["decided", "ended"], "theme": THEME},
            "a rare word": {"q": RARE},
            "a word of few": {"q": WORD},
            "a word of a tenth": {"q": COMMON},
            "a word of nearly all": {"q": EVERYWHERE},
            "two words": {"q": f"{COMMON} {WORD}"},
            "words and facets": {"q": COMMON, **FACETS},
            "words, newest": {"q": COMMON, "sort": "newest"},
            "words, page 5": {"q": COMMON, "page": 5},
            "a word that nothing has": {"q": "qwertz"},
            "other words than the briefs'": {"q": "stabbings by gangs"},
        }
        brief = ChallengePage.objects.for_authority(site).open_at(timezone.now()).order_by("pk")[0]
        self._paths = {
            EMPTY: EMPTY_PATH,
            **{name: f"/challenges/?{urlencode(query, True)}" for name, query in asked.items()},
            "site search, a rare word": f"/search/?q={RARE}",
            "site search, a tenth": f"/search/?q={COMMON}",
            "site search, nearly all": f"/search/?q={EVERYWHERE}",
            "brief, with what is alike": brief.get_url_parts()[2],
        }

    def is_for_staff(self, page: str) -> bool:
        """Return no: everybody reads these."""
        return False

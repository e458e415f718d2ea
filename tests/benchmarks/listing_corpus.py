"""The listing's database: a thousand briefs in the words of `tests.relevance`, multiplied."""

from django.db import connection
from wagtail.models import Page

from challenges.models import ChallengePage
from tests.benchmarks import multiply
from tests.benchmarks.bulk import settle
from tests.benchmarks.indexes import copy_documents
from tests.benchmarks.published import Published

WRITTEN = 1000
RARE = "zephyrine"


class ListingCorpus(Published):
    """Holds so many challenges, without applications; three of them have a word that is rare."""

    def __init__(self, size: int) -> None:
        """Write up to a thousand challenges, and multiply them."""
        if connection.vendor != "postgresql":
            raise SystemExit("The listing is measured on PostgreSQL: set DATABASE_URL to a server.")
        super().__init__(min(WRITTEN, size))
        if copies := size // WRITTEN - 1:
            stride = multiply.multiply_published(copies)
            copy_documents(stride, copies)
        self._plant_a_rare_word()
        settle()

    @staticmethod
    def _plant_a_rare_word() -> None:
        keys = list(ChallengePage.objects.live().order_by("pk").values_list("pk", flat=True))
        for place in (len(keys) // 7, len(keys) // 3, len(keys) - 1):
            page = Page.objects.get(pk=keys[place]).specific
            page.summary += f" A {RARE} idea."
            page.save(clean=False)

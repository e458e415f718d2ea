"""What people searched an authority's site for in a month, and what they opened."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q, QuerySet, Sum
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.http.table_cells import Cell
from search.models import ClickCount, SearchCount

# Words that few search for can say who did. Nobody is told apart, so it is searches that count.
SHOWN_FROM = 3
MONTHS = 13
MOST = 50


@dataclass(frozen=True)
class Month:
    """One month of the year."""

    first: date

    def __str__(self) -> str:
        return date_format(self.first, "F Y")

    @property
    def code(self) -> str:
        """The month as it stands in an address, like 2026-11."""
        return f"{self.first:%Y-%m}"

    @property
    def days(self) -> Q:
        """The condition for its days."""
        following = (self.first + timedelta(days=31)).replace(day=1)
        return Q(day__gte=self.first, day__lt=following)


def months(today: date) -> list[Month]:
    """Return the months for which counts are kept, this one first."""
    found = [Month(today.replace(day=1))]
    while len(found) < MONTHS:
        found.append(Month((found[-1].first - timedelta(days=1)).replace(day=1)))
    return found


@dataclass
class Searched:
    """Words with how often they were searched for, found nothing, and which pages were opened."""

    words: str
    times: int
    found_nothing: int
    opened: list[tuple[str, int]] = field(default_factory=list)


def searched(authority: Site, month: Month) -> list[Searched]:
    """Return what was searched for most."""
    rows = _words(authority, month).order_by("-total", "words")[:MOST]
    return _with_opened([Searched(*row) for row in rows], authority, month)


def found_nothing(authority: Site, month: Month) -> list[Searched]:
    """Return what found nothing most often."""
    rows = _words(authority, month).filter(nothing__gt=0).order_by("-nothing", "words")[:MOST]
    return [Searched(*row) for row in rows]


def opened(authority: Site, month: Month) -> list[tuple[str, int]]:
    """Return the titles of the pages that were opened most, and how often."""
    clicks = _clicks(authority, month).values("page").annotate(total=Sum("times"))
    return list(clicks.order_by("-total", "page__title").values_list("page__title", "total")[:MOST])


def not_shown(authority: Site, month: Month) -> int:
    """Return how many searches were for words that too few searches were for."""
    every = _counts(authority, month).aggregate(sum=Sum("times"))["sum"] or 0
    shown = _words(authority, month).aggregate(sum=Sum("total"))["sum"] or 0
    return every - shown


def as_rows(authority: Site, month: Month) -> Iterator[list[Cell]]:
    """Yield the lines of a table: all words that are shown, a line for each page opened."""
    yield [_("Words"), _("Searches"), _("Found nothing"), _("Page opened"), _("Times opened")]
    rows = [Searched(*row) for row in _words(authority, month).order_by("-total", "words")]
    for row in _with_opened(rows, authority, month):
        for title, times in row.opened or [("", 0)]:
            yield [row.words, row.times, row.found_nothing, title, times]


def _counts(authority: Site, month: Month) -> QuerySet:
    return SearchCount.objects.for_authority(authority).filter(month.days).order_by()


def _words(authority: Site, month: Month) -> QuerySet:
    """Return words, searches and how many found nothing, of what is shown."""
    counted = _counts(authority, month).values("words")
    summed = counted.annotate(total=Sum("times"), nothing=Sum("found_nothing"))
    return summed.filter(total__gte=SHOWN_FROM).values_list("words", "total", "nothing")


def _clicks(authority: Site, month: Month) -> QuerySet:
    """Return the month's clicks; of another authority's pages those that anybody can read."""
    own = Q(page__path__startswith=authority.root_page.path) | Q(page__live=True)
    clicks = ClickCount.objects.for_authority(authority)
    return clicks.filter(month.days, own).order_by()


def _with_opened(rows: list[Searched], authority: Site, month: Month) -> list[Searched]:
    """Return the rows with the pages that were opened for each; one query."""
    by_words = {row.words: row for row in rows}
    clicks = _clicks(authority, month)
    if len(rows) <= MOST:
        clicks = clicks.filter(words__in=by_words)
    summed = clicks.values("words", "page").annotate(total=Sum("times"))
    found: Iterable[tuple[str, str, int]] = summed.order_by("-total", "page__title").values_list(
        "words", "page__title", "total"
    )
    for words, title, total in found:
        if words in by_words:
            by_words[words].opened.append((title, total))
    return rows

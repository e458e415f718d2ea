"""Which results an authority recommends to who searches for something."""

from datetime import datetime
from typing import NamedTuple

from wagtail.models import Site

from challenges.models import PromotedResult
from search.words import stems_of


class Promoted(NamedTuple):
    """A recommended result: the key of a page, or an address with its name."""

    page_id: int | None
    link_url: str
    link_text: str
    description: str


def is_for(words: str, typed: str) -> bool:
    """Return whether one line of the chosen words is what was typed, whatever its form."""
    asked = stems_of(typed)
    return bool(asked) and any(stems_of(line) == asked for line in words.splitlines())


def promoted_for(typed: str, site: Site, now: datetime) -> list[Promoted]:
    """Return what the site recommends for these words, each once, in the editor's order.

    One query. Pages are published; whether everybody may read them is not asked.
    """
    if not typed:
        return []
    results = PromotedResult.objects.shown_on(site, now).order_by("sort_order", "pk")
    found: dict[int | str, Promoted] = {}
    for words, *row in results.values_list("promotion__words", *Promoted._fields):
        if is_for(words, typed):
            one = Promoted(*row)
            found.setdefault(one.page_id or one.link_url, one)
    return list(found.values())

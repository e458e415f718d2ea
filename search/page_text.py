"""What a page says, in the order of its weight, from the search fields that its model declares."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from django.db.models import Manager
from django.utils.html import strip_tags
from wagtail.models import Page
from wagtail.search import index

from search.words import with_acronyms

# A field's boost, from which on it belongs to the heading or to the summary.
HEADING, SUMMARY = 3, 2


@dataclass(frozen=True)
class Texts:
    """Title and question; summary and themes; all the rest."""

    heading: str
    summary: str
    rest: str

    @property
    def lead(self) -> str:
        """Heading and summary."""
        return f"{self.heading}\n{self.summary}"

    @property
    def whole(self) -> str:
        """All that the page says."""
        return f"{self.lead}\n{self.rest}"

    def indexed(self) -> "Texts":
        """Return them as an index keeps them, with acronyms as themselves."""
        return Texts(*map(with_acronyms, (self.heading, self.summary, self.rest)))


def texts_of(page: Page) -> Texts:
    """Return what a page says. Names of what it is related to count as much as its summary."""
    heading, summary, rest = [], [], []
    for boost, text in _texts(page, page.get_search_fields()):
        if boost >= HEADING:
            heading.append(text)
        else:
            (summary if boost >= SUMMARY else rest).append(text)
    return Texts("\n".join(heading), "\n".join(summary), "\n".join(rest))


def meaning_of(page: Page) -> list[str]:
    """Return the texts that stand for the meaning of a page: those its model names, else its lead.

    Each counts as much as another, so what stands in several counts more.
    """
    texts = getattr(page, "meaning_texts", ())
    if not texts:
        return [texts_of(page).lead]
    return ["\n".join(as_plain_text(str(getattr(page, name))) for name in names) for names in texts]


def as_plain_text(html: str) -> str:
    """Return the text of rich text. Where one part of a list ends, a word ends too."""
    return unescape(strip_tags(html.replace("<", " <"))).strip()


def rest_of(page: Page) -> str:
    """Return what a page says besides heading, summary and what it is related to: no query."""
    own = [
        field for field in page.get_search_fields() if not isinstance(field, index.RelatedFields)
    ]
    return "\n".join(text for boost, text in _texts(page, own) if boost < SUMMARY)


def _texts(found: index.Indexed, fields: list) -> Iterator[tuple[float, str]]:
    for field in fields:
        if isinstance(field, index.RelatedFields):
            related = field.get_value(found)
            rows = related.all() if isinstance(related, Manager) else [related] if related else []
            for row in rows:
                yield from ((SUMMARY, text) for _boost, text in _texts(row, field.fields))
        elif isinstance(field, index.SearchField):
            is_title = field.field_name == "title"
            boost = HEADING if is_title else field.boost or 1
            yield boost, _as_text(field.get_value(found))


def _as_text(value) -> str:
    if isinstance(value, list):
        return "\n".join(map(_as_text, value))
    return "" if value is None else str(value)

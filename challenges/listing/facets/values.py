"""The words of a listing: themes, directorates, programmes, and what means the same."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models import Exists, F, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.text import slugify
from wagtail.models import PageViewRestriction, Site

from authorities.caching.fragments import remember
from authorities.dates import note_expiry
from authorities.scope import listed_authorities
from challenges.models import (
    ChallengeListingPage,
    Directorate,
    ListingEntry,
    ProgrammePage,
    PromotedResult,
    Synonyms,
    Theme,
)

# Nobody looks through more, and all of two thousand would take longer than the list itself.
MOST_PROGRAMMES = 30


@dataclass(frozen=True)
class Names:
    """The names of a facet's values, in their order, and the value of each key.

    What two authorities call the same is one value.
    """

    names: Mapping[str, str]
    keys: Mapping[int, str]

    def of(self, key: int | None) -> tuple[str, ...]:
        """Return the value of a key, if it has one that is public."""
        return (self.keys[key],) if key is not None and key in self.keys else ()

    def keys_of(self, values: Iterable[str]) -> list[int]:
        """Return the keys of the values."""
        wanted = set(values)
        return [key for key, value in self.keys.items() if value in wanted]


@dataclass(frozen=True)
class Vocabulary:
    """What a site's listing knows before anything is looked for.

    `listing` is the path of the list itself. `private` are the beginnings of the paths of pages
    that not everybody may read; `promoted` are chosen words with the page that is recommended for
    them, in the editor's order.
    """

    themes: Names
    directorates: Names
    programmes: Names
    synonyms: list[tuple[str, ...]]
    listing: str
    private: list[str]
    promoted: list[tuple[str, int]]


def vocabulary_of(site: Site, now: datetime, programmes: Iterable[str] = ()) -> Vocabulary:
    """Return the words of a site's listing, as long as nobody has changed them.

    Of programmes the newest that have a challenge there, and those of these slugs.
    """
    slugs = tuple(sorted(programmes))
    return remember(("vocabulary", site.pk, slugs), lambda: _read(site, now, slugs))


def _read(site: Site, now: datetime, programmes: Iterable[str]) -> Vocabulary:
    """Ask in one query: the listing has few to spend."""
    pages = PromotedResult.objects.shown_on(site, now).exclude(page=None)
    owners = [found.site_id for found in listed_authorities(site)]
    used = ListingEntry.objects.on(site, ()).filter(programme_id=OuterRef("pk"))
    newest = ProgrammePage.objects.filter(Exists(used)).order_by("-pk")
    offered = Q(pk__in=newest.values("pk")[:MOST_PROGRAMMES]) | Q(slug__in=list(programmes))
    parts = [
        _rows("directorate", Directorate.objects.filter(authority__in=owners), "name"),
        _rows("programme", ProgrammePage.objects.live().filter(offered), "title", "slug", "path"),
        _rows("synonyms", Synonyms.objects.filter(authority=site), "words"),
        _rows("listing", ChallengeListingPage.objects.live().child_of(site.root_page), "url_path"),
        _rows("private", PageViewRestriction.objects.all(), "page__path"),
        _rows("promoted", pages, "promotion__words", "page_id", "sort_order"),
        _rows("expiry", pages.exclude(page__expire_at=None), "page__expire_at"),
    ]
    themes = _rows("theme", Theme.objects.filter(authority__in=owners), "name", "slug")
    found: dict[str, list[tuple[int, str, str, str]]] = {}
    for part, *row in themes.union(*parts, all=True):
        found.setdefault(part, []).append(tuple(row))
    for _key, instant, *_rest in found.get("expiry", ()):
        note_expiry(_parse(instant))
    private = [path for _key, path, _code, _path in found.get("private", ())]
    return Vocabulary(
        themes=_names((key, slug, name) for key, name, slug, _path in found.get("theme", ())),
        directorates=_names(
            (key, slugify(name), name) for key, name, _code, _path in found.get("directorate", ())
        ),
        programmes=_names(
            (key, slug, title)
            for key, title, slug, path in found.get("programme", ())
            if not path.startswith(tuple(private))
        ),
        synonyms=[
            Synonyms(words=words).names() for _key, words, *_rest in found.get("synonyms", ())
        ],
        listing=_path(site, found.get("listing", ())),
        private=private,
        promoted=_in_order(found.get("promoted", ())),
    )


def _rows(part: str, rows: QuerySet, *fields: str) -> QuerySet:
    """Return the part, the key and three texts of each row: of these fields, else empty ones."""
    texts = {
        f"text_{place}": Cast(F(fields[place]) if place < len(fields) else Value(""), TextField())
        for place in range(3)
    }
    found = rows.order_by().annotate(part=Value(part, output_field=TextField()), **texts)
    return found.values_list("part", "pk", *texts)


def _parse(text: str) -> datetime:
    """Return an instant as a database writes it in a text: SQLite leaves the zone out."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _path(site: Site, rows: Iterable[tuple[int, str, str, str]]) -> str:
    """Return the path of the site's list of challenges; the front page's where it has none."""
    beginning = len(site.root_page.url_path)
    below = next((url_path[beginning:] for _key, url_path, *_rest in rows), "")
    return reverse("wagtail_serve", args=[below])


def _in_order(rows: Iterable[tuple[int, str, str, str]]) -> list[tuple[str, int]]:
    """Return words and page of each recommended result."""
    ordered = sorted(rows, key=lambda row: (int(row[3] or 0), row[0]))
    return [(words, int(page)) for _key, words, page, _place in ordered]


def _names(rows: Iterable[tuple[int, str, str]]) -> Names:
    ordered = sorted(rows, key=lambda row: row[2].casefold())
    return Names(
        {value: name for _key, value, name in ordered},
        {key: value for key, value, _name in ordered},
    )

"""What somebody who types may be looking for: challenges, themes and authorities that are listed.

Nothing of what is typed is kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from modelsearch.backends import get_search_backend
from wagtail.models import Site

from authorities.scope import listed_authorities
from challenges.listing.facets.values import Names, vocabulary_of
from challenges.models import ChallengePage, ListingEntry, ListingEntryQuerySet, Theme
from challenges.presentation.cards import state_tag
from search.query.parsing import parse_query
from search.words import words_of

SHORTEST = 2
CHALLENGES, THEMES, AUTHORITIES = 6, 3, 3


@dataclass(frozen=True)
class Suggestion:
    """Something with an address; the note says where a challenge stands."""

    title: str
    address: str
    note: str = ""


# Makes a suggestion of the listing with one facet's value: from facet, value and title.
Narrowed = Callable[[str, str, str], Suggestion]


@dataclass(frozen=True)
class Group:
    """Suggestions of one kind, and its name."""

    kind: str
    label: str
    suggestions: list[Suggestion]


def suggest(typed: str, site: Site, request: HttpRequest) -> list[Group]:
    """Return what the site lists and has words that begin as it is typed, in groups.

    The groups are empty while less than two letters are typed, and none is empty. The request keeps
    the sites' roots, so that addresses cost no query each.
    """
    # As typed: what means the same is no beginning of it.
    words = [word.lower() for term in parse_query(typed).terms for word in words_of(term[0])]
    if len("".join(words)) < SHORTEST:
        return []
    now = timezone.now()
    vocabulary = vocabulary_of(site, now)
    listed = ListingEntry.objects.on(site, vocabulary.private)

    def narrowed(facet: str, value: str, title: str) -> Suggestion:
        return Suggestion(title, f"{vocabulary.listing}?{urlencode({facet: value})}")

    groups = [
        Group("challenges", _("Challenges"), _challenges(words, listed, request, now)),
        Group("themes", _("Themes"), _themes(words, vocabulary.themes, listed, narrowed)),
        Group("authorities", _("Authorities"), _authorities(words, site, listed, narrowed)),
    ]
    return [group for group in groups if group.suggestions]


def _challenges(
    words: Sequence[str], listed: ListingEntryQuerySet, request: HttpRequest, now: datetime
) -> list[Suggestion]:
    """Return challenges: open ones by their closing, then the newest of the others."""
    beginning = get_search_backend().beginning
    is_open = beginning(words, listed.open_at(now)).order_by("closes_at", "-pk")
    keys = list(is_open.values_list("pk", flat=True)[:CHALLENGES])
    if len(keys) < CHALLENGES:
        others = beginning(words, listed.not_open_at(now)).order_by("-pk")
        keys += others.values_list("pk", flat=True)[: CHALLENGES - len(keys)]
    pages = ChallengePage.objects.live().in_bulk(keys)
    return [
        Suggestion(page.title, page.get_url(request), state_tag(page, now).label)
        for key in keys
        if (page := pages.get(key))
    ]


def _themes(
    words: Sequence[str], themes: Names, listed: ListingEntryQuerySet, narrowed: Narrowed
) -> list[Suggestion]:
    """Return themes that a listed challenge has."""
    fitting = [value for value, name in themes.names.items() if _begins(name, words)]
    if not fitting:
        return []
    through = ChallengePage.themes.through.objects.filter(theme=OuterRef("pk"))
    used = Theme.objects.filter(
        Exists(through.filter(challengepage_id__in=listed.values("pk"))),
        pk__in=themes.keys_of(fitting),
    )
    having = {themes.keys[key] for key in used.values_list("pk", flat=True)}
    found = [value for value in fitting if value in having]
    return [narrowed("theme", value, themes.names[value]) for value in found[:THEMES]]


def _authorities(
    words: Sequence[str], site: Site, listed: ListingEntryQuerySet, narrowed: Narrowed
) -> list[Suggestion]:
    """Return authorities that have a listed challenge, where the site lists those of several."""
    known = listed_authorities(site)
    fitting = {found.site_id: found for found in known if _begins(found.name, words)}
    if len(known) == 1 or not fitting:
        return []
    theirs = listed.filter(path__startswith=OuterRef("root_page__path"))
    having = Site.objects.filter(Exists(theirs), pk__in=fitting).values_list("pk", flat=True)
    found = [fitting[key] for key in fitting if key in set(having)]
    return [
        narrowed("authority", authority.site.root_page.slug, authority.name)
        for authority in found[:AUTHORITIES]
    ]


def _begins(name: str, words: Iterable[str]) -> bool:
    """Return whether words of the name begin so, all of them."""
    parts = [part.lower() for part in words_of(name)]
    return all(any(part.startswith(word) for part in parts) for word in words)

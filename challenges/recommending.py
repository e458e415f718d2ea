"""Which open challenges fit a business, and why, in its own words."""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from django.db.models import Count
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.models import Draft
from businesses.models import Profile
from challenges.cards import Card, challenge_cards
from challenges.models import ChallengePage, Theme
from challenges.models.brief import Brief
from challenges.querysets import ChallengeQuerySet

SHOWN = 5
# How many are looked at for their themes, and as many for their words.
LOOKED_AT = 20
# How many of a profile's words are looked for, and how many of those found are said.
WORDS, SAID = 40, 3
SHORTEST_WORD = 3
ENDINGS = ("ing", "ed", "es", "e", "s")
# Words of any business, or of any sentence: to have written them is no reason.
EVERYBODYS_WORDS = """
about across all also and any are around authorities authority based because been being best
both business businesses but can challenge challenges clients companies company council
councils create customers deliver develop does each every find first for from get give good
has have help helping helps how improve include including into its just keep like local make
makes making many more most much need needs new not offer offers one only other our out over
people provide provides public service services small solution solutions some such support
than that the their them then there these they this those through too use used using very
want was way well were what when where which who why will with without work working works
you your
"""
SAYS_NOTHING = frozenset(EVERYBODYS_WORDS.split())


def recommend(profile: Profile, request: HttpRequest, now: datetime) -> list[Card]:
    """Return cards of at most five open challenges with the reason as summary, the best first.

    What this site lists and anybody can read, but for what the person has begun to apply for.
    More themes come before fewer, then more words; of two that fit alike, what closes sooner.
    """
    site = Site.find_for_request(request)
    begun = set(Draft.objects.of_address(profile.user.email).values_list("page_id", flat=True))
    open_now = ChallengePage.objects.live().public().listed_on(site).open_at(now)
    words = _words(profile)
    looked_at = _with_themes(open_now, profile.themes, begun) | _with_words(open_now, words, begun)
    themes = _chosen_themes(looked_at, profile.themes)
    fits = []
    for page in ChallengePage.objects.filter(pk__in=looked_at).select_related("picture"):
        chosen, written = themes[page.pk], _found(words, page)
        if chosen or written:
            fits.append((-len(chosen), -len(written), page.closes_at, page.pk, page))
    best = [page for *_order, page in sorted(fits)[:SHOWN]]
    return [
        replace(card, summary=_reason(themes[page.pk], _found(words, page)))
        for page, card in zip(best, challenge_cards(best, now, request), strict=True)
    ]


def _with_themes(open_now: ChallengeQuerySet, slugs: list[str], begun: Collection[int]) -> set[int]:
    """Return the keys of the challenges that have most of these themes."""
    if not slugs:
        return set()
    fitting = open_now.filter(themes__slug__in=slugs).exclude(pk__in=begun)
    counted = fitting.values("pk").annotate(number=Count("themes"))
    return {row["pk"] for row in counted.order_by("-number", "closes_at")[:LOOKED_AT]}


def _with_words(
    open_now: ChallengeQuerySet, words: dict[str, str], begun: Collection[int]
) -> set[int]:
    """Return the keys of the challenges that the search finds by any of the words."""
    if not words:
        return set()
    found = open_now.search(" ".join(words.values()), operator="or")
    # A search engine does not know who has begun what.
    return {page.pk for page in found[: LOOKED_AT + len(begun)]} - set(begun)


def _chosen_themes(pages: Collection[int], slugs: list[str]) -> defaultdict[int, list[str]]:
    """Return the names of the themes that the person chose, by challenge."""
    names = defaultdict(list)
    rows = Theme.objects.filter(challenges__in=pages, slug__in=slugs).order_by("name")
    for page, name in rows.values_list("challenges", "name"):
        names[page].append(name)
    return names


def _words(profile: Profile) -> dict[str, str]:
    """Return the words by their stems that say what the business does, its sectors first."""
    written = re.findall(r"\w+", f"{profile.sectors} {profile.what_it_does}")
    telling = [
        word
        for word in written
        if len(word) >= SHORTEST_WORD and word.lower() not in SAYS_NOTHING and not word.isdigit()
    ]
    by_stem: dict[str, str] = {}
    for word in telling:
        by_stem.setdefault(_stem(word), word)
    return dict(list(by_stem.items())[:WORDS])


def _found(words: dict[str, str], page: ChallengePage) -> list[str]:
    """Return which of the words stand in the brief, in whatever form."""
    parts = [page.title, page.question, page.summary]
    parts += [strip_tags(getattr(page, name)) for name in Brief.ANSWERS]
    stems = {_stem(word) for word in re.findall(r"\w+", " ".join(parts))}
    return [word for stem, word in words.items() if stem in stems]


def _stem(word: str) -> str:
    """Return the word without its ending, so that “sensors” is found where “sensor” stands."""
    word = word.casefold()
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_WORD:
            return word.removesuffix(ending)
    return word


def _reason(themes: list[str], words: list[str]) -> str:
    """Return why, in a sentence; one of the lists has something."""
    both = _("and")
    said = {
        "themes": get_text_list(themes, both),
        "words": get_text_list([_("“%s”") % word for word in words[:SAID]], both),
    }
    if not themes:
        return _("Because you wrote %(words)s") % said
    if not words:
        return _("Because you chose %(themes)s") % said
    return _("Because you chose %(themes)s and wrote %(words)s") % said

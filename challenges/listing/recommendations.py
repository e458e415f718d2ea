"""Which open challenges fit a business, and why, in its own words."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from django.db.models import Count
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.text import Truncator, get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.models import Draft
from businesses.models import Profile
from challenges.models import ChallengePage, Theme
from challenges.models.querysets import ChallengeQuerySet
from challenges.presentation.cards import Card, challenge_cards
from search.meaning.nearest import close, nearest
from search.query.keywords import extract_keywords, find_keywords

SHOWN = 5
# How many are looked at for their themes, and as many for their words.
LOOKED_AT = 20
# How many of the words that were found are said.
SAID = 3
# So many words of what the business does.
LONGEST_REASON = 12
# The parts of a brief that say what it wants; elsewhere a word may stand for anything.
WANTS = ("title", "question", "summary", "technologies")


class Fit(NamedTuple):
    """A challenge, the themes of it that the business chose, and its words that are found there.

    The cosine says how near it is to what the business does, 0 where it is not.
    """

    page: ChallengePage
    themes: list[str]
    words: list[str]
    cosine: float


def recommend(profile: Profile, request: HttpRequest, now: datetime) -> list[Card]:
    """Return cards of at most five open challenges with the reason as summary, the best first.

    What this site lists and anybody can read, but for what the person has begun to apply for.
    More themes come before fewer, then more words, then what is nearest in meaning; of two that fit
    alike, what closes sooner.
    """
    site = Site.find_for_request(request)
    begun = set(Draft.objects.of_address(profile.user.email).values_list("page_id", flat=True))
    open_now = ChallengePage.objects.live().public().listed_on(site).open_at(now)
    words = extract_keywords(f"{profile.sectors} {profile.what_it_does}")
    looked_at = _with_themes(open_now, profile.themes, begun) | _with_words(open_now, words, begun)
    meant = _meant(open_now, profile, begun)
    looked_at |= set(meant)
    themes = _chosen_themes(looked_at, profile.themes)
    pages = open_now.filter(pk__in=looked_at).select_related("picture")
    fits = [
        Fit(page, themes[page.pk], _found(words, page), meant.get(page.pk, 0)) for page in pages
    ]
    best = sorted((fit for fit in fits if any(fit[1:])), key=_rank)[:SHOWN]
    cards = challenge_cards([fit.page for fit in best], now, request)
    return [
        replace(card, summary=_reason(fit, profile)) for fit, card in zip(best, cards, strict=True)
    ]


def _rank(fit: Fit) -> tuple:
    return -len(fit.themes), -len(fit.words), -fit.cosine, fit.page.closes_at, fit.page.pk


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


def _meant(
    open_now: ChallengeQuerySet, profile: Profile, begun: Collection[int]
) -> dict[int, float]:
    """Return how near the challenges are that ask for what the business says that it does."""
    said = f"{profile.what_it_does} {profile.sectors}"
    near = nearest(said, open_now, at_most=LOOKED_AT + len(begun))
    return {key: cosine for key, cosine in near.items() if close(cosine) and key not in begun}


def _chosen_themes(pages: Collection[int], slugs: list[str]) -> defaultdict[int, list[str]]:
    """Return the names of the themes that the person chose, by challenge."""
    names = defaultdict(list)
    rows = Theme.objects.filter(challenges__in=pages, slug__in=slugs).order_by("name")
    for page, name in rows.values_list("challenges", "name"):
        names[page].append(name)
    return names


def _found(words: dict[str, str], page: ChallengePage) -> list[str]:
    """Return which of the words say what the challenge wants."""
    text = " ".join(getattr(page, name) for name in WANTS)
    # Where one part of a list ends, a word ends too.
    return find_keywords(strip_tags(text.replace("<", " <")), words)


def _reason(fit: Fit, profile: Profile) -> str:
    """Return why it fits, in a sentence."""
    both = _("and")
    said = {
        "themes": get_text_list(fit.themes, both),
        "words": get_text_list([_("“%s”") % word for word in fit.words[:SAID]], both),
        "what": Truncator(profile.what_it_does or profile.sectors).words(LONGEST_REASON),
    }
    if fit.themes and fit.words:
        return _("Because you chose %(themes)s and wrote %(words)s") % said
    if fit.themes:
        return _("Because you chose %(themes)s") % said
    if fit.words:
        return _("Because you wrote %(words)s") % said
    return _("Because you said “%(what)s”") % said

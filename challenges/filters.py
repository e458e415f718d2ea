"""The filter bars of the listings: a form whose answers narrow a queryset."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.forms import PublicForm
from authorities.scope import listed_authorities
from challenges.models import ProgrammePage, Theme
from challenges.querysets import ChallengeQuerySet
from challenges.results import Chained

LONGEST_QUERY = 200
# Quotation marks would be read as an engine's own language, and a null byte as its end.
NOT_WORDS = str.maketrans({"\x00": " ", '"': " "})
RELEVANCE, CLOSING, NEWEST = "relevance", "closing", "newest"


def clean_words(typed: str) -> str:
    """Return what to search for: one line, no longer than an engine should be asked."""
    return " ".join(typed.translate(NOT_WORDS).split())[:LONGEST_QUERY]


class FilterForm(PublicForm):
    """A bar whose every answer may be left out; one that cannot be used counts as left out."""

    def __init__(self, data, **kwargs) -> None:
        super().__init__(data, auto_id="filter_%s", **kwargs)

    def answer(self, name: str) -> str:
        """Return the answer, or an empty string where there is none that can be used."""
        self.is_valid()
        return self.cleaned_data.get(name) or ""

    def is_narrowed(self) -> bool:
        """Return whether anything was asked for besides the order."""
        return any(self.answer(name) for name in self.fields if name != "sort")

    def _offer(self, name: str, everything: str | Promise, rows: Iterable[tuple[str, str]]) -> None:
        """Fill a field's choices: everything first, then the rows."""
        cast(forms.ChoiceField, self.fields[name]).choices = [("", everything), *rows]


class ChallengeFilter(FilterForm):
    """Narrows and orders the challenges that a site lists."""

    q = forms.CharField(label=_("Search challenges"), required=False, widget=forms.TextInput)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[
            ("", _("All, open first")),
            ("open", _("Open")),
            ("scheduled", _("Opening soon")),
            ("deciding", _("Being decided")),
            ("decided", _("Decided")),
            ("ended", _("Ended early")),
        ],
    )
    theme = forms.ChoiceField(label=_("Theme"), required=False)
    authority = forms.ChoiceField(label=_("Authority"), required=False)
    closing = forms.ChoiceField(
        label=_("Closes"),
        required=False,
        choices=[
            ("", _("At any time")),
            ("7", _("In the next 7 days")),
            ("14", _("In the next 14 days")),
            ("30", _("In the next 30 days")),
        ],
    )
    sort = forms.ChoiceField(
        label=_("Sort by"),
        required=False,
        choices=[
            ("", _("Suggested order")),
            (CLOSING, _("Closing soonest")),
            (NEWEST, _("Newest")),
            (RELEVANCE, _("Relevance")),
        ],
    )

    def __init__(self, data, *, site: Site, now: datetime) -> None:
        super().__init__(data)
        self.site, self.now = site, now
        self.authorities = listed_authorities(site)
        themes = (
            Theme.objects.filter(authority__in=[found.site for found in self.authorities])
            .order_by("name")
            .values_list("slug", "name")
        )
        self._offer("theme", _("All themes"), dict(themes).items())
        if len(self.authorities) > 1:
            self._offer(
                "authority",
                _("All authorities"),
                [(found.site.root_page.slug, found.name) for found in self.authorities],
            )
        else:
            del self.fields["authority"]

    def apply(self, challenges: ChallengeQuerySet) -> Chained:
        """Return the challenges that fit, open ones first unless another order was asked for."""
        fitting = self._narrow(challenges)
        is_open, others = fitting.open_at(self.now), fitting.not_open_at(self.now)
        words = clean_words(self.answer("q"))
        sort = self.answer("sort") or (RELEVANCE if words else CLOSING)
        if sort == CLOSING or (sort == RELEVANCE and not words):
            return Chained(
                _ordered(is_open, words, "closes_at"),
                _ordered(others, words, "-closes_at"),
                counts=None if words else fitting.count_open_and_others(self.now),
            )
        if sort == NEWEST:
            return Chained(_ordered(fitting, words, "-opens_at"))
        return Chained(is_open.search(words, operator="and"), others.search(words, operator="and"))

    def _narrow(self, challenges: ChallengeQuerySet) -> ChallengeQuerySet:
        states = {
            "open": challenges.open_at,
            "scheduled": challenges.scheduled_at,
            "deciding": challenges.being_decided_at,
        }
        if (state := self.answer("state")) in states:
            challenges = states[state](self.now)
        elif state:
            challenges = challenges.decided() if state == "decided" else challenges.ended_early()
        if theme := self.answer("theme"):
            challenges = challenges.filter(themes__slug=theme)
        if chosen := self.answer("authority"):
            authority = next(
                found.site for found in self.authorities if found.site.root_page.slug == chosen
            )
            challenges = challenges.for_authority(authority)
        if days := self.answer("closing"):
            challenges = challenges.open_at(self.now).filter(
                closes_at__lte=self.now + timedelta(days=int(days))
            )
        return challenges


class StoryFilter(FilterForm):
    """Narrows the success stories of a listing."""

    theme = forms.ChoiceField(label=_("Theme"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)

    def __init__(self, data, *, stories: QuerySet) -> None:
        super().__init__(data)
        themes = Theme.objects.filter(challenges__stories__in=stories).order_by("name")
        programmes = ProgrammePage.objects.filter(challenges__stories__in=stories).distinct()
        self._offer("theme", _("All themes"), dict(themes.values_list("slug", "name")).items())
        self._offer("programme", _("All programmes"), programmes.values_list("slug", "title"))

    def apply(self, stories: QuerySet) -> QuerySet:
        """Return the stories that fit."""
        if theme := self.answer("theme"):
            stories = stories.filter(challenge__themes__slug=theme)
        if programme := self.answer("programme"):
            stories = stories.filter(challenge__programme__slug=programme)
        return stories


def _ordered(challenges: ChallengeQuerySet, words: str, order: str):
    """Return the challenges in this order, narrowed to those that have the words."""
    ordered = challenges.order_by(order)
    if not words:
        return ordered
    return ordered.search(words, operator="and", order_by_relevance=False)

"""The filter bars of the listings: a form whose answers narrow a queryset."""

from collections.abc import Iterable
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.forms.public import PublicForm
from challenges.listing.facets import definitions, filters
from challenges.listing.facets.values import vocabulary_of
from challenges.listing.results import CLOSING, NEWEST, RELEVANCE, ListingResults, look_up
from challenges.models import ChallengePage, ListingEntry, ProgrammePage, Theme
from search.meaning.nearest import close
from search.query.parsing import LONGEST_QUERY


def clean_words(typed: str) -> str:
    """Return what was typed as one line, no longer than an engine should be asked."""
    return " ".join(typed.replace("\x00", " ").split())[:LONGEST_QUERY]


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


class Choice(NamedTuple):
    """A value that was chosen, and the address of the list without it."""

    name: str
    value: str
    label: str
    address: str


class ChallengeFilter(FilterForm):
    """Narrows and orders the challenges that a site lists, by its address."""

    q = forms.CharField(
        label=_("Search challenges"),
        required=False,
        widget=forms.TextInput(
            attrs={"type": "search", "data-suggestions": reverse_lazy("search_suggestions")}
        ),
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

    def __init__(self, data: QueryDict, *, site: Site, now: datetime) -> None:
        super().__init__(data)
        self._asked = data
        self.site, self.now = site, now
        self.vocabulary = vocabulary_of(site, now, data.getlist("programme"))
        self.known = definitions.facet_definitions(site, self.vocabulary)
        # A value that nobody offers counts as left out.
        self.chosen = {
            name: wanted
            for name, definition in self.known.items()
            if (wanted := {value for value in data.getlist(name) if value in definition.names})
        }

    @cached_property
    def words(self) -> str:
        """What is searched for, as it was typed."""
        return clean_words(self.answer("q"))

    def is_narrowed(self) -> bool:
        """Return whether anything was asked for besides the order."""
        return bool(self.chosen or self.words)

    def find(self, *, promotes: bool = False) -> ListingResults:
        """Return the challenges that fit, open ones first unless another order was asked for.

        With `promotes`, what the site recommends for the words stands above all others.
        """
        sort = self.answer("sort")
        if not sort or (sort == RELEVANCE and not self.words):
            sort = RELEVANCE if self.words else CLOSING
        return ListingResults(
            site=self.site,
            now=self.now,
            words=self.words,
            chosen=self.chosen,
            known=self.known,
            vocabulary=self.vocabulary,
            sort=sort,
            promotes=promotes,
        )

    def matching_keys(self, keys: Iterable[int]) -> list[int]:
        """Return which of these challenges the site lists and fit.

        They have all of the words, or mean what was typed.
        """
        listed = ListingEntry.objects.on(self.site, self.vocabulary.private).among(keys)
        fitting = filters.narrow(listed, self.known, self.chosen, self.site, self.now)
        found = list(fitting.values_list("pk", flat=True))
        if not (self.words and found):
            return found
        pages = ChallengePage.objects.filter(id__in=found)
        looked_up = look_up(self.words, pages, self.vocabulary)
        having = {
            hit.key
            for hit in looked_up.hits
            if (hit.tier > 0 and not looked_up.instead) or close(hit.cosine)
        }
        return [key for key in found if key in having]

    def labels(self) -> list["Choice"]:
        """Return what was chosen, value by value."""
        return [
            Choice(name, value, str(label), self._address_without(name, value))
            for name, definition in self.known.items()
            for value, label in definition.names.items()
            if value in self.chosen.get(name, ())
        ]

    def address_without_words(self) -> str:
        """Return the address of the list without what is searched for."""
        return self._address_without("q", self._asked.get("q", ""))

    def _address_without(self, name: str, value: str) -> str:
        query = self._asked.copy()
        query.setlist(name, [found for found in query.getlist(name) if found != value])
        query.pop("page", None)
        return f"?{query.urlencode()}"


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

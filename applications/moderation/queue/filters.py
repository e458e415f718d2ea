"""The queue's filter bar: a form whose answers narrow and order a queryset."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from django import forms
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.models import Page, Site

from applications.models import Assignment, Message
from applications.models.application import ApplicationQuerySet
from applications.models.status import Status
from applications.workflow.ended import without_ended
from applications.workflow.sealing import page_types, sealed_pages

LONGEST_QUERY = 200
REFERENCE = re.compile(r"[A-Za-z0-9]{1,12}-[A-Za-z0-9]{4}-[A-Za-z0-9]{4}")
PAGES_OFFERED = 100
DAYS = {"today": 1, "week": 7, "month": 30}
# What is needed of applications that are all in the same state.
IN_ONE_STATE = frozenset({"due", "overdue", "cover", "late"})
WAITING, BY_SENDING = "waiting", "sent"


@dataclass(frozen=True)
class MoreFilter:
    """A filter that only another app knows; it comes through the hook `queue_filters`."""

    name: str
    label: str | Promise
    choices: Callable[[Site], list[tuple[str, str]]]
    apply: Callable[[ApplicationQuerySet, str], ApplicationQuerySet]


class QueueFilter(forms.Form):
    """Narrows and orders the applications that somebody may know of.

    Every answer may be left out; one that cannot be used counts as left out.
    """

    q = forms.CharField(
        label=gettext_lazy("Search"),
        required=False,
        max_length=LONGEST_QUERY,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("Every state")),
            (WAITING, gettext_lazy("Waiting for a moderator")),
            *Status.choices,
        ],
    )
    page = forms.IntegerField(
        label=gettext_lazy("Challenge"),
        required=False,
        min_value=1,
        max_value=2**31 - 1,
        widget=forms.Select,
    )
    sent = forms.ChoiceField(
        label=gettext_lazy("Sent"),
        required=False,
        choices=[
            ("", gettext_lazy("At any time")),
            ("today", gettext_lazy("In the last 24 hours")),
            ("week", gettext_lazy("In the last 7 days")),
            ("month", gettext_lazy("In the last 30 days")),
        ],
    )
    needs = forms.ChoiceField(
        label=gettext_lazy("Needs"),
        required=False,
        choices=[
            ("", gettext_lazy("Anything")),
            ("due", gettext_lazy("Information is due")),
            ("overdue", gettext_lazy("Information is overdue")),
            ("cover", gettext_lazy("Too few assessors")),
            ("late", gettext_lazy("Assessment is overdue")),
            ("untold", gettext_lazy("Decision is not told")),
        ],
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[
            ("", gettext_lazy("What waits longest first")),
            (BY_SENDING, gettext_lazy("What was sent last first")),
        ],
    )

    def __init__(self, data: QueryDict, *, authority: Site, now: datetime) -> None:
        super().__init__(data, auto_id="filter_%s")
        self._authority, self._now = authority, now
        self.chosen_page = ""
        self._more: list[MoreFilter] = [make() for make in hooks.get_hooks("queue_filters")]
        for more in self._more:
            self.fields[more.name] = forms.ChoiceField(
                label=str(more.label),
                required=False,
                choices=[("", _("Every one")), *more.choices(authority)],
            )
        self.order_fields(["q", "status", "page", "sent", "needs"])
        self.fields["order"] = self.fields.pop("order")

    def offer_pages(self, mine: ApplicationQuerySet) -> None:
        """Fill the choice of challenges: the newest hundred with applications, and the chosen."""
        has_some = Exists(mine.order_by().filter(page=OuterRef("pk")))
        pages = Page.objects.filter(path__startswith=self._authority.root_page.path)
        newest = pages.filter(has_some).order_by("-pk").values_list("pk", "title")
        rows = [(str(key), title) for key, title in newest[:PAGES_OFFERED]]
        chosen = self.answer("page")
        if chosen and chosen not in dict(rows):
            title = pages.filter(pk=chosen).values_list("title", flat=True).first()
            rows += [(chosen, title)] if title else []
        self.chosen_page = chosen if chosen in dict(rows) else ""
        widget = cast(forms.Select, self.fields["page"].widget)
        widget.choices = [("", _("Every challenge")), *rows]

    def answer(self, name: str) -> str:
        """Return the answer, or an empty string where there is none that can be used."""
        self.is_valid()
        value = self.cleaned_data.get(name)
        return "" if value is None else str(value)

    @property
    def has_words(self) -> bool:
        """Whether texts are searched, and not a reference looked up."""
        words = self.answer("q").split()
        return bool(words) and not _is_reference(words)

    @cached_property
    def sealed(self) -> set[int]:
        """The keys of the pages that are sealed now."""
        return sealed_pages(self._now)

    def query(self) -> str:
        """Return what was asked for as the query of an address, without what was left out."""
        asked = QueryDict(mutable=True)
        for name in self.fields:
            if value := self.answer(name):
                asked[name] = value
        return asked.urlencode()

    def apply(self, mine: ApplicationQuerySet) -> ApplicationQuerySet:
        """Return the applications that the answers ask for, in the order that an index has."""
        found = self._in_state(mine)
        if page := self.answer("page"):
            found = found.filter(page_id=int(page))
        if days := DAYS.get(self.answer("sent")):
            found = found.filter(submit_time__gte=self._now - timedelta(days=days))
        found = self._in_need(found)
        for more in self._more:
            if chosen := self.answer(more.name):
                found = more.apply(found, chosen)
        if words := self.answer("q").split():
            found = self._with_words(found, words)
        if self.answer("order") == BY_SENDING or days:
            return found.order_by("-submit_time", "-pk")
        if self.answer("status") in Status or self.answer("needs") in IN_ONE_STATE:
            # The same order, in words for which each state's own index is read.
            return found.oldest_first()
        return found.in_queue_order()

    def _in_state(self, found: ApplicationQuerySet) -> ApplicationQuerySet:
        status = self.answer("status")
        if status == WAITING:
            return without_ended(found.filter(is_waiting=0))
        return found.filter(status=status) if status else found

    def _in_need(self, found: ApplicationQuerySet) -> ApplicationQuerySet:
        """Return what needs the chosen thing."""
        now, needs = self._now, self.answer("needs")
        if needs in ("due", "overdue"):
            return asked_for_information(found, now, is_overdue=needs == "overdue")
        if needs == "cover":
            return short_of_assessors(found)
        if needs == "late":
            return with_late_assessors(found, now)
        return found.untold_at(now) if needs == "untold" else found

    def _with_words(self, found: ApplicationQuerySet, words: list[str]) -> ApplicationQuerySet:
        """Return what has every word; a reference, which the list shows anyway, needs no text."""
        if _is_reference(words):
            return found.filter(reference=words[0].upper())
        if self.sealed:
            found = found.exclude(page__in=self.sealed)
        for word in words:
            found = found.filter(search_text__icontains=word)
        return found


def _is_reference(words: list[str]) -> bool:
    return len(words) == 1 and bool(REFERENCE.fullmatch(words[0]))


def asked_for_information(
    found: ApplicationQuerySet, now: datetime, *, is_overdue: bool
) -> ApplicationQuerySet:
    """Return what waits for its applicant's answer to a request, or only what is overdue."""
    found = without_ended(found.filter(status=Status.INFO_REQUESTED))
    if not is_overdue:
        return found
    standing = Message.objects.filter(
        application=OuterRef("pk"), due_at__lte=now, at__gte=OuterRef("status_changed_at")
    )
    return found.filter(Exists(standing))


def short_of_assessors(found: ApplicationQuerySet) -> ApplicationQuerySet:
    """Return what is in assessment with fewer assessors than its page wants."""
    active = (
        Assignment.objects.filter(application=OuterRef("pk"), ended_at=None)
        .order_by()
        .values("application")
        .annotate(number=Count("pk"))
        .values("number")
    )
    wanted = [
        Subquery(
            model._default_manager.order_by()
            .filter(pk=OuterRef("page_id"))
            .values("assessors_wanted")[:1]
        )
        for model in page_types()
    ]
    return (
        without_ended(found.filter(status=Status.IN_ASSESSMENT))
        .alias(active=Coalesce(Subquery(active), 0), wanted=Coalesce(*wanted, 0))
        .filter(active__lt=F("wanted"))
    )


def with_late_assessors(found: ApplicationQuerySet, now: datetime) -> ApplicationQuerySet:
    """Return what is in assessment and has an assignment whose scores are overdue."""
    late = Assignment.objects.filter(
        Q(application=OuterRef("pk")), ended_at=None, sent_at=None, due_at__lte=now
    )
    return without_ended(found.filter(Exists(late), status=Status.IN_ASSESSMENT))

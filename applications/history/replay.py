"""What follows from the moves: states, what applicants were told, the order of the reserve."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Application, Decision, DecisionLetter, Entry, Event
from applications.models.status import Status
from authorities.batch import in_batches

CHUNK = 500
# What changes what an applicant can read.
TELLING = (
    Event.SENT,
    Event.MOVED,
    Event.MESSAGE,
    Event.TOLD,
    Event.RELEASE_STOPPED,
    Event.HELD,
)


@dataclass
class Told:
    """What an applicant can read, as the entries say; `letters` are told or planned."""

    status: str = Status.SUBMITTED
    moved_at: datetime | None = None
    released: str = Status.SUBMITTED
    planned: str = ""
    planned_at: datetime | None = None
    letters: dict[int, int] = field(default_factory=dict)
    _visible: dict[int, datetime] = field(default_factory=dict)

    def follow(self, entry: Entry) -> None:
        """Take in the next entry about the application."""
        if entry.to_state and entry.event in (Event.SENT, Event.MOVED):
            self._move(entry)
        elif entry.event == Event.MESSAGE:
            # A request for information is told at once, with the move that it comes with.
            is_request = entry.actor_id and entry.at == self.moved_at
            if is_request and self.status == Status.INFO_REQUESTED:
                self._tell(Status.INFO_REQUESTED)
        elif entry.event == Event.TOLD:
            self.settle(entry.at)
            letter = entry.about["letter"]
            self.letters[letter] = entry.about["release"]
            self._visible[letter] = datetime.fromisoformat(entry.about["visible_at"])
            self.planned, self.planned_at = entry.to_state, self._visible[letter]
        elif entry.about.get("letter") in self.letters:
            del self.letters[entry.about["letter"]]
            self._forget_plan(entry.at)

    def _move(self, entry: Entry) -> None:
        self.status, self.moved_at = entry.to_state, entry.at
        self._forget_plan(entry.at)
        self.letters = {
            letter: release
            for letter, release in self.letters.items()
            if self._visible[letter] <= entry.at
        }
        is_answer = entry.from_state == Status.INFO_REQUESTED and not entry.actor_id
        if Status.WITHDRAWN in (entry.from_state, entry.to_state) or is_answer:
            self._tell(entry.to_state)

    def _tell(self, status: str) -> None:
        self.released, self.planned, self.planned_at = status, "", None

    def settle(self, at: datetime) -> None:
        """Take what was planned for this instant or before as told."""
        if self.planned_at and self.planned_at <= at:
            self._tell(self.planned)

    def _forget_plan(self, at: datetime) -> None:
        self.settle(at)
        self.planned, self.planned_at = "", None


def state_faults(page: Page) -> Iterator[str]:
    """Yield where the state of an application, or what it was told, is not what its moves say."""
    now = timezone.now()
    applications = Application.objects.filter(page_id=page.pk).order_by("pk")
    plain = applications.defer("form_data", "questions", "search_text")
    for batch in in_batches(plain.iterator(chunk_size=CHUNK), CHUNK):
        keys = [one.pk for one in batch]
        decisions = _grouped(Decision.objects.filter(application__in=keys).order_by("pk"))
        entries = _grouped(
            Entry.objects.filter(application__in=keys, event__in=TELLING)
            .defer("digests")
            .order_by("number")
        )
        letters = _grouped(DecisionLetter.objects.filter(application__in=keys).order_by("pk"))
        for one in batch:
            if decisions[one.pk]:
                yield from _faults_of_state(one, decisions[one.pk])
                yield from _faults_of_telling(one, entries[one.pk], letters[one.pk], now)
    yield from _faults_of_reserve(page)


def _grouped(rows: Iterable[Any]) -> dict[int, list[Any]]:
    """Return rows by the application that they are about."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.application_id].append(row)
    return found


def _faults_of_state(one: Application, decisions: list[Decision]) -> Iterator[str]:
    before = decisions[0].from_status
    for decision in decisions:
        if decision.from_status != before:
            yield _("Decision %(key)d about %(reference)s does not follow from the one before.") % {
                "key": decision.pk,
                "reference": one.reference,
            }
        before = decision.to_status
    if one.status != before:
        yield _("Application %s is not in the state that its last decision says.") % one.reference
    elif one.status_changed_at != decisions[-1].at:
        yield _("Since when application %s is in its state was changed.") % one.reference


def _faults_of_telling(
    one: Application, entries: list[Entry], letters: list[DecisionLetter], now: datetime
) -> Iterator[str]:
    told = Told()
    for entry in entries:
        told.follow(entry)
    told.settle(now)
    is_planned = one.next_status_at and one.next_status_at > now
    planned = (one.next_status, one.next_status_at) if is_planned else ("", None)
    is_told = one.next_status_at and one.next_status_at <= now
    released = one.next_status if is_told else one.released_status
    if (released, planned) != (told.released, (told.planned, told.planned_at)):
        yield _("What application %s was told is not what its releases say.") % one.reference
    for letter in letters:
        release = told.letters.get(letter.pk)
        if letter.release_id != release or (release and letter.voided_at):
            yield _("Letter %(key)d about %(reference)s is not in the release that told it.") % {
                "key": letter.pk,
                "reference": one.reference,
            }


def _faults_of_reserve(page: Page) -> Iterator[str]:
    """Yield whose place in the reserve is not what the moves and the ordering say."""
    order: list[int] = []
    about_it = Q(from_state=Status.RESERVE) | Q(to_state=Status.RESERVE) | Q(event=Event.RANKED)
    entries = Entry.objects.filter(about_it, page_id=page.pk).order_by("number")
    moves = entries.filter(event__in=[Event.MOVED, Event.RANKED])
    for event, key, to in moves.values_list("event", "application", "to_state").iterator():
        if event == Event.MOVED and to == Status.RESERVE:
            order.append(key)
        elif key in order and event == Event.MOVED:
            order.remove(key)
        elif key in order and (place := order.index(key)):
            order[place - 1], order[place] = order[place], order[place - 1]
    found = Application.objects.filter(Q(pk__in=order) | ~Q(reserve_rank=None), page_id=page.pk)
    for key, reference, rank in found.values_list("pk", "reference", "reserve_rank"):
        if rank != (order.index(key) + 1 if key in order else None):
            yield _("The place of application %s in the reserve was changed.") % reference

"""The way of one application as its applicant may know it: steps, and what comes next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from applications.models import Application, Decision, DecisionLetter, TakesApplications
from applications.models.status import Status
from authorities.dates import format_day, format_instant

# After these nothing more is decided about the application.
ENDS = (Status.INELIGIBLE, Status.NOT_MATCHED, Status.NOT_SELECTED, Status.WITHDRAWN)


@dataclass(frozen=True)
class Step:
    """One step of `components/steps.html`."""

    label: str
    state: str
    when: str = ""


@dataclass(frozen=True)
class Standing:
    """What an applicant may know of where their application stands at an instant."""

    application: Application
    page: TakesApplications
    letters: Sequence[DecisionLetter]
    withdrawal: Decision | None
    closes_at: datetime
    is_open: bool
    zone: ZoneInfo
    now: datetime

    @property
    def told(self) -> Status:
        """The state that was told."""
        return self.application.told_status(self.now)

    @property
    def is_late(self) -> bool:
        """Whether the day is over by which the brief promised a decision, and none is told."""
        day = _day(self.decision_by)
        return not self.letters and day is not None and day < self._today()

    @property
    def decision_by(self) -> str:
        """The day of the decision as the brief's dates name it; "" where they name none."""
        return next((when for label, when in self._dates() if _is_decision(label)), "")

    def steps(self) -> list[Step]:
        """Return the way, as far as it goes on for this application."""
        way = [self._sent()]
        if self.told is Status.WITHDRAWN:
            at = self.withdrawal.at if self.withdrawal else self.application.status_changed_at
            return [*way, Step(_("Withdrawn"), "current", format_day(at, self.zone))]
        for letter in reversed(self.letters):
            at = letter.release.visible_at  # type: ignore[union-attr]  # it is told
            way.append(Step(letter.heading, "done", format_day(at, self.zone)))
        if self.page.why_ended_early() is not None:
            return [*way, Step(_("The challenge has ended"), "current")]
        if self.told in ENDS:
            return way
        if not self.letters:
            way += self._until_decision()
        return way + [
            Step(label, "todo", when)
            for label, when in self._dates()
            if not _is_decision(label) and (day := _day(when)) and day >= self._today()
        ]

    def _until_decision(self) -> Iterable[Step]:
        state = "current" if self.is_open else "done"
        yield Step(_("Closes"), state, format_day(self.closes_at, self.zone))
        when = self.decision_by
        if self.is_late:
            when = _("expected by %s, and late") % when
        elif when:
            when = _("by %s") % when
        yield Step(_("Decision"), "todo" if self.is_open else "current", when)

    def _sent(self) -> Step:
        label = _("Sent") if self.application.version == 1 else _("Sent again")
        return Step(label, "done", format_day(self.application.submit_time, self.zone))

    def _dates(self) -> list[tuple[str, str]]:
        rows = getattr(self.page, "key_dates", ())
        return [(row.value["label"], row.value["when"]) for row in rows]

    def _today(self) -> date:
        return self.now.astimezone(self.zone).date()

    def next_step(self) -> str:
        """Return what happens next and what, if anything, the applicant has to do."""
        closes = format_instant(self.closes_at, self.zone)
        if self.told is Status.WITHDRAWN:
            return self._withdrawn(closes)
        if self.page.why_ended_early() is not None:
            return _("The challenge has ended: %s") % self.page.why_ended_early()
        if self.told is Status.INFO_REQUESTED:
            return _("Answer our question under Messages. Then we go on.")
        if self.told in AFTER:
            return str(AFTER[self.told]())
        if self.is_open:
            return _(
                "You need do nothing more. Until the challenge closes on %s you can change what "
                "you sent and send it again. After that, people at the authority read and assess "
                "every application. We tell you what was decided, and why."
            ) % (closes)
        if self.is_late:
            return _(
                "You need do nothing. The decision was expected by %s and is late. To ask about "
                "it, write to us under Messages."
            ) % (self.decision_by)
        return _(
            "You need do nothing. People at the authority read and assess every application. We "
            "tell you what was decided, and why."
        )

    def _withdrawn(self, closes: str) -> str:
        said = [_("Nobody assesses it.")]
        if self.withdrawal:
            when = format_instant(self.withdrawal.at, self.zone)
            by_us = _("We recorded on %s that this application is withdrawn.")
            by_you = _("You withdrew this application on %s.")
            said.insert(0, (by_us if self.withdrawal.actor_id else by_you) % when)
        if self.is_open:
            said.append(_("You can send it again until %s.") % closes)
        return " ".join(said)


def standing(
    application: Application,
    page: TakesApplications,
    letters: Sequence[DecisionLetter],
    *,
    closes_at: datetime,
    is_open: bool,
    zone: ZoneInfo,
    now: datetime,
) -> Standing:
    """Return what the applicant may know at this instant."""
    withdrawal = None
    if application.told_status(now) is Status.WITHDRAWN:
        withdrawal = application.decisions.filter(to_status=Status.WITHDRAWN).last()
    return Standing(application, page, letters, withdrawal, closes_at, is_open, zone, now)


# Read only once they are told.
AFTER = {
    Status.ELIGIBLE: lambda: _(
        "You need do nothing. Your application goes on to be assessed. We tell you what was "
        "decided, and why."
    ),
    Status.INELIGIBLE: lambda: _(
        "Nothing more is decided about this application. Our letter says why it cannot go "
        "further. If you have a question about it, write to us under Messages."
    ),
    Status.MATCHED: lambda: _(
        "Being matched is not yet being selected: the next decision is which of the matched "
        "businesses is selected. We tell you what was decided, and why."
    ),
    Status.RESERVE: lambda: _(
        "You need do nothing. If a matched business steps back, you may be matched in its place. "
        "We tell you when that is decided."
    ),
    Status.NOT_MATCHED: lambda: _(
        "Nothing more is decided about this application. Our letter says why. If you have a "
        "question about it, write to us under Messages."
    ),
    Status.SELECTED: lambda: _(
        "Being selected is not yet a contract. Whether your solution is procured is decided "
        "later, and we tell you."
    ),
    Status.NOT_SELECTED: lambda: _(
        "You were matched, and another business was selected. Our letter says why. If you have a "
        "question about it, write to us under Messages."
    ),
    Status.PROCURED: lambda: _("You were selected, and your solution was procured."),
    Status.NOT_PROCURED: lambda: _(
        "You were selected, and your solution was not procured. Our letter says why."
    ),
}


def _is_decision(label: str) -> bool:
    """Return whether a date of the brief is the one by which applicants are told."""
    return _("decision").casefold() in label.casefold()


def _day(when: str) -> date | None:
    """Return the day that an editor's words name, like `6 January 2027`; None for other words."""
    try:
        return datetime.strptime(when.strip(), "%d %B %Y").date()  # noqa: DTZ007  # a day alone
    except ValueError:
        return None

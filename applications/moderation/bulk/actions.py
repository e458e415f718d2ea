"""What can be done with many applications at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.assessment.assessors.assignments import assign
from applications.assessment.rounds import AssessmentRefused
from applications.models import Application, Assessor
from applications.models.status import DECISIONS, MOVES, Status
from applications.submission import conversation
from applications.workflow.eligibility import checklist, keeps_the_rules
from applications.workflow.permissions import MOVERS, may_move
from applications.workflow.screening import find_eligible
from applications.workflow.transitions import move
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused


@dataclass(frozen=True)
class Order:
    """What somebody asks for: who, when, and the words that go with it."""

    by: User
    now: datetime
    reason: str = ""
    because: str = ""
    text: str = ""
    assessor: Assessor | None = None
    due_at: datetime | None = None
    over_limit: bool = False


@dataclass(frozen=True)
class Action:
    """One thing to do: whether it may be done with an application, and the doing."""

    name: str
    label: str | Promise
    outcome: str | Promise
    may: Callable[[Application, Order], Verdict]
    do: Callable[[Application, Order], object]
    # Which inputs the preview asks for.
    asks: frozenset[str] = field(default_factory=frozenset)
    tells_applicants: bool = False


def _outcome(to: Status) -> str:
    return _("%s; the applicant has not been told") % to.label


_lazy_outcome = lazy(_outcome, str)


def _moving(to: Status) -> tuple[Callable, Callable]:
    """Return the two halves of an action that moves."""

    def may(application: Application, order: Order) -> Verdict:
        return may_move(order.by, application, to, now=order.now)

    def do(application: Application, order: Order) -> object:
        return move(
            application,
            to,
            by=order.by,
            reason=order.reason,
            because=order.because,
            over_limit=order.over_limit,
            now=order.now,
        )

    return may, do


def _may_write(application: Application, order: Order) -> Verdict:
    if not (verdict := may_act_as(order.by, application.authority, *MOVERS)):
        return verdict
    if application.erased_at:
        return refused(_("The personal data is erased, so there is nobody to write to."))
    return ALLOWED


def _write(application: Application, order: Order) -> object:
    return conversation.write(application, order.text, by=order.by, page=application.page.specific)


def _may_assign(application: Application, order: Order) -> Verdict:
    if not (verdict := may_act_as(order.by, application.authority, *MOVERS)):
        return verdict
    if order.assessor and order.assessor.page_id != application.page_id:
        return refused(_("The assessor was invited for another challenge."))
    return ALLOWED


def _assign(application: Application, order: Order) -> object:
    if order.assessor is None or order.due_at is None:
        raise AssessmentRefused(_("Choose an assessor, and by when to be done."))
    return assign(application, order.assessor, by=order.by, due_at=order.due_at, now=order.now)


_start, _do_start = _moving(Status.SCREENING)
_ineligible, _do_ineligible = _moving(Status.INELIGIBLE)


def _may_find_eligible(application: Application, order: Order) -> Verdict:
    """Return whether it can be eligible at once: nobody has found a rule that it does not keep."""
    if application.status == Status.SUBMITTED:
        if not (verdict := _start(application, order)):
            return verdict
    elif application.status != Status.SCREENING:
        return may_move(order.by, application, Status.ELIGIBLE, now=order.now)
    for row in checklist(application, application.page.specific):
        if row.holds is False:
            return keeps_the_rules(application, application.page.specific)
    return ALLOWED


def _find_eligible(application: Application, order: Order) -> object:
    return find_eligible(application, by=order.by, now=order.now)


def _may_start(application: Application, order: Order) -> Verdict:
    """Return whether screening starts: going back to it is decided one by one."""
    if application.status not in (Status.SUBMITTED, Status.SCREENING):
        return refused(
            _("It is “%s”: only what is submitted starts screening here.")
            % application.get_status_display()
        )
    return _start(application, order)


# Places are counted, locked, as each application is moved.
LIMITED = (Status.MATCHED, Status.SELECTED)


def _deciding(to: Status) -> Action:
    """Return the action that decides the same about several, with one reason."""
    may_move_there, do = _moving(to)

    def may(application: Application, order: Order) -> Verdict:
        made = MOVES[Status(application.status)].get(to)
        if made and made.is_reversal:
            return refused(_("It would take a decision back: that is done one by one."))
        return may_move_there(application, order)

    label = next(moves[to].label for moves in MOVES.values() if to in moves)
    asks = {"reason", "over_limit"} if to in LIMITED else {"reason"}
    return Action(to.value, label, _lazy_outcome(to), may, do, frozenset(asks))


ACTIONS = {
    action.name: action
    for action in (
        Action(
            "screening",
            gettext_lazy("Start screening"),
            gettext_lazy("In screening"),
            _may_start,
            _do_start,
        ),
        Action(
            "eligible",
            gettext_lazy("Mark as eligible"),
            gettext_lazy("Eligible"),
            _may_find_eligible,
            _find_eligible,
            frozenset({"keeps_rules"}),
        ),
        Action(
            "ineligible",
            gettext_lazy("Mark as ineligible"),
            gettext_lazy("Ineligible; the applicant has not been told"),
            _ineligible,
            _do_ineligible,
            frozenset({"because", "reason"}),
        ),
        *map(_deciding, DECISIONS),
        Action(
            "message",
            gettext_lazy("Write to the applicants"),
            gettext_lazy("The message is on the applicant's page; a mail says so"),
            _may_write,
            _write,
            frozenset({"text"}),
            tells_applicants=True,
        ),
        Action(
            "assign",
            gettext_lazy("Assign to an assessor"),
            gettext_lazy("Assigned"),
            _may_assign,
            _assign,
            frozenset({"assessor", "due_on"}),
        ),
    )
}

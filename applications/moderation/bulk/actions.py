"""What can be done with many applications at once."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.assessment.assessors.assignments import assign
from applications.assessment.rounds import AssessmentRefused
from applications.models import Application, Assessor
from applications.models.status import Status
from applications.submission import conversation
from applications.workflow.permissions import MOVERS, may_move
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


def _moving(to: Status) -> tuple[Callable, Callable]:
    """Return the two halves of an action that moves."""

    def may(application: Application, order: Order) -> Verdict:
        return may_move(order.by, application, to, now=order.now)

    def do(application: Application, order: Order) -> object:
        return move(application, to, by=order.by, reason=order.reason, because=order.because)

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
_not_matched, _do_not_matched = _moving(Status.NOT_MATCHED)


def _may_start(application: Application, order: Order) -> Verdict:
    """Return whether screening starts: going back to it is decided one by one."""
    if application.status not in (Status.SUBMITTED, Status.SCREENING):
        return refused(
            _("It is “%s”: only what is submitted starts screening here.")
            % application.get_status_display()
        )
    return _start(application, order)


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
            "ineligible",
            gettext_lazy("Mark as ineligible"),
            gettext_lazy("Ineligible; the applicant has not been told"),
            _ineligible,
            _do_ineligible,
            frozenset({"because", "reason"}),
        ),
        Action(
            "not_matched",
            gettext_lazy("Do not match"),
            gettext_lazy("Not matched; the applicant has not been told"),
            _not_matched,
            _do_not_matched,
            frozenset({"reason"}),
        ),
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

"""What the overview of an assessment shows: who assesses, what is covered, what waits."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from applications.assessment.conflicts import sides_of
from applications.assessment.permissions import ASSIGNABLE, DECLARED_ABOUT
from applications.models import Application, Assessor, Assignment, Declaration, TakesApplications
from applications.workflow.sealing import readable_applications


@dataclass
class AssessorRow:
    """One assessor, and how far they are."""

    assessor: Assessor
    state: str
    declared: int = 0
    conflicts: int = 0
    to_do: int = 0
    sent: int = 0
    overdue: int = 0
    # References of applicants to whom they seem to belong.
    sides: list[str] = field(default_factory=list)


@dataclass
class ApplicationRow:
    """One application, who assesses it, and how many assessors it lacks."""

    application: Application
    assignments: list[Assignment] = field(default_factory=list)
    lacks: int = 0

    @property
    def can_be_assigned(self) -> bool:
        """Whether it may be given to another assessor."""
        return self.application.status in ASSIGNABLE


@dataclass(frozen=True)
class Overview:
    """The rows of the overview, and its sums."""

    assessors: list[AssessorRow]
    applications: list[ApplicationRow]
    conflicts: list[Declaration]

    @property
    def uncovered(self) -> list[ApplicationRow]:
        """The applications that lack an assessor."""
        return [row for row in self.applications if row.lacks]

    @property
    def to_do(self) -> int:
        """How many assignments are in hand."""
        return sum(row.to_do for row in self.assessors)

    @property
    def sent(self) -> int:
        """How many assignments were sent and count."""
        return sum(row.sent for row in self.assessors)

    @property
    def overdue(self) -> int:
        """How many assignments in hand are overdue."""
        return sum(row.overdue for row in self.assessors)


def overview_of(page: TakesApplications, now: datetime) -> Overview:
    """Return the overview; eight queries, however many rows. What is sealed is not on it."""
    applications = list(
        readable_applications(page, now)
        .filter(status__in=DECLARED_ABOUT)
        .defer("form_data", "questions", "search_text")
        .order_by("reference")
    )
    standing = list(
        Assignment.objects.filter(application__in=applications, ended_at=None)
        .select_related("assessor")
        .order_by("assessor__number", "pk")
    )
    declared = last_declarations(page)
    assessors = list(Assessor.objects.filter(page_id=page.pk).order_by("number"))
    sides = sides_of(page, {one.pk: one.email for one in assessors if not one.removed_at})
    return Overview(
        [
            _assessor_row(one, standing, declared, applications, now, sides.get(one.pk, ()))
            for one in assessors
        ],
        _application_rows(page, applications, standing),
        [one for one in declared if one.has_conflict and not page.is_sealed_at(now)],
    )


def last_declarations(page: TakesApplications) -> list[Declaration]:
    """Return the declaration that counts of each assessor about each application."""
    rows = Declaration.objects.filter(assessor__page_id=page.pk).order_by("at", "pk")
    last = {
        (row.assessor_id, row.application_id): row
        for row in rows.select_related("assessor", "application", "actor")
    }
    return sorted(last.values(), key=lambda one: (one.assessor.number, one.application.reference))


def state_of(assessor: Assessor, now: datetime) -> str:
    """Return where an invitation stands, in words for staff."""
    if assessor.removed_at:
        return _("Removed")
    if assessor.declined_at:
        return _("Declined")
    if assessor.accepted_at:
        return _("Accepted")
    return _("No answer in time") if assessor.answer_by <= now else _("Invited")


def _assessor_row(
    assessor: Assessor,
    standing: Sequence[Assignment],
    declared: Sequence[Declaration],
    applications: Sequence[Application],
    now: datetime,
    sides: Collection[int],
) -> AssessorRow:
    own = [one for one in standing if one.assessor_id == assessor.pk]
    in_hand = [one for one in own if one.is_in_hand]
    known = {one.pk for one in applications}
    about = [
        one for one in declared if one.assessor_id == assessor.pk and one.application_id in known
    ]
    return AssessorRow(
        assessor,
        state_of(assessor, now),
        len(about),
        sum(one.has_conflict for one in about),
        len(in_hand),
        len(own) - len(in_hand),
        sum(one.due_at <= now for one in in_hand),
        [one.reference for one in applications if one.pk in sides],
    )


def _application_rows(
    page: TakesApplications, applications: Sequence[Application], standing: Sequence[Assignment]
) -> list[ApplicationRow]:
    of_application = defaultdict(list)
    for assignment in standing:
        of_application[assignment.application_id].append(assignment)
    return [
        ApplicationRow(
            one,
            of_application[one.pk],
            max(0, page.assessors_wanted - len(of_application[one.pk]))
            if one.status in ASSIGNABLE
            else 0,
        )
        for one in applications
    ]

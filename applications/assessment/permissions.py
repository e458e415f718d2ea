"""Who may do what in an assessment, and the sentence that says why not."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from applications.assessment.conflicts import has_declared, is_side_of, works_on
from applications.models import (
    Application,
    AssessmentRound,
    Assessor,
    Assignment,
    TakesApplications,
)
from applications.models.status import Status
from applications.workflow.permissions import MOVERS, REVERSERS
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused
from authorities.scope import settings_of

# What can be assigned; and what an assessor may know of once it is theirs.
ASSIGNABLE = frozenset({Status.ELIGIBLE, Status.IN_ASSESSMENT})
DECLARED_ABOUT = frozenset(
    {
        *ASSIGNABLE,
        Status.MATCHED,
        Status.RESERVE,
        Status.NOT_MATCHED,
        Status.SELECTED,
        Status.NOT_SELECTED,
        Status.PROCURED,
        Status.NOT_PROCURED,
    }
)


def may_manage(user: User, authority: Site) -> Verdict:
    """Return whether the person invites, assigns, returns, agrees and closes."""
    if may_act_as(user, authority, *MOVERS):
        return ALLOWED
    return refused(_("Only moderators and programme managers run the assessment."))


def may_reopen(user: User, authority: Site) -> Verdict:
    """Return whether the person may open a closed assessment again."""
    if may_act_as(user, authority, *REVERSERS):
        return ALLOWED
    return refused(_("Only a programme manager can open the assessment again."))


def is_closed(page: Page) -> bool:
    """Return whether the page's assessment is closed."""
    return AssessmentRound.objects.filter(page_id=page.pk).exclude(closed_at=None).exists()


def is_over(page: TakesApplications) -> bool:
    """Return whether nothing more is assessed: it was closed, or the challenge ended early."""
    return page.why_ended_early() is not None or is_closed(page)


def may_answer_invitation(assessor: Assessor, *, now: datetime | None = None) -> Verdict:
    """Return whether the invitation still waits for an answer."""
    if assessor.removed_at:
        return refused(_("You are no longer asked to assess."))
    if assessor.accepted_at or assessor.declined_at:
        return refused(_("You have answered this invitation."))
    if is_over(assessor.page.specific):
        return refused(_("The assessment has ended, and this invitation with it."))
    if assessor.answer_by <= (now or timezone.now()):
        return refused(_("The time to answer this invitation has passed."))
    return ALLOWED


def may_be_assigned(assessor: Assessor, application: Application) -> Verdict:
    """Return whether the assessor may be given the application."""
    if not assessor.is_active or assessor.page_id != application.page_id:
        return refused(_("Only who has accepted the invitation can be assigned."))
    if application.status not in ASSIGNABLE:
        return refused(_("Only eligible applications, and those in assessment, can be assigned."))
    if works_on(assessor.email, application):
        return refused(_("The assessor works on this application."))
    if has_declared(assessor, application):
        return refused(_("The assessor has declared a conflict of interest."))
    apart = settings_of(application.authority).keeps_rivals_apart
    if apart and is_side_of(assessor, application.page):
        return refused(_("The assessor seems to belong to an applicant, so rivals are kept apart."))
    return ALLOWED


def may_read(assessor: Assessor, assignment: Assignment, *, now: datetime | None = None) -> Verdict:
    """Return whether the assessor may read the application of this assignment now."""
    application = assignment.application
    if assignment.assessor_id != assessor.pk or not assessor.is_active or assignment.ended_at:
        return refused(_("This application is not assigned to you."))
    if application.status not in DECLARED_ABOUT or application.erased_at:
        return refused(_("This application is no longer being assessed."))
    if application.page.specific.is_sealed_at(now or timezone.now()):
        return refused(_("The application is sealed until the challenge has closed."))
    if works_on(assessor.email, application):
        return refused(_("You work on this application."))
    has_conflict = has_declared(assessor, application)
    if has_conflict is None:
        return refused(_("Declare your interests first."))
    if has_conflict:
        return refused(_("You have a conflict of interest with this application."))
    return ALLOWED


def may_score(
    assessor: Assessor, assignment: Assignment, *, now: datetime | None = None
) -> Verdict:
    """Return whether the assessor may save and send scores; whether it is closed is not asked."""
    if not (verdict := may_read(assessor, assignment, now=now)):
        return verdict
    if assignment.sent_at:
        return refused(_("You have sent your scores. Ask the authority to return them."))
    if assignment.application.status not in ASSIGNABLE:
        return refused(_("This application is no longer being assessed."))
    return ALLOWED


def may_read_peers(
    assessor: Assessor, assignment: Assignment, *, now: datetime | None = None
) -> Verdict:
    """Return whether the assessor may read what others gave: once all have sent."""
    if not (verdict := may_read(assessor, assignment, now=now)):
        return verdict
    active = Assignment.objects.filter(application=assignment.application_id, ended_at=None)
    if active.filter(sent_at=None).exists():
        return refused(_("You can read what others gave once everybody has sent their scores."))
    return ALLOWED

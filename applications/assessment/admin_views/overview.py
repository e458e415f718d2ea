"""The overview of the assessment of one page, and what is done there."""

from collections.abc import Callable
from functools import wraps

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from applications.assessment import declarations, rounds
from applications.assessment.admin_forms import (
    AllocationForm,
    AnswerDayForm,
    AssignForm,
    ConflictForm,
    InviteForm,
    PoolForm,
    end_of,
)
from applications.assessment.assessors import assignments, invitations, pool
from applications.assessment.assessors.pool import pool_of
from applications.assessment.overview import overview_of
from applications.assessment.permissions import is_closed, may_manage, may_reopen
from applications.assessment.rounds import AssessmentRefused
from applications.models import Application, Assessor, TakesApplications
from applications.staff_lookup import find_page
from applications.workflow.permissions import MOVERS
from authorities.forms.cleaning import clean_text
from authorities.scope import authority_of, settings_of, staff_authority, staff_member


class NotFilledIn(Exception):
    """A form of the overview is to be shown again, with what is wrong."""

    def __init__(self, form: forms.BaseForm) -> None:
        super().__init__()
        self.form = form


@require_safe
def assessment_overview(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Show who assesses, what is covered and what waits."""
    return show_overview(request, find_page(request, page_pk))


def show_overview(
    request: HttpRequest,
    page: TakesApplications,
    *,
    form: forms.BaseForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the overview, after a refusal with what was typed and what stands against it."""
    now = timezone.now()
    authority = staff_authority(request)
    user = staff_member(request)
    shown: dict[str, forms.BaseForm] = {
        "invite": InviteForm(),
        "assign": AssignForm(page=page),
        "allocation": AllocationForm(initial={"target": page.assessors_wanted}),
        "conflict": ConflictForm(page=page),
        "pool": PoolForm(authority=authority),
    }
    if form is not None:
        shown[str(form.prefix)] = form
    context = {
        "page": page,
        "authority": settings_of(authority),
        "overview": overview_of(page, now),
        "pool": pool_of(page),
        "now": now,
        "forms": shown,
        "ticked": request.POST.getlist("assign-applications"),
        "typed": request.POST,
        "problem": problem,
        "is_closed": is_closed(page),
        "may_manage": bool(may_manage(user, authority)),
        "may_reopen": bool(may_reopen(user, authority)),
    }
    return render(request, "applications/assessment/admin/overview.html", context, status=status)


def _acting(do: Callable[..., str]) -> Callable[..., HttpResponse]:
    """Make a view of something that is done to the page and says what it did."""

    @require_POST
    @wraps(do)
    def view(request: HttpRequest, page_pk: int, **kwargs) -> HttpResponse:
        page = find_page(request, page_pk, *MOVERS)
        try:
            said = do(request, page, **kwargs)
        except NotFilledIn as refusal:
            return show_overview(request, page, form=refusal.form, status=422)
        except AssessmentRefused as refusal:
            form = getattr(refusal, "form", None)
            return show_overview(request, page, form=form, problem=str(refusal), status=409)
        messages.success(request, said)
        return redirect("assessment_overview", page.pk)

    return view


def _checked(form: forms.BaseForm) -> dict:
    """Return what a form says; raise `NotFilledIn` if something is wrong with it."""
    if not form.is_valid():
        raise NotFilledIn(form)
    return form.cleaned_data


def _with(form: forms.BaseForm, do: Callable[[], object]) -> object:
    """Do it; a refusal carries the form, so that what was typed is shown again."""
    try:
        return do()
    except AssessmentRefused as refusal:
        refusal.form = form  # type: ignore[attr-defined]
        raise


def reason_of(request: HttpRequest) -> str:
    return clean_text(request.POST, "reason", 2000, AssessmentRefused)


def assessor_of(page: TakesApplications, pk: int) -> Assessor:
    own = Assessor.objects.filter(page_id=page.pk).select_related("authority", "page")
    return get_object_or_404(own, pk=pk)


@_acting
def invite(request: HttpRequest, page: TakesApplications) -> str:
    """Invite somebody to assess."""
    form = InviteForm(request.POST)
    typed = _checked(form)
    answer_by = end_of(typed.pop("answer_on"), settings_of(authority_of(page)))
    is_kept = typed.pop("keep")
    _with(
        form,
        lambda: invitations.invite(page, answer_by=answer_by, by=staff_member(request), **typed),
    )
    if is_kept:
        pool.keep_in_pool(authority_of(page), **typed)
    return _("%s gets an invitation by mail.") % typed["name"]


@_acting
def invite_pool(request: HttpRequest, page: TakesApplications) -> str:
    """Invite several of the pool; who cannot be invited is named, and the others are."""
    authority = authority_of(page)
    typed = _checked(PoolForm(request.POST, authority=authority))
    people = list(typed["people"])
    refused = pool.invite_from_pool(
        page,
        people,
        answer_by=end_of(typed["answer_on"], settings_of(authority)),
        by=staff_member(request),
    )
    for person, why in refused.items():
        messages.warning(request, f"{person.name}: {why}")
    number = len(people) - len(refused)
    return ngettext(
        "%d person gets an invitation by mail.", "%d people get an invitation by mail.", number
    ) % (number)


@_acting
def extend(request: HttpRequest, page: TakesApplications, pk: int) -> str:
    """Give somebody more time to answer, and write to them again."""
    assessor = assessor_of(page, pk)
    form = AnswerDayForm(request.POST)
    if not form.is_valid():
        raise AssessmentRefused(_("Choose a day by which to answer."))
    answer_by = end_of(form.cleaned_data["answer_on"], settings_of(assessor.authority))
    invitations.extend_invitation(assessor, answer_by=answer_by, by=staff_member(request))
    return _("%s has more time to answer, and gets a mail.") % assessor.name


@_acting
def assign(request: HttpRequest, page: TakesApplications) -> str:
    """Give the ticked applications to one assessor."""
    form = AssignForm(request.POST, page=page)
    typed = _checked(form)
    pairs = [(application, typed["assessor"]) for application in typed["applications"]]
    due_at = end_of(typed["due_on"], settings_of(authority_of(page)))
    _with(form, lambda: assignments.assign_all(pairs, by=staff_member(request), due_at=due_at))
    return ngettext("%d application is assigned.", "%d applications are assigned.", len(pairs)) % (
        len(pairs)
    )


@_acting
def allocate(request: HttpRequest, page: TakesApplications) -> str:
    """Share out everything evenly."""
    form = AllocationForm(request.POST)
    typed = _checked(form)
    due_at = end_of(typed["due_on"], settings_of(authority_of(page)))
    made: list = []
    _with(
        form,
        lambda: made.extend(
            assignments.allocate_evenly(
                page, by=staff_member(request), due_at=due_at, target=typed["target"]
            )
        ),
    )
    return ngettext(
        "%d assignment is shared out.", "%d assignments are shared out.", len(made)
    ) % len(made)


@_acting
def record_conflict(request: HttpRequest, page: TakesApplications) -> str:
    """Record a conflict for an assessor."""
    form = ConflictForm(request.POST, page=page)
    typed = _checked(form)
    _with(form, lambda: declarations.record_conflict(by=staff_member(request), **typed))
    return _("The conflict is recorded. The assessor can no longer read the application.")


@_acting
def lift_conflict(
    request: HttpRequest, page: TakesApplications, pk: int, application_pk: int
) -> str:
    """Lift a conflict."""
    application = get_object_or_404(Application.objects.filter(page_id=page.pk), pk=application_pk)
    declarations.lift_conflict(
        assessor_of(page, pk), application, by=staff_member(request), reason=reason_of(request)
    )
    return _("The conflict is lifted. Assign the application anew if the assessor should have it.")


@_acting
def close(request: HttpRequest, page: TakesApplications) -> str:
    """Close the assessment."""
    rounds.close(page, by=staff_member(request))
    return _("The assessment is closed. Nothing in it changes any more.")


@_acting
def reopen(request: HttpRequest, page: TakesApplications) -> str:
    """Open the assessment again."""
    rounds.reopen(page, by=staff_member(request), reason=reason_of(request))
    return _("The assessment is open again.")

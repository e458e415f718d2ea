"""What staff do about the assessment of one application, on its screen."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.assessment import pitches
from applications.assessment.admin_forms import PitchForm
from applications.assessment.assessors import unassign
from applications.assessment.rounds import AssessmentRefused
from applications.assessment.scoring import agreed_scores, score_entry
from applications.models import Application, Assignment, Pitch
from applications.moderation.views.application import application_context
from applications.staff_lookup import address_of, find_application
from applications.workflow.permissions import MOVERS
from authorities.forms.cleaning import clean_text
from authorities.scope import settings_of, staff_member


def _acting(do: Callable[..., str]) -> Callable[..., HttpResponse]:
    """Make a view of something that is done to an application and says what it did.

    A refusal shows the screen again, with what was typed and what stands against it.
    """

    @require_POST
    @wraps(do)
    def view(request: HttpRequest, pk: int, **kwargs) -> HttpResponse:
        application = find_application(request, pk, *MOVERS)
        try:
            said = do(request, application, **kwargs)
        except AssessmentRefused as refusal:
            return _show_again(request, application, str(refusal), typed=request.POST)
        messages.success(request, said)
        return redirect(f"{address_of(application)}#assessment")

    return view


def _show_again(
    request: HttpRequest, application: Application, problem: str, **changed: object
) -> HttpResponse:
    """Return the application's screen with what stood against it, and what was typed."""
    application.refresh_from_db()
    context = application_context(request, application) | {"error": problem}
    context["assessment"] |= changed
    return render(request, "applications/moderation/application.html", context, status=409)


def _reason(request: HttpRequest) -> str:
    return clean_text(request.POST, "reason", 2000, AssessmentRefused)


def _assignment(application: Application, pk: int) -> Assignment:
    return get_object_or_404(
        application.assignments.select_related(
            "assessor__authority", "assessor__page", "application__page"
        ),
        pk=pk,
    )


def _pitch(application: Application) -> Pitch:
    return get_object_or_404(Pitch.objects.select_related("application"), application=application)


@_acting
def take_back(request: HttpRequest, application: Application, assignment_pk: int) -> str:
    """Take an assignment back that is in hand."""
    unassign.take_back(
        _assignment(application, assignment_pk),
        by=staff_member(request),
        reason=_reason(request),
    )
    return _("The assignment is taken back.")


@_acting
def return_scores(request: HttpRequest, application: Application, assignment_pk: int) -> str:
    """Give sent scores back to their assessor."""
    score_entry.return_scores(
        _assignment(application, assignment_pk),
        by=staff_member(request),
        reason=_reason(request),
    )
    return _("The scores are returned. The assessor gets a mail and reads your reason.")


@_acting
def not_applicable(request: HttpRequest, application: Application, criterion: int) -> str:
    """Leave a criterion out."""
    by, reason = staff_member(request), _reason(request)
    agreed_scores.set_not_applicable(application, criterion, by=by, reason=reason)
    return _("The criterion is left out for all assessors of this application.")


@_acting
def applicable(request: HttpRequest, application: Application, criterion: int) -> str:
    """Take a criterion in again."""
    by, reason = staff_member(request), _reason(request)
    agreed_scores.set_applicable(application, criterion, by=by, reason=reason)
    return _("The criterion applies again.")


@_acting
def agree(request: HttpRequest, application: Application, criterion: int) -> str:
    """Write what the panel agreed on."""
    typed = request.POST.get("score", "")
    if not typed.isdecimal() or len(typed) > 3:
        raise AssessmentRefused(_("Choose a score from the scale."))
    agreed_scores.agree(
        application, criterion, int(typed), by=staff_member(request), reason=_reason(request)
    )
    return _("The agreed score is kept beside the single ones.")


@_acting
def show_file(request: HttpRequest, application: Application, file_pk: int) -> str:
    """Show a file to blind assessors, or withhold it again."""
    file = get_object_or_404(application.files, pk=file_pk)
    if request.POST.get("show") == "yes":
        agreed_scores.show_blind(application, file, by=staff_member(request))
        return _("Assessors can now have the file, under a neutral name.")
    agreed_scores.withhold_blind(application, file, by=staff_member(request))
    return _("The file is withheld from assessors.")


@require_POST
def pitch(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite the applicant to pitch, or move the pitch."""
    application = find_application(request, pk, *MOVERS)
    form = PitchForm(request.POST)
    if not form.is_valid():
        problem = _("Look at the marked fields of the pitch.")
        return _show_again(request, application, problem, pitch_form=form)
    zone = settings_of(application.authority).zone
    typed: dict[str, Any] = {
        name: timezone.make_naive(value).replace(tzinfo=zone)
        if isinstance(value, datetime)
        else value
        for name, value in form.cleaned_data.items()
    }
    try:
        pitches.invite_to_pitch(application, by=staff_member(request), **typed)
    except AssessmentRefused as refusal:
        return _show_again(request, application, str(refusal), pitch_form=form)
    messages.success(request, _("The applicant reads of the pitch on their page, and gets a mail."))
    return redirect(f"{address_of(application)}#pitch")


@_acting
def cancel_pitch(request: HttpRequest, application: Application) -> str:
    """Cancel the pitch."""
    pitches.cancel_pitch(_pitch(application), by=staff_member(request), reason=_reason(request))
    return _("The pitch is cancelled. The applicant gets a mail.")


@_acting
def pitch_went(request: HttpRequest, application: Application) -> str:
    """Write how the pitch went."""
    text = clean_text(request.POST, "how_it_went", 5000, AssessmentRefused)
    pitches.note_how_it_went(_pitch(application), text=text, by=staff_member(request))
    return _("It is kept how the pitch went.")

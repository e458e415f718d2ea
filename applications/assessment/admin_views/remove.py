"""Removing an assessor: what they have in hand is listed first, and handed on."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from applications.assessment.admin_views.overview import (
    assessor_of,
    reason_of,
    show_overview,
)
from applications.assessment.assessors.handing_on import in_hand, remove_and_hand_on
from applications.assessment.rounds import AssessmentRefused
from applications.models import Assessor, Assignment, TakesApplications
from applications.staff_lookup import find_page
from applications.workflow.permissions import MOVERS
from authorities.forms.cleaning import clean_key
from authorities.scope import settings_of, staff_authority, staff_member


@require_POST
def remove(request: HttpRequest, page_pk: int, pk: int) -> HttpResponse:
    """Remove an assessor; who has work in hand is removed once it was said who takes it on."""
    page = find_page(request, page_pk, *MOVERS)
    assessor = assessor_of(page, pk)
    others = Assessor.objects.active().filter(page_id=page.pk).exclude(pk=pk).order_by("number")
    is_confirmed = request.POST.get("confirmed") == "yes"
    work = in_hand(assessor)
    if work and not is_confirmed and not assessor.removed_at:
        return _ask(request, page, assessor, work, others)
    to = others.filter(pk=clean_key(request.POST.get("to", ""))).first()
    try:
        left = remove_and_hand_on(
            assessor, to=to, by=staff_member(request), reason=reason_of(request)
        )
    except AssessmentRefused as refusal:
        if work and is_confirmed:
            return _ask(request, page, assessor, work, others, problem=str(refusal))
        return show_overview(request, page, problem=str(refusal), status=409)
    said = _("%s is removed, and gets a mail.") % assessor.name
    if to and len(left) < len(work):
        handed = len(work) - len(left)
        said += " " + ngettext(
            "%(number)d application is with %(name)s now.",
            "%(number)d applications are with %(name)s now.",
            handed,
        ) % {"number": handed, "name": to.name}
    if left:
        said += " " + _("Without an assessor in their place: %s.") % ", ".join(
            one.application.reference for one in left
        )
    messages.success(request, said)
    return redirect("assessment_overview", page.pk)


def _ask(
    request: HttpRequest,
    page: TakesApplications,
    assessor: Assessor,
    work: list[Assignment],
    others,
    *,
    problem: str = "",
) -> HttpResponse:
    """Show what the assessor has in hand, and ask who takes it on."""
    context = {
        "page": page,
        "assessor": assessor,
        "work": work,
        "others": others,
        "chosen": clean_key(request.POST.get("to", "")),
        "reason": request.POST.get("reason", ""),
        "problem": problem,
        "authority": settings_of(staff_authority(request)),
    }
    status = 409 if problem else 200
    return render(request, "applications/assessment/admin/remove.html", context, status=status)

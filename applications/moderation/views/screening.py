"""Screening one application after the other: one click each where every rule is kept."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.moderation.application_detail import application_context, place_context
from applications.moderation.views.application import SCREEN
from applications.staff_lookup import find_application
from applications.workflow.permissions import MOVERS
from applications.workflow.screening import find_eligible, find_ineligible
from applications.workflow.transitions import MoveRefused
from authorities.forms.cleaning import clean_key, clean_text
from authorities.scope import staff_member


@require_POST
def screen_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark as eligible or not, and lead to the next application of the list."""
    application = find_application(request, pk, *MOVERS)
    verdict, by = request.POST.get("verdict"), staff_member(request)
    if verdict not in ("eligible", "ineligible"):
        raise Http404
    broken = [key for key in map(clean_key, request.POST.getlist("broken")) if key]
    because = request.POST.get("because", "")
    try:
        if verdict == "eligible":
            find_eligible(application, by=by)
        else:
            reason = clean_text(request.POST, "reason", 5000, MoveRefused)
            find_ineligible(application, broken=broken, because=because, reason=reason, by=by)
    except MoveRefused as refusal:
        application.refresh_from_db()
        typed = {
            "verdict": verdict,
            "broken": broken,
            "because": because,
            "reason": request.POST.get("reason", ""),
            "error": str(refusal),
        }
        context = application_context(request, application, error=str(refusal), screened=typed)
        return render(request, SCREEN, context, status=409)
    messages.success(
        request,
        _("%(reference)s is now: %(state)s. The applicant has not been told.")
        % {"reference": application.reference, "state": application.get_status_display()},
    )
    ways = place_context(request, application, timezone.now())
    place = ways["place"]
    if place.query is None:
        return HttpResponseRedirect(place.address(application.pk))
    return HttpResponseRedirect(ways["next"] or place.list_address)

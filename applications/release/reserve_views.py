"""Buttons for the reserve: its order, and a place that became free."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.models.status import Status
from applications.staff_lookup import address_of, find_application
from applications.workflow.permissions import MOVERS
from applications.workflow.reserve import ReserveRefused, move_up, next_in_reserve
from applications.workflow.transitions import MoveRefused, move
from authorities.scope import staff_member


@require_POST
def move_up_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Let an application in reserve change places with the one before it."""
    application = find_application(request, pk, *MOVERS)
    try:
        move_up(application, by=staff_member(request))
    except ReserveRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%s is one place higher.") % application.reference)
    return redirect("release_overview", application.page_id)


@require_POST
def match_next_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Match who is first in reserve, now that a place is free."""
    application = find_application(request, pk, *MOVERS)
    first = next_in_reserve(application.page.specific)
    if first is None:
        raise Http404
    if first.pk != application.pk:
        messages.error(request, _("%s is first in reserve now.") % first.reference)
        return redirect(address_of(first))
    try:
        move(
            application,
            Status.MATCHED,
            by=staff_member(request),
            reason=_("First in reserve, after a match was withdrawn."),
        )
    except MoveRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(
            request,
            _("%s is matched. The applicant has not been told.") % application.reference,
        )
    return redirect(address_of(application))

"""What a moderator does with one application."""

from datetime import datetime, time

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from applications.files.file_response import as_attachment
from applications.history.chain import record_for
from applications.models import Application, ApplicationFile, Event
from applications.models.status import MOVES, Status
from applications.moderation.application_detail import (
    Choice,
    application_context,
    place_context,
    place_in,
)
from applications.staff_lookup import find_application, known_application
from applications.submission.conversation import request_information
from applications.workflow.permissions import may_view
from applications.workflow.sealing import may_override_seal
from applications.workflow.transitions import MoveRefused, OverLimit, move
from authorities.forms.cleaning import clean_text
from authorities.http.unreadable import unreadable_page
from authorities.scope import settings_of, staff_member

SCREEN = "applications/moderation/application.html"


@require_safe
def application_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one application, or that it is sealed."""
    application = known_application(request, pk)
    if not may_view(staff_member(request), application):
        return sealed_screen(request, application)
    return render(request, SCREEN, application_context(request, application))


def sealed_screen(
    request: HttpRequest, application: Application, *, error: str = "", status: int = 200
) -> HttpResponse:
    """Show that an application is sealed, and how to look at it all the same."""
    context = {
        "application": application,
        "page": application.page.specific,
        "authority": settings_of(application.authority),
        "may_look": may_override_seal(staff_member(request), application),
        "error": error,
        **place_context(request, application, timezone.now()),
    }
    return render(request, "applications/moderation/sealed.html", context, status=status)


@require_POST
def move_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the move that was asked for, or show the application again with what stood against."""
    application = find_application(request, pk)
    try:
        to = Status(request.POST.get("to", ""))
    except ValueError:
        raise Http404 from None
    reason = request.POST.get("reason", "")
    try:
        reason = clean_text(request.POST, "reason", 5000, MoveRefused)
        if to is Status.INFO_REQUESTED:
            _request_information(request, application, reason)
        else:
            move(
                application,
                to,
                by=staff_member(request),
                reason=reason,
                because=request.POST.get("because", ""),
                over_limit=request.POST.get("over_limit") == "yes",
            )
    except MoveRefused as refusal:
        return _refused(request, application, to, reason, refusal)
    is_told = to in (Status.INFO_REQUESTED, Status.WITHDRAWN)
    messages.success(
        request,
        (
            _("%(reference)s is now: %(state)s. The applicant gets a mail.")
            if is_told
            else _("%(reference)s is now: %(state)s. The applicant has not been told.")
        )
        % {"reference": application.reference, "state": to.label},
    )
    return back_to_screen(request, application)


def _refused(
    request: HttpRequest,
    application: Application,
    to: Status,
    reason: str,
    refusal: MoveRefused,
) -> HttpResponse:
    """Show the application again, with the sentence beside the field and what was typed."""
    application.refresh_from_db()
    made = MOVES[Status(application.status)].get(to)
    if made is None:
        messages.error(request, str(refusal))
        return back_to_screen(request, application)
    choice = Choice(
        to,
        made,
        isinstance(refusal, OverLimit),
        reason,
        str(refusal),
        because=request.POST.get("because", ""),
        due_on=request.POST.get("due_on", "")[:10],
    )
    context = application_context(request, application, choice, error=str(refusal))
    return render(request, SCREEN, context, status=409)


def _request_information(request: HttpRequest, application: Application, text: str) -> None:
    """Ask the applicant; the answer is due at the end of the day that was chosen."""
    if not text.strip():
        raise MoveRefused(_("Write what you need: the applicant reads it."))
    due = _day(request.POST.get("due_on", ""))
    if due is None or due <= timezone.localdate():
        raise MoveRefused(_("Choose a day from tomorrow on by which to answer."))
    zone = settings_of(application.authority).zone
    request_information(
        application,
        text,
        due_at=datetime.combine(due, time(23, 59), zone),
        by=staff_member(request),
        page=application.page.specific,
    )


def _day(typed: str):
    """Return the day that was typed, or `None` for what is none."""
    try:
        return parse_date(typed)
    except ValueError:
        return None


@require_safe
def file_view(request: HttpRequest, pk: int, file_pk: int) -> HttpResponse | FileResponse:
    """Hand out a file, once it is checked, to staff who may read the application."""
    application = find_application(request, pk)
    file = sent_file(application, file_pk)
    if waits := unreadable_page(request, file):
        return waits
    record_for(Event.FILE_HANDED_OUT, application, actor=staff_member(request), file=file.pk)
    return as_attachment(file.file, file.name, file.content_type)


def sent_file(application: Application, pk: int) -> ApplicationFile:
    """Return a file that was sent with the application, whatever version had it; else a 404."""
    sent = ApplicationFile.objects.filter(draft__application=application, was_sent=True)
    return get_object_or_404(sent, pk=pk)


def back_to_screen(
    request: HttpRequest, application: Application, anchor: str = ""
) -> HttpResponse:
    """Lead back to where a form came from: the list, or the screen with its place in the list."""
    place = place_in(request.GET)
    if request.POST.get("back") == "list":
        return HttpResponseRedirect(place.list_address)
    return redirect(place.address(application.pk) + (f"#{anchor}" if anchor else ""))

"""What a moderator does with one application."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from applications.answers import fixed_answers, history, own_answers
from applications.assessment.part import assessment_part
from applications.correspondence import request_information
from applications.downloads import as_attachment
from applications.duplicates import likely_duplicates
from applications.models import Application, ApplicationFile, Event, IneligibleBecause
from applications.moves import MoveRefused, OverLimit, move, places
from applications.permissions import MOVERS, may_go_over_limit, may_move, may_view
from applications.record.history import record_for
from applications.release.part import letter_part
from applications.status import (
    MATCHED_OR_BEYOND,
    MOVES,
    SELECTED_OR_BEYOND,
    Move,
    Status,
)
from authorities.models import Role, User
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member


@dataclass(frozen=True)
class Choice:
    """A move that this person can make now, and what they typed if it was refused."""

    to: Status
    move: Move
    is_over_limit: bool = False
    reason: str = ""
    error: str = ""


def application_context(
    application: Application, user: User, refused: Choice | None = None
) -> dict:
    """Return what the application's screen shows."""
    prefetch_related_objects([application], "files")
    now = timezone.now()
    page = application.page.specific
    settings = settings_of(application.authority)
    statuses = list(Application.objects.filter(page=page).values_list("status", flat=True))
    limit = places(page, settings)
    taken = {
        Status.MATCHED: sum(status in MATCHED_OR_BEYOND for status in statuses),
        Status.SELECTED: sum(status in SELECTED_OR_BEYOND for status in statuses),
    }
    verdicts = [
        (to, made, may_move(user, application, to, now=now))
        for to, made in MOVES[Status(application.status)].items()
    ]
    return {
        "application": application,
        "page": page,
        "authority": settings,
        "fixed_answers": fixed_answers(application),
        "answers": own_answers(application),
        "files": list(application.files.all()),
        "messages_about_it": application.messages.select_related("author"),
        "versions": history(application),
        "duplicates": likely_duplicates(application),
        "may_write": bool(may_act_as(user, application.authority, *MOVERS)),
        "next_week": timezone.localdate() + timedelta(days=7),
        "decisions": application.decisions.select_related("actor"),
        "choices": [
            refused
            if refused and refused.to == to
            else Choice(to, made, is_over_limit=to in limit and taken[to] >= limit[to])
            for to, made, verdict in verdicts
            if verdict
        ],
        "refusals": sorted({verdict.reason for _to, _made, verdict in verdicts if not verdict}),
        "because": IneligibleBecause.choices,
        "assessment": assessment_part(application, user),
        "letter": letter_part(application, user),
        "may_go_over_limit": bool(may_go_over_limit(user, application)),
        "limits": [
            (_("Matched"), taken[Status.MATCHED], limit[Status.MATCHED]),
            (_("Selected"), taken[Status.SELECTED], limit[Status.SELECTED]),
        ],
        "told": application.told_status(now).label,
    }


@require_POST
def move_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the move that was asked for, or show the application again with what stood against."""
    application = find_application(request, pk)
    try:
        to = Status(request.POST.get("to", ""))
    except ValueError:
        raise Http404 from None
    reason = request.POST.get("reason", "")[:5000]
    try:
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
        application.refresh_from_db()
        made = MOVES[Status(application.status)].get(to)
        if made is None:
            messages.error(request, str(refusal))
            return redirect(address_of(application))
        choice = Choice(to, made, isinstance(refusal, OverLimit), reason, str(refusal))
        context = application_context(application, staff_member(request), choice)
        context |= {"instance": application, "error": str(refusal)}
        return render(request, "applications/admin/application.html", context, status=409)
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
    return redirect(address_of(application))


def _request_information(request: HttpRequest, application: Application, text: str) -> None:
    """Ask the applicant; the answer is due at the end of the day that was chosen."""
    if not text.strip():
        raise MoveRefused(_("Write what you need: the applicant reads it."))
    due = parse_date(request.POST.get("due_on", ""))
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


def file_view(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """Hand out a file to staff who may read the application."""
    application = find_application(request, pk)
    sent = ApplicationFile.objects.filter(draft__application=application, was_sent=True)
    file = get_object_or_404(sent, pk=file_pk)
    record_for(Event.FILE_HANDED_OUT, application, actor=staff_member(request), file=file.pk)
    return as_attachment(file)


def find_application(request: HttpRequest, pk: int, *roles: Role) -> Application:
    """Return the authority's application for who may read it, in one of the roles; else a 404."""
    mine = Application.objects.for_authority(staff_authority(request))
    application = get_object_or_404(mine.select_related("page", "authority", "draft"), pk=pk)
    user = staff_member(request)
    if not may_view(user, application):
        raise Http404
    if roles and not may_act_as(user, application.authority, *roles):
        raise Http404
    return application


def address_of(application: Application) -> str:
    return reverse("queue_modeladmin_inspect", args=[application.pk])

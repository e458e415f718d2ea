"""Running a session: who is invited and comes, ticked on a phone at the door."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from authorities.forms.cleaning import clean_key
from authorities.scope import settings_of, staff_member
from challenges.models import Attendance, Session
from challenges.programmes.permissions import managed_authority
from challenges.programmes.sessions.forms import InviteForm
from challenges.programmes.sessions.inviting import (
    TICKED,
    InvitationRefused,
    audience_of,
    invite,
)
from challenges.programmes.sessions.slots import free_slots

Answer = Attendance.Answer
# Who is awaited at the door stands first.
ORDER = (Answer.YES, Answer.WAITING, Answer.HOPING, Answer.NONE, Answer.NO)


def run(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a session with its people; invite, and tick who is there."""
    authority, now = managed_authority(request), timezone.now()
    mine = Session.objects.for_authority(authority)
    session = get_object_or_404(mine.select_related("programme", "directorate"), pk=pk)
    act = request.POST.get("act", "")
    form = InviteForm(request.POST if act == "invite" else None)
    refusal, status = "", 200
    if request.method == "POST":
        try:
            if done := _do(request, session, act, form, now):
                messages.success(request, done)
                return redirect("session_run", session.pk)
            status = 422
        except InvitationRefused as refused:
            refusal, status = str(refused), 409
    people = sorted(session.attendances.all(), key=lambda one: ORDER.index(one.answer))
    context = {
        "session": session,
        "form": form,
        "refusal": refusal,
        "people": people,
        "coming": sum(one.answer == Answer.YES for one in people),
        "in_line": sum(one.answer == Answer.WAITING for one in people),
        "there": sum(one.attended_at is not None for one in people),
        "free_slots": free_slots(session),
        "has_audience": session.audience
        not in (Session.Audience.INVITED, Session.Audience.ANYBODY),
        "authority": settings_of(authority),
    }
    return render(request, "challenges/programmes/sessions/run.html", context, status=status)


def _do(request: HttpRequest, session: Session, act: str, form: InviteForm, now: datetime) -> str:
    """Do what was asked; return the sentence that says so, nothing where the form is not right."""
    if act in ("there", "away"):
        return _tick(request, session, is_there=act == "there", now=now)
    if act == "invite" and not form.is_valid():
        return ""
    if act not in ("invite", "audience"):
        raise Http404
    people = form.cleaned_data["people"] if act == "invite" else audience_of(session, now)
    number = invite(session, people, by=staff_member(request), now=now)
    return ngettext("%d person is invited.", "%d people are invited.", number) % number


def _tick(request: HttpRequest, session: Session, *, is_there: bool, now: datetime) -> str:
    """Keep of one person that they were there, or not; nobody else's tick is touched."""
    key = clean_key(request.POST.get("person", ""))
    person = get_object_or_404(session.attendances, pk=key)
    if is_there != (person.attended_at is not None):
        Attendance.objects.filter(pk=person.pk).update(attended_at=now if is_there else None)
        log(
            session,
            TICKED,
            user=staff_member(request),
            data={"person": person.pk, "is_there": is_there},
        )
    said = _("%s was there.") if is_there else _("%s was not there.")
    return said % person

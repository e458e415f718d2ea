"""A person's own page about a session, and the page on which anybody signs up."""

from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from authorities.forms.public import bound_data
from authorities.http.rate_limit import RateLimit
from authorities.http.small_forms import check_small_form
from authorities.mail.strangers import too_much_mail
from authorities.scope import public_authority
from businesses.sign_in.mail_budget import may_write_to
from challenges.models import Attendance, Session
from challenges.programmes.files import hand_out
from challenges.programmes.sessions.answering import (
    AnswerRefused,
    IsFull,
    say_hoping,
    say_no,
    say_yes,
)
from challenges.programmes.sessions.calendar_entry import as_calendar
from challenges.programmes.sessions.forms import SignUpForm
from challenges.programmes.sessions.inviting import sign_up
from challenges.programmes.sessions.slots import free_slots


def _attendance(request: HttpRequest, secret: str) -> Attendance:
    """Return whose page this is; raise `Http404` for an address that is nobody's here."""
    mine = Attendance.objects.filter(session__authority=public_authority(request))
    related = ("session__programme", "session__authority__root_page")
    return get_object_or_404(mine.select_related(*related), secret=secret)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the session to who is invited, and take their answer. Opening it answers nothing."""
    attendance = _attendance(request, secret)
    session, now = attendance.session, timezone.now()
    refusal, status, is_full = "", 200, False
    if request.method == "POST":
        try:
            said = request.POST.get("answer", "")
            messages.success(request, _answer(attendance, said, request.POST.get("slot", ""), now))
            return redirect("session_answer", secret)
        except AnswerRefused as refused:
            refusal, status = str(refused), 409
            is_full = isinstance(refused, IsFull)
    has_place = attendance.answer == Attendance.Answer.YES
    context = {
        "attendance": attendance,
        "session": session,
        "refusal": refusal,
        "is_full": is_full,
        "files": session.files.select_related("document") if has_place else [],
        "takes_answers": bool(session.starts_at and now < session.starts_at)
        and not session.called_off,
        "slots": free_slots(session, but=attendance) if session.slot_minutes else [],
        "has_place": has_place,
        "is_in_line": attendance.answer == Attendance.Answer.WAITING,
        "starts_at": attendance.slot_at or session.starts_at,
    }
    return render(request, "challenges/programmes/sessions/answer.html", context, status=status)


def _answer(attendance: Attendance, said: str, slot: str, now: datetime) -> str:
    """Keep the answer; return the sentence that says what it led to."""
    if said == "no":
        say_no(attendance, now=now)
        return _("We have noted that you will not come.")
    if said == "hoping":
        say_hoping(attendance, now=now)
        return _("We write to you if there is room again. You are not on the list.")
    if said != "yes":
        raise AnswerRefused(_("Press yes or no."))
    try:
        chosen = parse_datetime(slot)
    except ValueError:
        chosen = None
    if chosen and timezone.is_naive(chosen):
        chosen = None
    given = say_yes(attendance, now=now, slot=chosen)
    if given.answer == Attendance.Answer.WAITING:
        return _("All places are taken. You are in line: we write to you if one is free.")
    return _("You have a place.")


@never_cache
@require_safe
def calendar_entry(request: HttpRequest, secret: str) -> HttpResponse:
    """Answer with the session as an entry for a calendar."""
    attendance = _attendance(request, secret)
    if attendance.session.starts_at is None:
        raise Http404("Its time is not known.")
    return HttpResponse(
        as_calendar(attendance, timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="session.ics"'},
    )


@never_cache
@require_safe
def session_file(request: HttpRequest, secret: str, pk: int) -> HttpResponseBase:
    """Hand out a file of the session to who has a place."""
    attendance = _attendance(request, secret)
    if attendance.answer != Attendance.Answer.YES:
        raise Http404("It is for who has a place.")
    return hand_out(get_object_or_404(attendance.session.files, pk=pk).document, request)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def public(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a session that is for anybody, and mail their own page to who wants to come."""
    authority, now = public_authority(request), timezone.now()
    open_to_all = Session.objects.for_authority(authority).filter(
        audience=Session.Audience.ANYBODY, is_public=True, programme__live=True
    )
    session = get_object_or_404(open_to_all.select_related("programme"), pk=pk)
    form = SignUpForm(bound_data(request))
    has_begun = session.starts_at is None or now >= session.starts_at
    closed = _("Nobody can sign up any more.") if has_begun or session.called_off else ""
    status = 200
    if form.is_bound:
        status = check_small_form(
            request,
            form,
            "email",
            RateLimit("follow", settings.FOLLOWS_PER_HOUR, 3600),
            too_many=_("Too many signed up from your network. Try again in an hour."),
            closed=closed,
        )
        email = form.cleaned_data["email"] if status == 200 else ""
        if email and not may_write_to(request, email):
            form.add_error("email", too_much_mail())
            status = 429
        if status == 200:
            sign_up(session, email, form.cleaned_data["name"], now=now)
            messages.success(request, _("Look for our mail: on the page it names you say yes."))
            return redirect("session_public", session.pk)
    files = session.files.filter(is_public=True).select_related("document")
    context = {"session": session, "form": form, "closed": closed, "files": files}
    return render(request, "challenges/programmes/sessions/public.html", context, status=status)

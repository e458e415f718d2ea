"""The record in the admin: of a whole page, of one application, and who observes."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.history.entry_rows import entry_row
from applications.history.redaction import Redactor
from applications.models import LegalHold, Observer
from applications.record.challenge_record import challenge_record
from applications.record.exports import may_export
from applications.record.observers import (
    ObserverRefused,
    name_observer,
    possible_observers,
    remove_observer,
)
from applications.staff_lookup import find_application, find_page
from applications.workflow.legal_holds import (
    HoldRefused,
    holds_on,
    lift_hold,
    may_set_hold,
    set_hold,
)
from applications.workflow.permissions import MOVERS, REVERSERS
from authorities.forms.cleaning import clean_key, clean_text
from authorities.models import Role, User
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member


@require_safe
def record_view(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Show the whole record of a page, to read and to print; `?redacted` for the public."""
    page = find_page(request, page_pk)
    authority = staff_authority(request)
    is_redacted = "redacted" in request.GET
    settings = settings_of(authority)
    now = timezone.now()
    user = staff_member(request)
    return render(
        request,
        "applications/record/challenge.html",
        {
            "page": page,
            "authority": settings,
            "now": now,
            "is_redacted": is_redacted,
            "may_export": bool(may_export(user, authority)),
            "may_write": bool(may_act_as(user, authority, *MOVERS)),
            **challenge_record(page, settings, is_redacted=is_redacted, now=now),
        },
    )


def observers_view(request: HttpRequest, page_pk: int) -> HttpResponse:
    """List who observes a page; name and remove observers."""
    page = find_page(request, page_pk, Role.PROGRAMME_MANAGER)
    authority, by = staff_authority(request), staff_member(request)
    possible = possible_observers(authority)
    error = ""
    if request.method == "POST":
        try:
            if "remove" in request.POST:
                observer = get_object_or_404(
                    Observer, page_id=page.pk, pk=clean_key(request.POST["remove"])
                )
                remove_observer(observer, by=by)
                messages.success(request, _("They do not observe this challenge any more."))
            else:
                user = possible.filter(pk=clean_key(request.POST.get("user", ""))).first()
                _name(page, user, by)
                messages.success(request, _("%s observes this challenge.") % user)
        except ObserverRefused as refused:
            error = str(refused)
        else:
            return redirect(request.path)
    observers = Observer.objects.filter(page_id=page.pk).select_related("user", "named_by")
    context = {
        "page": page,
        "authority": settings_of(authority),
        "observers": observers,
        "possible": possible.exclude(observed__page_id=page.pk),
        "error": error,
    }
    return render(
        request, "applications/record/observers.html", context, status=422 if error else 200
    )


def _name(page, user: User | None, by: User) -> None:
    if user is None:
        raise ObserverRefused(_("Choose somebody with the observer's role."))
    name_observer(page, user, by=by)


def application_record_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one application's history and holds; set and lift holds."""
    roles = REVERSERS if request.method == "POST" else ()
    application = find_application(request, pk, *roles)
    by = staff_member(request)
    error = ""
    if request.method == "POST":
        try:
            messages.success(request, _hold(request, application, by))
        except HoldRefused as refused:
            error = str(refused)
        else:
            return redirect(request.path)
    redactor = Redactor(is_redacted=False)
    entries = application.history.select_related("actor", "assessor", "application")
    context = {
        "application": application,
        "authority": settings_of(application.authority),
        "entries": [entry_row(entry, redactor) for entry in entries.order_by("number")],
        "holds": holds_on(application),
        "may_hold": bool(may_set_hold(by, application.authority)),
        "error": error,
        "reason": request.POST.get("reason", ""),
    }
    return render(
        request,
        "applications/record/application.html",
        context,
        status=422 if error else 200,
    )


def _hold(request: HttpRequest, application, by: User) -> str:
    """Set or lift a hold as was asked for, and return what to say of it."""
    reason = clean_text(request.POST, "reason", 5000, HoldRefused)
    if "lift" in request.POST:
        mine = holds_on(application)
        hold: LegalHold = get_object_or_404(mine, pk=clean_key(request.POST["lift"]))
        lift_hold(hold, reason=reason, by=by)
        return _("The hold is lifted. The usual periods count again.")
    set_hold(application, whole_page=request.POST.get("scope") == "page", reason=reason, by=by)
    return _("The hold is set. Nothing that it covers is erased.")

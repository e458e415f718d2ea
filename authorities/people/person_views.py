"""One person's page: roles, suspension, second factor, sessions, open work, events."""

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Site

from authorities.forms.cleaning import clean_text
from authorities.forms.public import bound_data
from authorities.models import Role, Suspension, User
from authorities.people import membership
from authorities.people.acts import Act, PeopleRefused, may_change
from authorities.people.event_list import events_for, lines_of
from authorities.people.forms import HandOverForm, SuspendForm
from authorities.people.open_work import hand_over, open_work_of
from authorities.people.queries import STATES, state_of
from authorities.people.roles import WHAT_THEY_DO
from authorities.people.views import administered
from authorities.scope import settings_of, staff_member
from authorities.sign_in.second_factor.codes import has_app
from authorities.sign_in.sessions import sessions_of

NEWEST = 15
LONGEST_REASON = 1000


@require_safe
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what the authority knows of one of its people, and what can be done."""
    authority, found = _find(request, pk)
    return _page(request, authority, found)


@require_POST
def give_role(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the person also work in another role."""
    role = _role(request)
    return _do(
        request,
        pk,
        "give",
        lambda found, act: membership.give_role(found, role, act),
        _("The role is given: %s.") % role.label,
    )


@require_POST
def end_role(request: HttpRequest, pk: int) -> HttpResponse:
    """End one role of the person."""
    role = _role(request)
    return _do(
        request,
        pk,
        f"end-{role.value}",
        lambda found, act: membership.end_role(found, role, act),
        _("The role is ended: %s.") % role.label,
    )


@require_POST
def restore(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the person back the roles that they had."""
    return _do(request, pk, "restore", membership.restore, _("The suspension is over."))


@require_POST
def reset_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Let the person set up their second factor anew."""
    return _do(
        request,
        pk,
        "factor",
        membership.reset_factor,
        _("The second step is reset. They are told by email, and set it up when they sign in."),
    )


@require_POST
def end_all_sessions(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign the person out wherever they are."""
    return _do(
        request, pk, "sessions", membership.end_their_sessions, _("They are signed out everywhere.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
def give_work(request: HttpRequest, pk: int) -> HttpResponse:
    """List what waits for the person, and give it to others."""
    authority, found = _find(request, pk)
    return _leave(request, authority, found, is_suspension=False)


@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: HttpRequest, pk: int) -> HttpResponse:
    """List what waits for the person, ask to whom it goes, and suspend them."""
    authority, found = _find(request, pk)
    if Suspension.objects.for_authority(authority).filter(person=found).exists():
        return redirect("person", found.pk)
    return _leave(request, authority, found, is_suspension=True)


def _leave(
    request: HttpRequest, authority: Site, found: User, *, is_suspension: bool
) -> HttpResponse:
    work = open_work_of(found, authority)
    form_class = SuspendForm if is_suspension else HandOverForm
    form = form_class(bound_data(request), open_work=work)
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        act = Act(authority, staff_member(request), reason, request)
        try:
            with transaction.atomic():
                handed = hand_over(found, form.successors(), act)
                if is_suspension:
                    membership.suspend(found, act)
        except PeopleRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(found, handed, is_suspension))
            return redirect("person", found.pk)
    return render(
        request,
        "authorities/people/leave.html",
        {"person": found, "form": form, "open_work": work, "is_suspension": is_suspension},
        status=422 if form.is_bound else 200,
    )


def _said(found: User, handed: int, is_suspension: bool) -> str:
    sentences = []
    if is_suspension:
        sentences.append(_("%s is suspended here.") % found)
    if handed or not is_suspension:
        sentences.append(
            ngettext("%d thing is handed over.", "%d things are handed over.", handed) % handed
        )
    return " ".join(sentences)


def _find(request: HttpRequest, pk: int) -> tuple[Site, User]:
    """Return the authority and one of its people; raise `Http404` for anybody else."""
    authority = administered(request)
    return authority, get_object_or_404(membership.people_of(authority), pk=pk)


def _role(request: HttpRequest) -> Role:
    try:
        return Role(request.POST.get("role", ""))
    except ValueError:
        raise Http404 from None


def _do(
    request: HttpRequest,
    pk: int,
    name: str,
    change: Callable[[User, Act], object],
    done: str,
) -> HttpResponse:
    """Make one change, and lead back; where it is refused, show the page with what was typed."""
    authority, found = _find(request, pk)
    try:
        reason = clean_text(request.POST, "reason", LONGEST_REASON, PeopleRefused)
        change(found, Act(authority, staff_member(request), reason, request))
    except PeopleRefused as refusal:
        refused = {"name": name, "why": str(refusal), "reason": request.POST.get("reason", "")}
        return _page(request, authority, found, refused)
    messages.success(request, done)
    is_here = membership.people_of(authority).filter(pk=found.pk).exists()
    return redirect("person", found.pk) if is_here else redirect("people")


def _page(
    request: HttpRequest, authority: Site, found: User, refused: dict[str, str] | None = None
) -> HttpResponse:
    suspension = Suspension.objects.for_authority(authority).filter(person=found).first()
    roles = (
        membership.in_order(suspension.roles)
        if suspension
        else membership.roles_at(found, authority)
    )
    verdict = may_change(cast(User, request.user), found)
    events = events_for(authority).filter(person=found)[:NEWEST]
    return render(
        request,
        "authorities/people/person.html",
        {
            "person": found,
            "authority": settings_of(authority),
            "suspension": suspension,
            "state": STATES[state_of(found, is_suspended=bool(suspension))],
            "roles": [(role, f"end-{role.value}", WHAT_THEY_DO[role]) for role in roles],
            "other_roles": [role for role in Role if role not in roles],
            "has_factor": has_app(found),
            "sessions": sessions_of(found).count(),
            "may_change": verdict,
            "refused": refused,
            "open_work": open_work_of(found, authority),
            "lines": lines_of(events),
        },
        status=409 if refused else 200,
    )

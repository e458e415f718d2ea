"""The administrator's lists: people, and security events."""

from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin.menu import MenuItem
from wagtail.models import Site

from authorities.forms.public import bound_data
from authorities.models import Invitation, User
from authorities.people import invitations
from authorities.people.acts import Act, PeopleRefused, may_administer
from authorities.people.event_list import events_for, lines_of
from authorities.people.forms import EventFilter, InviteForm, PeopleFilter
from authorities.people.membership import people_of
from authorities.people.queries import rows_of
from authorities.scope import settings_of, staff_authority, staff_member

PER_PAGE = 50


class PeopleMenuItem(MenuItem):
    """Shown to who says who works for an authority."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person administers one."""
        try:
            administered(request)
        except Http404:
            return False
        return True


def administered(request: HttpRequest) -> Site:
    """Return the authority whose people this person sees to; raise `Http404` for anybody else."""
    authority = staff_authority(request)
    if not may_administer(staff_member(request), authority):
        raise Http404("This person administers no authority.")
    return authority


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List who works for the authority, who is invited and who is suspended."""
    authority = administered(request)
    form = PeopleFilter(request.GET)
    form.is_valid()
    typed = {name: form.cleaned_data.get(name, "") for name in form.fields}
    rows = rows_of(
        authority,
        words=typed["q"],
        role=typed["role"],
        state=typed["state"],
        sort=typed["sort"],
    )
    found = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "authorities/people/list.html",
        {
            "form": form,
            "results": found,
            "query": _query(request),
            "is_filtered": any(typed.values()),
            "authority": settings_of(authority),
        },
    )


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """List what happened to the accounts of the authority's people, the newest first."""
    authority = administered(request)
    form = EventFilter(request.GET, people=people_of(authority).order_by("last_name", "email"))
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    found = Paginator(events_for(authority).filter(**chosen), PER_PAGE).get_page(
        request.GET.get("p")
    )
    return render(
        request,
        "authorities/people/events.html",
        {
            "form": form,
            "results": found,
            "lines": lines_of(found),
            "query": _query(request),
            "authority": settings_of(authority),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Ask somebody to work for the authority, by mail."""
    authority = administered(request)
    form, status = InviteForm(bound_data(request)), 200
    if form.is_valid():
        try:
            invitations.invite(form.invited(), _act(request, authority))
        except PeopleRefused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(
                request,
                _("%s is invited. The link in the mail works once, for 72 hours.")
                % form.cleaned_data["email"],
            )
            return redirect("people")
    if form.is_bound:
        status = 422
    return render(request, "authorities/people/invite.html", {"form": form}, status=status)


@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail a new link to who was invited."""
    authority, invitation = _invitation(request, pk)
    try:
        invitations.send_again(invitation, _act(request, authority))
    except PeopleRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("A new link is on its way to %s. The one before no longer works.") % invitation.email,
        )
    return redirect("people")


@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """End an invitation that nobody has accepted."""
    authority, invitation = _invitation(request, pk)
    try:
        invitations.withdraw(invitation, _act(request, authority))
    except PeopleRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The invitation of %s is withdrawn.") % invitation.email)
    return redirect("people")


def _act(request: HttpRequest, authority: Site) -> Act:
    return Act(authority, cast(User, request.user), request=request)


def _invitation(request: HttpRequest, pk: int) -> tuple[Site, Invitation]:
    authority = administered(request)
    waiting = Invitation.objects.for_authority(authority).waiting()
    return authority, get_object_or_404(waiting, pk=pk)


def _query(request: HttpRequest) -> str:
    """Return the filters as they stand in the address, without the page."""
    query = request.GET.copy()
    query.pop("p", None)
    return query.urlencode()

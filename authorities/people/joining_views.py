"""The page to which the link of an invitation leads."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from authorities.forms.public import bound_data
from authorities.models import Invitation, User
from authorities.narrowing.acting import everything
from authorities.people import invitations
from authorities.people.acts import PeopleRefused
from authorities.people.forms import NewAccountForm
from authorities.people.roles import labels_of
from authorities.scope import settings_of
from authorities.sign_in.forms import PasswordAgainForm
from authorities.sign_in.opening import open_session_of


@never_cache
@sensitive_post_parameters("password", "current_password")
@require_http_methods(["GET", "HEAD", "POST"])
@everything()  # whoever is signed in at this browser: it is about the account of another
def join(request: HttpRequest, token: str) -> HttpResponse:
    """Let who has the mail set a password of their own, or sign in with it, and take the roles.

    Then they are at the door: with a second factor where one is asked.
    """
    invitation = invitations.find(token)
    if invitation is None:
        return render(request, "authorities/people/link_over.html", status=404)
    account = invitations.account_at(invitation)
    if account and not account.is_active:
        return _render(request, invitation, None)
    asks = invitations.asks_for_password(account)
    form = _form(request, invitation, account if asks else None)
    if form.is_valid():
        typed = (
            {"names": form.names(), "password": form.cleaned_data["password"]}
            if isinstance(form, NewAccountForm)
            else {}
        )
        try:
            person = invitations.accept(invitation, account, request, **typed)
        except PeopleRefused as refusal:  # a role that is there no more
            form.add_error(None, str(refusal))
        else:
            return open_session_of(request, person, "") if person else redirect(request.path)
    return _render(request, invitation, form, is_known=asks)


def _form(request: HttpRequest, invitation: Invitation, account: User | None) -> forms.Form:
    data = bound_data(request)
    if account:
        return PasswordAgainForm(data, request=request, user=account)
    return NewAccountForm(data, invitation=invitation)


def _render(
    request: HttpRequest, invitation: Invitation, form: forms.Form | None, **context: object
) -> HttpResponse:
    return render(
        request,
        "authorities/people/join.html",
        {
            "form": form,
            "invitation": invitation,
            "roles": labels_of(invitation.roles),
            "inviting": settings_of(invitation.authority),
            **context,
        },
        status=422 if form and form.is_bound else 200,
    )

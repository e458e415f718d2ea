"""Signing in and out."""

import structlog
from allauth.core.exceptions import RateLimited
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from authorities.forms.public import bound_data
from authorities.http.own_path import own_path
from authorities.http.rate_limit import client_address
from authorities.mail.strangers import too_much_mail
from authorities.scope import public_authority
from businesses.sign_in.code import Problem, SignIn
from businesses.sign_in.forms import CodeForm, SignInForm
from businesses.sign_in.proof import proven_address

log = structlog.get_logger(__name__)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and send a code to it."""
    public_authority(request)
    back_to = own_path(request.POST.get("next") or request.GET.get("next", ""))
    if proven_address(request) and getattr(request.user, "signs_in_by_code", False):
        return redirect(back_to or settings.LOGIN_REDIRECT_URL)
    form = SignInForm(bound_data(request), initial={"next": back_to})
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            SignIn.of(request, form.cleaned_data["email"], back_to=back_to).send()
        except RateLimited:
            form.add_error("email", too_much_mail())
            status = 429
        else:
            return redirect("business_sign_in_code")
    return render(request, "businesses/sign_in/sign_in.html", {"form": form}, status=status)


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def enter_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that was sent, send another one, or let the person in."""
    public_authority(request)
    pending = SignIn.pending(request)
    if pending is None:
        return redirect("business_sign_in")
    if "again" in request.POST:
        return _send_again(request, pending)
    form = CodeForm(bound_data(request), is_right=pending.is_right)
    if form.is_valid():
        return pending.finish()
    return render(
        request,
        "businesses/sign_in/code.html",
        {"form": form, "sign_in": pending, "minutes": pending.timeout // 60},
        status=422 if form.is_bound else 200,
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; asked for by a form, because a link could be followed unmeant."""
    public_authority(request)
    if request.method == "POST":
        log.info("signed_out", user=request.user.pk, network=client_address(request))
        logout(request)
        return redirect("business_sign_out")
    return render(request, "businesses/sign_in/sign_out.html")


def _send_again(request: HttpRequest, pending: SignIn) -> HttpResponse:
    """Send another code, unless the first still works, or too many were sent."""
    if pending.problem is None:
        messages.info(
            request,
            _(
                "The code that we sent still works, so we have not sent another one. It can take "
                "a few minutes to arrive: look among spam, too."
            ),
        )
        return redirect("business_sign_in_code")
    is_first = pending.problem is Problem.NOT_ASKED_FOR
    try:
        pending.send()
    except RateLimited:
        pending.persist()
        messages.warning(request, too_much_mail())
    else:
        if not is_first:
            messages.success(request, _("We have sent a new code."))
    return redirect("business_sign_in_code")

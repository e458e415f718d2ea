"""The one door for staff: an address and a password."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from authorities.forms.public import bound_data
from authorities.http.own_path import own_path
from authorities.scope import settings_of
from authorities.sign_in.forms import SignInForm
from authorities.sign_in.limits import HasToWait
from authorities.sign_in.opening import PendingSignIn, open_session_of, person_with
from authorities.sign_in.sessions import WAS, Ending


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address and a password, and let the member of staff in to whom both belong.

    Whoever else it is, the answer is the same: that they do not belong together.
    """
    site = Site.find_for_request(request)
    back_to = own_path(request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST" and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect(back_to or "wagtailadmin_home")
    form = SignInForm(bound_data(request))
    status = 422 if form.is_bound else 200
    if form.is_valid():
        email = form.cleaned_data["username"].strip().lower()
        try:
            if person := person_with(request, email, form.cleaned_data["password"]):
                return open_session_of(request, person, back_to)
            form.add_error(None, _("This address and this password do not belong together."))
        except HasToWait as wait:
            form.add_error(None, str(wait))
            status = 429
    return render(
        request,
        "authorities/sign_in/sign_in.html",
        {
            "form": form,
            "next": back_to,
            "is_pending": PendingSignIn.of(request),
            "authority": settings_of(site) if site else None,
            "was_over": _why_it_was_over(request, back_to),
        },
        status=status,
    )


def _why_it_was_over(request: HttpRequest, back_to: str) -> str:
    """Return what to tell somebody whose session has just ended, or nothing."""
    was = request.session.get(WAS)
    if not was:
        return ""
    why = {
        Ending.IDLE.value: _("You were signed out, because nothing was clicked for a long time."),
        Ending.TOO_LONG.value: _("You were signed out: a session ends after a working day."),
    }.get(was["why"], "")
    is_kept = back_to.startswith(reverse("kept_form", args=["-"])[:-2])
    return f"{why} {_('What you wrote is kept: sign in, and send it.')}" if is_kept else why


@never_cache
@require_http_methods(["POST"])
def start_again(request: HttpRequest) -> HttpResponse:
    """Forget a sign-in that was begun: somebody else is at the browser."""
    request.session.flush()
    messages.info(request, _("You are signed out."))
    return redirect(reverse("wagtailadmin_login"))

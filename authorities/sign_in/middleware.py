"""What holds for every request of somebody who is signed in."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages import ERROR
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from authorities.http.rate_limit import RateLimit
from authorities.models import SecurityEvent, User
from authorities.sign_in.events import record_event
from authorities.sign_in.kept.keeping import forget_what_was_sent, keep_form, typed_fields
from authorities.sign_in.opening import lacks_second_factor
from authorities.sign_in.sessions import WAS, Ending, ending

REFUSALS = RateLimit("refusals_on_record", times=60, seconds=3600)
# Where people are before they are signed in.
DOORS = (
    "invitation/",
    "login/",
    "logout/",
    "password_reset/",
    "password-strength/",
    "second-factor/",
    "sprite/",
)

View = Callable[[HttpRequest], HttpResponse]


def signed_in_for_now(get_response: View) -> View:
    """End sessions whose time is over, or that lack the second factor; keep what they sent."""

    def middleware(request: HttpRequest) -> HttpResponse:
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        if has_session and SESSION_KEY in request.session:
            end_if_over(request)
        is_late = request.method == "POST" and is_staff_page(request) and is_nobody(request)
        if is_late and (refusal := _keep_what_was_sent(request)):
            return refusal
        response = get_response(request)
        if has_session:
            forget_what_was_sent(request, response.status_code)
            _note_refusal(request, response)
        return response

    return middleware


def end_if_over(request: HttpRequest) -> None:
    """Go on as nobody where the session may not go on."""
    user = request.user
    if not isinstance(user, User) or not user.is_authenticated:
        return
    why = ending(request, user)
    if why is None and not lacks_second_factor(request, user):
        return
    logout(request)
    # Whoever ended the session from elsewhere did not trust who had it.
    if why is not Ending.ENDED and not user.signs_in_by_code:
        request.session[WAS] = {"user": user.pk, "why": why.value if why else ""}


def is_nobody(request: HttpRequest) -> bool:
    """Return whether nobody is signed in; does not look where there is no session."""
    return settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated


def is_staff_page(request: HttpRequest) -> bool:
    """Return whether the address is the admin's, and none at which people sign in."""
    home = reverse("wagtailadmin_home")
    return request.path.startswith(home) and not request.path[len(home) :].startswith(DOORS)


def _keep_what_was_sent(request: HttpRequest) -> HttpResponse | None:
    """Return the answer to who sent something too late, or None where Wagtail's own will do."""
    is_known = settings.KNOWN_BROWSER_COOKIE_NAME in request.COOKIES
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    was = request.session.get(WAS) if has_session else None
    if not (was or is_known) or not _has_token(request):
        return None
    if "application/json" in request.headers.get("Accept", ""):
        # The page editor saves by itself, shows the sentence, and stays as it is.
        answer = {
            "success": False,
            "error_code": "validation_error",
            "error_message": _("You are signed out. Save the draft: you sign in, and find it."),
        }
        return JsonResponse(answer, status=401)
    person = User.objects.filter(pk=was["user"]).first() if was else None
    if person and (kept := keep_form(request, person.email, is_by_code=False)):
        return redirect_to_login(kept)
    typed = typed_fields(request)
    return render(request, "authorities/sign_in/signed_out.html", {"typed": typed}, status=401)


def _has_token(request: HttpRequest) -> bool:
    """Return whether a page of this site sent the form: before the view Django has not asked."""
    check = CsrfViewMiddleware(lambda _: HttpResponse())
    return check.process_view(request, lambda _: HttpResponse(), (), {}) is None


def _note_refusal(request: HttpRequest, response: HttpResponse) -> None:
    """Put on record where a member of staff was told that they may not."""
    if not _is_refusal(request, response):
        return
    user = request.user
    if not isinstance(user, User) or user.signs_in_by_code:
        return
    if not REFUSALS.is_hit(str(user.pk)):
        view = request.resolver_match.view_name if request.resolver_match else ""
        record_event(SecurityEvent.Kind.REFUSED, request, person=user, actor=user, view=view)


def _is_refusal(request: HttpRequest, response: HttpResponse) -> bool:
    if response.status_code == 403:  # forbidden
        return True
    # Wagtail sends people home, with a sentence.
    is_sent_home = response.get("Location") == reverse("wagtailadmin_home")
    told = getattr(getattr(request, "_messages", None), "_queued_messages", [])
    return is_sent_home and any(message.level == ERROR for message in told)

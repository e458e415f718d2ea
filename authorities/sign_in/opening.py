"""From the password to the session: who has shown what, and what is still missing."""

import time
from dataclasses import dataclass
from typing import Self

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from authorities.http.known_browser import remember_browser
from authorities.models import User
from authorities.sign_in.kept.keeping import kept_for, path_of
from authorities.sign_in.limits import NETWORK, PASSWORD, Guess
from authorities.sign_in.sessions import WAS

BACKEND = "django.contrib.auth.backends.ModelBackend"
PENDING = "staff_sign_in"
# In seconds, from the password to the code.
PATIENCE = 15 * 60


def person_with(request: HttpRequest, email: str, password: str) -> User | None:
    """Return the member of staff with this address and password, or None.

    Raises `HasToWait` where there were too many wrong tries: then nobody looked.
    """
    guess = Guess(request, PASSWORD, email, network=NETWORK)
    user = authenticate(request, username=email, password=password)
    if user is None or not user.has_perm("wagtailadmin.access_admin"):
        return None
    guess.was_right()
    return user  # type: ignore[return-value]  # the one kind of user that there is


@dataclass
class PendingSignIn:
    """Somebody whose password was right, and who has yet to show their second factor."""

    user: User
    back_to: str

    @classmethod
    def of(cls, request: HttpRequest) -> Self | None:
        """Return the sign-in that was begun in this session, if it may still go on.

        A new password, or a quarter of an hour, ends it.
        """
        state = request.session.get(PENDING)
        if not state or time.time() - state["at"] > PATIENCE:
            return None
        user = User.objects.filter(pk=state["user"], is_active=True).first()
        if not user or not constant_time_compare(state["hash"], user.get_session_auth_hash()):
            return None
        return cls(user, state["back_to"])

    def begin(self, request: HttpRequest) -> HttpResponse:
        """Remember it in a new session, and return the way to the second factor."""
        request.session.flush()
        request.session[PENDING] = {
            "user": self.user.pk,
            "hash": self.user.get_session_auth_hash(),
            "at": time.time(),
            "back_to": self.back_to,
        }
        request.session.set_expiry(0)
        return HttpResponseRedirect(reverse("second_factor"))

    def finish(self, request: HttpRequest, shown: Authenticator | None = None) -> HttpResponse:
        """Open the session of who has shown all that is asked, and return the way on.

        What they sent while they were signed out comes first.
        """
        for over in (PENDING, WAS):
            request.session.pop(over, None)
        login(request, self.user, backend=BACKEND)
        request.session.set_expiry(0)
        record_authentication(request, self.user, method="password")
        if shown:
            shown.record_usage()
            record_authentication(request, self.user, method="mfa", type=shown.type)
        # Not what waits for a code: who has a private link could leave it there.
        waiting = [one for one in kept_for(self.user, timezone.now()) if not one.is_by_code]
        way_on = path_of(waiting[0]) if waiting else self.back_to or reverse("wagtailadmin_home")
        response = HttpResponseRedirect(way_on)
        remember_browser(request, response, self.user.email)
        return response


def open_session_of(request: HttpRequest, user: User, back_to: str) -> HttpResponse:
    """Let the person in whose password was right, or ask for their second factor first."""
    sign_in = PendingSignIn(user, back_to)
    if settings.STAFF_SECOND_FACTOR or is_mfa_enabled(user):
        return sign_in.begin(request)
    return sign_in.finish(request)


def lacks_second_factor(request: HttpRequest, user: User) -> bool:
    """Return whether the session was opened without the second factor that is asked of all."""
    if not settings.STAFF_SECOND_FACTOR or user.signs_in_by_code:
        return False
    return all(record["method"] != "mfa" for record in get_authentication_records(request, user))

"""How often somebody may guess a password or a code, and the words that say how long to wait."""

import math
from datetime import timedelta

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authorities.http.known_browser import known_browser
from authorities.http.rate_limit import GuessLimit, RateLimit, client_address
from authorities.models import SecurityEvent, User
from authorities.sign_in.events import record_event

# Behind one network address may sit everybody of an authority.
NETWORK = RateLimit("staff_sign_in_network", times=60, seconds=600)
PASSWORD = GuessLimit("staff_password")
SECOND_FACTOR = GuessLimit("staff_second_factor")


class HasToWait(Exception):
    """Nobody looked at what was typed; `str()` says how long to wait."""


class Guess:
    """One try at the password or the code of the account at an address.

    Raises `HasToWait` unless it may be made now. A browser that the account's owner has used
    before is counted by itself, so that nobody else's guessing keeps the owner waiting.
    """

    def __init__(
        self,
        request: HttpRequest,
        limit: GuessLimit,
        email: str,
        *,
        network: RateLimit | None = None,
    ) -> None:
        self.limit = limit
        browser = known_browser(request, email)
        self.who = f"{browser}:{email.lower()}"
        if network and not browser and network.is_hit(client_address(request)):
            wait = how_long(timedelta(seconds=network.seconds))
            self._refuse(
                request,
                email,
                _("There were too many tries from your network. Wait %s, then try again.") % wait,
            )
        if left := limit.wait(self.who):
            wait = how_long(left)
            self._refuse(
                request, email, _("That was wrong too often. Wait %s, then try again.") % wait
            )

    def was_right(self) -> None:
        """Forget the wrong ones before."""
        self.limit.forget(self.who)

    def _refuse(self, request: HttpRequest, email: str, sentence: str) -> None:
        person = User.objects.filter(email__iexact=email, signs_in_by_code=False).first()
        record_event(SecurityEvent.Kind.SIGN_IN_WAITS, request, person=person)
        raise HasToWait(sentence)


def forget_guesses(person: User) -> None:
    """Let who has a new password, or a new second factor, begin without a wait."""
    for limit in (PASSWORD, SECOND_FACTOR):
        limit.forget(f":{person.email.lower()}")


def how_long(left: timedelta) -> str:
    """Return a time in words, like “2 minutes”."""
    minutes = math.ceil(left.total_seconds() / 60)
    if minutes == 60:  # minutes in an hour
        return _("an hour")
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}

"""Who causes a mail to an address: its owner, in a browser that is known as theirs, or a stranger.

A proven session and a known browser have a budget of their own, which no stranger can spend. Mail
that staff cause is not counted.
"""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest

from authorities.http.known_browser import known_browser
from authorities.http.rate_limit import RateLimit, client_address
from authorities.mail.strangers import stranger_may_write, was_no_stranger
from businesses.sign_in.proof import has_proven

OWN = RateLimit("mail to oneself", 30, 24 * 3600)

# Whether one more mail may go to an address; asking counts it.
MayWrite = Callable[[str], bool]


def budget_of(request: HttpRequest) -> MayWrite:
    """Return what says whether one more mail may go to an address because of this request."""
    return partial(may_write_to, request)


def may_write_to(request: HttpRequest, email: str) -> bool:
    """Count one mail to the address, caused by this request; return whether it may be queued."""
    if owner := _owner(request, email):
        return not OWN.is_hit(f"{owner}:{email.strip().lower()}")
    return stranger_may_write(client_address(request), email)


def was_wanted(request: HttpRequest, email: str) -> None:
    """Take a mail out of the strangers' count whose owner has come by it."""
    if not known_browser(request, email):
        was_no_stranger(client_address(request), email)


def _owner(request: HttpRequest, email: str) -> str:
    return "proven" if has_proven(request, email) else known_browser(request, email)

"""Browsers in which somebody has shown who they are: guessing elsewhere does not lock them out.

Source: https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.crypto import salted_hmac

LASTS = 365 * 24 * 3600
AT_MOST = 10
_SALT = "authorities.known_browser"


def known_browser(request: HttpRequest, email: str) -> str:
    """Return the name of this browser if the owner of the address has signed in by it, else ""."""
    name, addresses = _read(request)
    return name if _digest(email) in addresses else ""


def remember_browser(request: HttpRequest, response: HttpResponseBase, email: str) -> None:
    """Let this browser be known as the address's owner's; it keeps a digest of the address."""
    name, addresses = _read(request)
    kept = [found for found in addresses if found != _digest(email)][: AT_MOST - 1]
    response.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps([name or secrets.token_urlsafe(12), [_digest(email), *kept]], salt=_SALT),
        max_age=LASTS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    """Return the browser's name and the digests of its addresses; nothing for a forged cookie."""
    cookie = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, "")
    try:
        name, addresses = signing.loads(cookie, salt=_SALT, max_age=LASTS)
    except signing.BadSignature:
        return "", []
    return name, addresses


def _digest(email: str) -> str:
    return salted_hmac(_SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:32]

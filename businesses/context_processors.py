"""What every template knows of the person."""

from django.conf import settings
from django.http import HttpRequest


def person(request: HttpRequest) -> dict[str, bool]:
    """Return whether somebody is signed in.

    A request without the session's cookie comes from nobody, and is not looked into: it costs no
    query, and its page does not vary by cookie.
    """
    user = getattr(request, "user", None)
    has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
    return {"is_signed_in": has_session and user is not None and user.is_authenticated}

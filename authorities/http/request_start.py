"""When a request arrived: what decides about a deadline."""

from datetime import UTC, datetime

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone


def arrived_at(request: HttpRequest) -> datetime:
    """Return the server's time at which the whole request was there.

    With `TRUST_REQUEST_START` the stamp of the proxy in front (`X-Request-Start`, in seconds
    since 1970), which has the whole request before a busy server takes it; else the moment at
    which this server has read it. A stamp from the future counts as now.
    """
    stamp = request.headers.get("X-Request-Start", "").removeprefix("t=")
    _ = request.POST  # reads what is still to come of the request
    now = timezone.now()
    if not settings.TRUST_REQUEST_START or not stamp:
        return now
    try:
        return min(now, datetime.fromtimestamp(float(stamp), UTC))
    except (OverflowError, OSError, ValueError):
        return now

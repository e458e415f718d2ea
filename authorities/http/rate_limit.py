"""How often one address may do something."""

import hashlib
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest


@dataclass(frozen=True)
class RateLimit:
    """At most `times` in each period of `seconds`, counted in the cache.

    Counts are kept under a digest, so that the cache holds no address. Two requests at the same
    moment may count as one: the limit stops floods, it is no lock.
    """

    name: str
    times: int
    seconds: int

    def is_hit(self, who: str) -> bool:
        """Count one more for `who`, and return whether that is over the limit."""
        period = int(time.time() // self.seconds)
        digest = hashlib.sha256(f"{self.name}:{who}:{period}".encode()).hexdigest()[:32]
        key = f"rate:{digest}"
        count = cache.get(key, 0) + 1
        cache.set(key, count, timeout=self.seconds)
        return count > self.times


def client_address(request: HttpRequest) -> str:
    """Return the address of who asks, as the outermost proxy that we trust saw it."""
    if settings.PROXY_COUNT:
        hops = request.headers.get("X-Forwarded-For", "").split(",")
        if len(hops) >= settings.PROXY_COUNT:
            return hops[-settings.PROXY_COUNT].strip()
    return request.META.get("REMOTE_ADDR", "")

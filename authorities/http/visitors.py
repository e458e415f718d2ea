"""Who asks: a person, a program that says so, or somebody who works in the admin."""

import re

from django.http import HttpRequest

# Programs that say so. Who does not is counted: the figure is for comparing, not for billing.
PROGRAMS = re.compile(r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python-", re.IGNORECASE)


def is_program(request: HttpRequest) -> bool:
    """Return whether a program that says so asks."""
    return bool(PROGRAMS.search(request.headers.get("User-Agent", "")))


def is_staff(request: HttpRequest) -> bool:
    """Return whether somebody who works in the admin looks; asks nothing for who has no session."""
    return request.user.is_authenticated and request.user.has_perm("wagtailadmin.access_admin")

"""How many addresses one network may give us to write to: following and saved searches together."""

from django.conf import settings
from django.utils.translation import gettext as _

from authorities.http.rate_limit import RateLimit


def follow_limit() -> RateLimit:
    """Return the limit that all forms share that ask for an address to write to."""
    return RateLimit("follow", settings.FOLLOWS_PER_HOUR, 3600)


def too_many_addresses() -> str:
    """Return what somebody over the limit reads."""
    return _("Too many addresses came from your network in the last hour. Try again in an hour.")

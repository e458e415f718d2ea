"""How much mail one address gets because strangers typed it: all forms together, each day."""

from django.conf import settings
from django.utils.translation import gettext as _

from authorities.http.rate_limit import RateLimit

DAY = 24 * 3600
FROM_NETWORK = RateLimit("mail from a network", 100, 3600)


def stranger_may_write(network: str, email: str) -> bool:
    """Count one mail to the address that this network causes; return whether it may be queued.

    The network's counts come first: who writes to many spends no other's, and one stranger leaves
    one of the address's `MAILS_BY_STRANGERS` for its owner.
    """
    email = email.strip().lower()
    return not (
        FROM_NETWORK.is_hit(network)
        or _from_one_network().is_hit(f"{network}:{email}")
        or _from_all().is_hit(email)
    )


def was_no_stranger(network: str, email: str) -> None:
    """Take one mail out of the count: the owner had asked for it."""
    email = email.strip().lower()
    _from_one_network().give_back(f"{network}:{email}")
    _from_all().give_back(email)


def too_much_mail() -> str:
    """Return what somebody reads whose request would send one mail too many."""
    return _(
        "Several mails went to this address today because somebody typed it here, so we send no "
        "more until tomorrow. Look for them, also among spam."
    )


def _from_one_network() -> RateLimit:
    return RateLimit("mail from a network to", max(1, settings.MAILS_BY_STRANGERS - 1), DAY)


def _from_all() -> RateLimit:
    return RateLimit("mail to", settings.MAILS_BY_STRANGERS, DAY)

"""What an engine answers."""

from typing import NamedTuple

# So many of the best are ever looked at: nobody reads on, and an engine's window has an end.
AT_MOST = 2000


class Hit(NamedTuple):
    """A page that fits; its tier is how weighty the place is in which all terms stand.

    3: its heading, 2: heading and summary together, 1: anywhere.
    """

    key: int
    tier: int

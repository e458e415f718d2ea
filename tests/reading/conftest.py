"""The two authorities of the permissions, with what Wagtail keeps for them besides."""

from tests.permissions.conftest import own, places
from tests.permissions.sweep.conftest import planted

__all__ = ["own", "places", "planted"]

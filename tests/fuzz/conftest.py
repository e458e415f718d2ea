"""The two authorities of the permissions, with something at every address."""

from tests.permissions.conftest import own, places

__all__ = ["own", "places"]

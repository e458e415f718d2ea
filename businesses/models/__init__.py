"""Who applies, as they describe themselves."""

from businesses.models.profile import Profile

__all__ = ["Profile"]

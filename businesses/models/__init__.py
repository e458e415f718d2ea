"""Who applies, as they describe themselves, and who wants to hear of what is new."""

from businesses.models.profile import Profile
from businesses.models.subscriber import Subscriber

__all__ = ["Profile", "Subscriber"]

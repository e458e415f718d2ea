"""Who publishes: authorities, the people who work for them, and what they own."""

from authorities.models.authority import AuthoritySettings
from authorities.models.owned import Owned
from authorities.models.record import Record, RecordIsFinal
from authorities.models.role import AuthorityGroup, Role
from authorities.models.user import User

__all__ = [
    "AuthorityGroup",
    "AuthoritySettings",
    "Owned",
    "Record",
    "RecordIsFinal",
    "Role",
    "User",
]

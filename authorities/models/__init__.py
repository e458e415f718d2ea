"""Who publishes: authorities, the people who work for them, and what they own."""

from authorities.models.authority import AuthoritySettings
from authorities.models.failure import Failure
from authorities.models.invitation import Invitation
from authorities.models.kept_form import KeptForm
from authorities.models.owned import Owned, OwnedQuerySet
from authorities.models.rate_count import RateCount
from authorities.models.record import Record, RecordIsFinal, RecordQuerySet
from authorities.models.role import AuthorityGroup, Role
from authorities.models.scanned import LibraryFile, Scanned, ScanState
from authorities.models.security_event import SecurityEvent
from authorities.models.sent_mail import SentMail
from authorities.models.served import Served
from authorities.models.staff_session import StaffSession
from authorities.models.suspension import Suspension
from authorities.models.user import User
from authorities.models.worker import JobTurn, WorkerBeat

__all__ = [
    "AuthorityGroup",
    "AuthoritySettings",
    "Failure",
    "Invitation",
    "JobTurn",
    "KeptForm",
    "LibraryFile",
    "Owned",
    "OwnedQuerySet",
    "RateCount",
    "Record",
    "RecordIsFinal",
    "RecordQuerySet",
    "Role",
    "ScanState",
    "Scanned",
    "SecurityEvent",
    "SentMail",
    "Served",
    "StaffSession",
    "Suspension",
    "User",
    "WorkerBeat",
]

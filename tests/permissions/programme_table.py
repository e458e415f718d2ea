"""The table's rows of the addresses at which programme managers run programmes."""

from tests.permissions.people import MANAGERS, Who
from tests.permissions.rows import Row, act, shown

# What managers add, change and delete, by Wagtail's own pages.
PROGRAMME_MODELS = ("session", "lesson")
# What is corrected, and never deleted.
KEPT_MODELS = ("budgetline", "payment", "milestone")

PROGRAMMES = [
    shown("programmes", "", MANAGERS),
    shown("lessons", "", MANAGERS),
    shown("programme_dashboard", "programme", MANAGERS),
    shown("programme_export", "programme", MANAGERS, more=("csv",)),
    Row(
        "programme_report",
        "programme",
        reads=MANAGERS,
        writes=MANAGERS,
        typed=lambda place: {
            "title": "To the funder",
            "text": "It went well.",
            "form_key": "6d5ff3ab-9d3e-4f1c-8f1e-0c6f1f0d2a11",
        },
    ),
    Row(
        "track",
        "page",
        reads=MANAGERS,
        writes=MANAGERS,
        typed=lambda place: {
            "owner": place.crowd.users[Who.MANAGER].pk,
            "start": "2027-01-01",
        },
    ),
    act("track_publish", "page answer", lambda place: {"public": "yes"}, MANAGERS),
    Row(
        "session_run",
        "session",
        reads=MANAGERS,
        writes=MANAGERS,
        typed=lambda place: {"act": "invite", "people": "grace@example.net"},
    ),
    shown("proposal_queue", "", MANAGERS),
    Row(
        "proposal_decide",
        "proposal",
        reads=MANAGERS,
        writes=MANAGERS,
        typed=lambda place: {"act": "answer", "text": "We buy it in May."},
    ),
]

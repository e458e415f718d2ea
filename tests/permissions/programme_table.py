"""The table's rows of the addresses at which programme managers run programmes."""

from tests.permissions.people import MANAGERS
from tests.permissions.rows import Row, shown

PROGRAMMES = [
    shown("proposal_queue", "", MANAGERS),
    Row(
        "proposal_decide",
        "proposal",
        reads=MANAGERS,
        writes=MANAGERS,
        typed=lambda place: {"act": "answer", "text": "We buy it in May."},
    ),
]

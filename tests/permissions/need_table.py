"""The table's rows of the addresses at which authorities share a problem."""

from tests.permissions.people import EDITORS, MANAGERS, Who
from tests.permissions.rows import Row, shown

APPROVERS = MANAGERS | {Who.APPROVER}

NEEDS = [
    shown("needs", "", EDITORS),
    shown("needs_find", "", EDITORS),
    # Nobody joins their own: whose it is stands in the query, and without one there is nothing.
    Row("need_new"),
    Row(
        "need",
        "joining",
        reads=EDITORS,
        writes=APPROVERS,
        refused=EDITORS - APPROVERS,
        typed=lambda place: {"act": "agree"},
    ),
    Row(
        "need_outcome",
        "needed",
        reads=APPROVERS,
        writes=APPROVERS,
        typed=lambda place: {"note": "We share what we learned."},
    ),
]

"""What is logged: enough to find a fault, and never an applicant's private address."""

import re

from structlog.typing import EventDict

# The secret, and a new contact's address that is signed into the path.
PRIVATE_ADDRESS = re.compile(
    r"(/applications/|/admin/invitation/)[^/\s\"'?]+(/contact/)?[^/\s\"'?]*"
)


def _hidden(found: re.Match) -> str:
    return f"{found[1]}…{found[2] + '…' if found[2] else ''}"


def hide_private_addresses(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Replace the secret in every text of an entry; a processor of structlog."""
    return {
        name: PRIVATE_ADDRESS.sub(_hidden, value) if isinstance(value, str) else value
        for name, value in event.items()
    }

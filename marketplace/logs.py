"""What is logged: enough to find a fault, and never an applicant's private address."""

import re

from structlog.typing import EventDict

PRIVATE_ADDRESS = re.compile(r"(/applications/)[^/\s\"'?]+")


def hide_private_addresses(_logger: object, _name: str, event: EventDict) -> EventDict:
    """Replace the secret in every text of an entry; a processor of structlog."""
    return {
        name: PRIVATE_ADDRESS.sub(r"\1…", value) if isinstance(value, str) else value
        for name, value in event.items()
    }

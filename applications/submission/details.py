"""What a business said of itself when it last sent something."""

from typing import Any

from applications.models import Application


def sent_details(email: str) -> dict[str, Any]:
    """Return the fixed answers of the last application from an address; empty for none.

    Only for who has proven the address. What was erased says nothing.
    """
    sent = Application.objects.filter(email__iexact=email, erased_at=None, emptied_at=None)
    last = sent.order_by("-submit_time").first()
    return last.details() if last else {}

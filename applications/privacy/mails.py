"""Mail about what was erased."""

from datetime import datetime

from django.utils.translation import gettext as _

from applications.models import Draft
from applications.recipients import write_to_contact
from authorities.mail.registry import register

PARTNER_ERASED = register(
    "partner_erased",
    "applications/privacy/mail/partner_erased.txt",
    to="the draft's contact",
    when="a partner has its data erased",
)


def queue_partner_erased(draft: Draft, business: str, *, now: datetime) -> None:
    """Tell the lead that a partner's people are erased, and what that means."""
    write_to_contact(
        draft,
        PARTNER_ERASED,
        subject=_("%s had its data erased") % business,
        key=f"{draft.pk}:{now.isoformat()}",
        page=draft.page,
        business=business,
        was_sent=hasattr(draft, "application"),
    )

"""Mail about an amendment, to who is applying; who follows gets one of `challenges.follows`."""

from django.utils.translation import gettext as _

from applications.recipients import tell_applicants
from authorities.mail.registry import register
from challenges.models import Amendment, ChallengePage

AMENDMENT = register(
    "amendment",
    "challenges/editing/mail/amendment.txt",
    to="who has begun or sent an application",
    when="an open brief is amended",
)


def queue_amendment(amendment: Amendment, *, page: ChallengePage) -> int:
    """Tell everybody who has begun or sent an application; return how many mails were queued."""
    return tell_applicants(
        page,
        AMENDMENT,
        subject=_("“%s” has changed") % page.title,
        key=str(amendment.pk),
        amendment=amendment,
        brief_url=page.full_url,
    )

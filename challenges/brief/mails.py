"""Mail about new answers, to who is applying; who follows gets one of `challenges.follows`."""

from django.utils.translation import ngettext

from applications.recipients import tell_applicants
from authorities.mail.registry import register
from challenges.models import ChallengePage, Clarification

CLARIFICATIONS = register(
    "clarifications",
    "challenges/brief/mail/clarifications.txt",
    to="who has begun or sent an application",
    when="questions were answered, once a day",
)


def queue_clarifications(new: list[Clarification], *, page: ChallengePage, key: str) -> int:
    """Tell everybody who has begun or sent an application; return how many mails were queued."""
    subject = ngettext("A new answer about “%s”", "New answers about “%s”", len(new))
    return tell_applicants(
        page,
        CLARIFICATIONS,
        subject=subject % page.title,
        key=key,
        clarifications=new,
        brief_url=f"{page.full_url}#clarifications",
    )

"""Mail about a challenge that has ended early, to who is applying."""

from django.utils.translation import gettext as _

from applications.recipients import tell_applicants
from authorities.mail.registry import register
from challenges.models import ChallengePage, StageChange
from challenges.models.status import Stage

CHALLENGE_ENDED = register(
    "challenge_ended",
    "challenges/stages/mail/challenge_ended.txt",
    to="who has begun or sent an application",
    when="the challenge is withdrawn or cancelled",
)


def queue_ended(change: StageChange, *, page: ChallengePage) -> int:
    """Tell everybody who has begun or sent an application, with the reason; return how many."""
    is_withdrawn = change.to_stage == Stage.WITHDRAWN
    subject = _("“%s” was withdrawn") if is_withdrawn else _("“%s” was cancelled")
    return tell_applicants(
        page,
        CHALLENGE_ENDED,
        subject=subject % page.title,
        key=str(change.pk),
        change=change,
        is_withdrawn=is_withdrawn,
        brief_url=page.full_url,
    )

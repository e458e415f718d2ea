"""Mail to who proposed a problem."""

from django.urls import reverse
from django.utils.translation import gettext as _

from authorities.mail.outbox import queue_once
from authorities.mail.registry import MailType, register
from challenges.models import Proposal

RECEIPT = register(
    "proposal_receipt",
    "challenges/proposals/mail/receipt.txt",
    to="who proposed a problem",
    when="it has come",
)
REPLY = register(
    "proposal_reply",
    "challenges/proposals/mail/reply.txt",
    to="who proposed a problem",
    when="it is answered, or declined with the reason",
)
NEWS = register(
    "proposal_news",
    "challenges/proposals/mail/news.txt",
    to="who proposed a problem",
    when="it becomes a brief, the brief is published, and with each stage until its end",
)


def queue_receipt(proposal: Proposal) -> None:
    """Say that it has come, and where it stands."""
    _queue(proposal, RECEIPT, _("We have your proposal: %s"), key=f"{proposal.pk}")


def queue_reply(proposal: Proposal) -> None:
    """Send the answer, or the reason against it."""
    at = proposal.answered_at.isoformat() if proposal.answered_at else ""
    _queue(proposal, REPLY, _("Our answer to your proposal: %s"), key=f"{proposal.pk}:{at}")


def queue_news(proposal: Proposal, key: str, news: str, brief_url: str = "") -> None:
    """Say what has become of it, in one sentence."""
    subject = _("News of your proposal: %s")
    key = f"{proposal.pk}:{key}"
    _queue(proposal, NEWS, subject, key=key, news=news, brief_url=brief_url)


def _queue(proposal: Proposal, mail: MailType, subject: str, *, key: str, **context) -> None:
    if not proposal.email:
        return
    queue_once(
        proposal.email,
        proposal.authority,
        mail,
        subject=subject % proposal.problem,
        key=key,
        proposal=proposal,
        url=proposal.authority.root_url + reverse("proposal", args=[proposal.pk]),
        **context,
    )

"""Mail to who proposed a problem."""

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from authorities.mail.outbox import queue_once
from authorities.mail.registry import MailType, register
from challenges.models import Proposal, Support

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
OFFER = register(
    "proposal_offer",
    "challenges/proposals/mail/offer.txt",
    to="a colleague who is asked to take a proposal over",
    when="a programme manager asks them",
)
NEWS = register(
    "proposal_news",
    "challenges/proposals/mail/news.txt",
    to="who proposed a problem, and who said that they have it, too",
    when="it becomes a brief, the brief is published, and with each stage until its end",
)


def queue_receipt(proposal: Proposal) -> None:
    """Say that it has come, and where it stands."""
    _queue(proposal, RECEIPT, _("We have your proposal: %s"), key=f"{proposal.pk}")


def queue_reply(proposal: Proposal) -> None:
    """Send the answer, or the reason against it."""
    at = proposal.answered_at.isoformat() if proposal.answered_at else ""
    _queue(proposal, REPLY, _("Our answer to your proposal: %s"), key=f"{proposal.pk}:{at}")


def queue_offer(proposal: Proposal) -> None:
    """Ask somebody whether they take it over."""
    key = f"{proposal.pk}:{timezone.now().isoformat()}"
    _queue(proposal, OFFER, _("Do you take this over? %s"), key=key, to=proposal.offered_to)


def queue_news(proposal: Proposal, key: str, news: str, brief_url: str = "") -> None:
    """Say what has become of it in one sentence, to who proposed it and who has it, too.

    Who has several problems of one brief hears of the first of them.
    """
    key = f"{proposal.pk}:{key}"
    said = {"news": news, "brief_url": brief_url}
    _queue(proposal, NEWS, _("News of your proposal: %s"), key=key, **said)
    subject = _("News of a problem that you have, too: %s")
    together = Q(proposal__brief=proposal.brief_id, proposal__pk__lt=proposal.pk)
    others = Support.objects.filter(together).exclude(proposal__brief=None)
    proposers = Proposal.objects.filter(brief=proposal.brief_id).exclude(brief=None)
    for support in proposal.supports.exclude(email__in=others.values("email")).exclude(
        email__in=proposers.values("email")
    ):
        _queue(
            proposal,
            NEWS,
            subject,
            key=f"{key}:{support.pk}",
            to=support.email,
            is_supporter=True,
            **said,
        )


def _queue(
    proposal: Proposal, mail: MailType, subject: str, *, key: str, to: str | None = None, **context
) -> None:
    to = proposal.email if to is None else to
    if not to:
        return
    queue_once(
        to,
        proposal.authority,
        mail,
        subject=subject % proposal.problem,
        key=key,
        proposal=proposal,
        url=proposal.authority.root_url + reverse("proposal", args=[proposal.pk]),
        **context,
    )

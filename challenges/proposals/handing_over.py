"""Where who proposed a problem cannot be told any more: another colleague takes it over."""

from django.db import transaction
from django.utils.translation import gettext as _
from post_office.models import STATUS
from wagtail.log_actions import log

from authorities.models import SentMail, User
from challenges.models import Proposal
from challenges.proposals.deciding import DecisionRefused
from challenges.proposals.mails import NEWS, RECEIPT, REPLY, queue_offer
from challenges.proposals.permissions import is_colleagues, may_decide

# How entries of the log are named.
OFFERED, TAKEN_OVER = "proposals.offered", "proposals.taken_over"


def cannot_be_told(proposal: Proposal) -> bool:
    """Return whether the last mail to who proposed it was refused for good, or nobody is known."""
    if not proposal.email:
        return True
    mails = SentMail.objects.filter(
        authority=proposal.authority_id,
        kind__in=[kind.name for kind in (NEWS, RECEIPT, REPLY)],
        mail__to=proposal.email,
        mail__status__in=(STATUS.sent, STATUS.failed),
    )
    return mails.order_by("-pk").values_list("mail__status", flat=True).first() == STATUS.failed


@transaction.atomic
def offer(proposal: Proposal, email: str, *, by: User) -> None:
    """Ask a colleague whether they take it over; nothing is theirs before they agree.

    Raises `DecisionRefused` for an address that is not a colleague's, or has it already.
    """
    if not (verdict := may_decide(by, proposal.authority)):
        raise DecisionRefused(verdict.reason)
    email = email.lower()
    if not is_colleagues(email, proposal.authority):
        raise DecisionRefused(_("Only people who work here take a proposal over."))
    if email == proposal.email:
        raise DecisionRefused(_("It is theirs already."))
    Proposal.objects.filter(pk=proposal.pk).update(offered_to=email)
    proposal.offered_to = email
    log(proposal, OFFERED, user=by)
    queue_offer(proposal)


@transaction.atomic
def take_over(proposal: Proposal, email: str, *, name: str, is_named: bool) -> bool:
    """Make it the colleague's to whom it was offered; return whether it was still offered."""
    mine = Proposal.objects.filter(pk=proposal.pk, offered_to=email).exclude(offered_to="")
    if not mine.update(offered_to="", email=email, name=name, is_named=is_named):
        return False
    # Who has it now is no supporter of their own.
    proposal.supports.filter(email__iexact=email).delete()
    log(proposal, TAKEN_OVER)
    return True


def decline(proposal: Proposal, email: str) -> None:
    """Leave it to others."""
    Proposal.objects.filter(pk=proposal.pk, offered_to=email).update(offered_to="")

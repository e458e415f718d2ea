"""What programme managers do with proposals: sort, answer, decline, turn into a brief."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log
from wagtail.models import Page

from authorities.models import User
from authorities.scope import settings_of
from challenges.models import (
    ChallengeListingPage,
    ChallengePage,
    Directorate,
    ProgrammePage,
    Proposal,
    ProposalGroup,
)
from challenges.models.status import Stage
from challenges.proposals.mails import queue_news, queue_reply
from challenges.proposals.permissions import may_decide

State = Proposal.State
# After these a problem may become another brief.
TAKEN_BACK = (Stage.WITHDRAWN, Stage.CANCELLED)
# How entries of the log are named.
SORTED, ANSWERED, DECLINED = "proposals.sorted", "proposals.answered", "proposals.declined"
BECAME_BRIEF, FROM_PROPOSALS = "proposals.became_brief", "proposals.brief_from"


class DecisionRefused(Exception):
    """Nothing is kept; the message says why, in words for the person who tried."""


@transaction.atomic
def sort(
    proposal: Proposal,
    *,
    group: str,
    programme: ProgrammePage | None,
    directorate: Directorate | None,
    by: User,
) -> None:
    """Keep where the proposal belongs; a group whose name is new is made.

    Raises `DecisionRefused` where the group, or the proposal alone, has become a brief.
    """
    proposal = _locked(proposal, by)
    joined = _group(proposal, group)
    if joined and joined != proposal.group:
        _check_same_brief(proposal, joined)
    proposal.group = joined
    proposal.programme, proposal.directorate = programme, directorate
    proposal.save(update_fields=["group", "programme", "directorate"])
    log(proposal, SORTED, user=by)


def _check_same_brief(proposal: Proposal, group: ProposalGroup) -> None:
    """Raise `DecisionRefused` where the group, or the proposal alone, has become a brief."""
    others = group.proposals.exclude(state=State.DECLINED).exclude(brief=proposal.brief_id)
    other = others.select_related("brief").first()
    brief = other and (proposal.brief or other.brief)
    if brief:
        raise DecisionRefused(
            _(
                "The brief “%(brief)s” was made meanwhile, so this proposal and the group "
                "“%(group)s” cannot become one brief. Choose another group."
            )
            % {"brief": brief.title, "group": group}
        )


def _group(proposal: Proposal, name: str) -> ProposalGroup | None:
    if not name:
        return None
    known = ProposalGroup.objects.for_authority(proposal.authority).filter(name__iexact=name)
    return known.first() or ProposalGroup.objects.create(authority=proposal.authority, name=name)


@transaction.atomic
def reply(
    proposal: Proposal, text: str, *, is_declined: bool, by: User, now: datetime | None = None
) -> Proposal:
    """Keep the answer, or the reason against it, and mail it to who proposed.

    Raises `DecisionRefused` where it has become a brief, and for somebody without the right.
    """
    proposal = _locked(proposal, by)
    if proposal.brief_id:
        raise DecisionRefused(_("It has become a brief. Who proposed it hears what comes of that."))
    state = State.DECLINED if is_declined else State.ANSWERED
    if (proposal.state, proposal.answer) == (state, text):
        return proposal
    proposal.state, proposal.answer = state, text
    proposal.answered_by, proposal.answered_at = by, now or timezone.now()
    proposal.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    log(proposal, DECLINED if is_declined else ANSWERED, user=by, data={"text": text})
    queue_reply(proposal)
    return proposal


@transaction.atomic
def turn_into_brief(proposal: Proposal, *, by: User) -> ChallengePage:
    """Make a draft brief of the proposal, with all others of its group, and tell who proposed.

    Raises `DecisionRefused` where one of them is a brief already, that was not withdrawn: twice
    at once is once.
    """
    listing = ChallengeListingPage.objects.child_of(proposal.authority.root_page).first()
    if listing is None:
        raise DecisionRefused(_("There is no list of challenges in which a brief could stand."))
    # One after the other, whichever of a group each begins with.
    Page.objects.select_for_update().get(pk=listing.pk)
    proposal = _locked(proposal, by)
    mine = Proposal.objects.for_authority(proposal.authority)
    mine = mine.select_for_update(of=("self",)).order_by("pk")
    together = mine.filter(group=proposal.group) if proposal.group else mine.filter(pk=proposal.pk)
    found = list(together.exclude(state=State.DECLINED).select_related("directorate", "brief"))
    if proposal.state == State.DECLINED:
        raise DecisionRefused(_("It was declined. Answer it anew before you take it up."))
    if any(one.brief and one.brief.stage not in TAKEN_BACK for one in found):
        raise DecisionRefused(_("It has become a brief already."))
    brief = _draft(proposal, found)
    listing.add_child(instance=brief)
    # A draft may lack what publishing asks for.
    brief.save_revision(user=by, clean=False)
    log(
        Page.objects.get(pk=brief.pk),
        FROM_PROPOSALS,
        user=by,
        data={"proposals": [{"key": one.pk, "problem": one.problem} for one in found]},
    )
    for one in found:
        one.state, one.brief, one.told = State.BRIEF, brief, "draft"
        one.save(update_fields=["state", "brief", "told"])
        log(one, BECAME_BRIEF, user=by, data={"brief": brief.pk})
        queue_news(one, "draft", _("It has become the draft of a challenge brief."))
    return brief


def _draft(proposal: Proposal, together: Sequence[Proposal]) -> ChallengePage:
    """Return the brief that is not kept yet, with what was said where it fits."""
    settings = settings_of(proposal.authority)

    def said(name: str) -> str:
        texts = dict.fromkeys(getattr(one, name).strip() for one in together)
        return "".join(linebreaks(text, autoescape=True) for text in texts if text)

    number = len(together)
    source = ngettext("Proposed by %d colleague.", "Proposed by %d colleagues.", number) % number
    return ChallengePage(
        live=False,
        title=proposal.group.name if proposal.group else proposal.problem,
        question=proposal.problem,
        summary=Truncator(proposal.today).chars(300),
        end_users=said("who_has_it"),
        success_measures=said("better"),
        policy_background=f"<p>{source}</p>{said('today')}",
        previous_attempts=said("known"),
        programme=proposal.programme,
        directorate=proposal.directorate,
        contact_name=settings.name,
        contact_email=settings.contact_email,
    )


def _locked(proposal: Proposal, by: User) -> Proposal:
    """Return the proposal as it stands, locked until the end; refuse who may not decide."""
    if not (verdict := may_decide(by, proposal.authority)):
        raise DecisionRefused(verdict.reason)
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("group")
    return rows.get(pk=proposal.pk)

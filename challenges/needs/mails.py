"""Mail between two authorities that have one problem, and within the one that joins."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.mail.outbox import queue_once
from authorities.mail.registry import register
from authorities.models import Role
from authorities.narrowing.acting import everything
from authorities.permissions import staff_of
from authorities.scope import settings_of
from challenges.models import Joining, JoiningChange
from challenges.needs.permissions import APPROVERS, WRITERS, Act, owner_of

TO_APPROVE = register(
    "need_to_approve",
    "challenges/needs/mail/to_approve.txt",
    to="approvers of an authority that wants to join a challenge",
    when="a colleague says that they have the problem too, or changes the words",
)
CHANGED = register(
    "need_changed",
    "challenges/needs/mail/changed.txt",
    to="the other side of a joining, or who said it first",
    when="it is sent, agreed to, declined, returned, taken back, left or ended",
)
OUTCOME = register(
    "need_outcome",
    "challenges/needs/mail/outcome.txt",
    to="editors of the authorities that joined a challenge",
    when="the authority that asks tells them what came of it",
)


def queue_changed(change: JoiningChange, *, tells_owner: bool = True) -> None:
    """Tell whom it concerns what was done; within an authority, who has to do something."""
    joining, act = change.joining, Act(change.act)
    title = joining.challenge_title
    joiner, owner = settings_of(joining.authority).name, joining.owner_name
    asks, joins = owner_of(joining), joining.authority
    names = {"joiner": joiner, "owner": owner, "title": title}
    if act in (Act.SAY, Act.CHANGE):
        _queue(change, joins, _addresses(joins, *APPROVERS), _("For you to approve: “%s”") % title)
        return
    if act == Act.RETURN:
        said = _("“%(title)s”: what you wrote was not approved.") % names
        addresses = [joining.said_by.email] if joining.said_by else []
        _queue(change, joins, addresses, said)
        return
    to_joiner = {
        Act.AGREE: _("%(owner)s agrees: you have joined “%(title)s”."),
        Act.DECLINE: _("%(owner)s declines that you join “%(title)s”."),
        Act.END: _("%(owner)s has ended that you are part of “%(title)s”."),
    }
    to_owner = {
        Act.APPROVE: _("%(joiner)s has the problem of “%(title)s”, too. Do you agree?"),
        Act.TAKE_BACK: _("%(joiner)s no longer wants to join “%(title)s”."),
        Act.LEAVE: _("%(joiner)s has left “%(title)s”."),
    }
    if act in to_joiner:
        _queue(change, joins, _addresses(joins, *WRITERS), to_joiner[act] % names)
    elif act in to_owner and asks is not None and tells_owner:
        _queue(change, asks, _addresses(asks, *APPROVERS), to_owner[act] % names)


def _addresses(authority: Site, *roles: Role) -> list[str]:
    """Return who hears of it; the authority's own address where nobody has the role."""
    # The other side's people, whom nobody here is shown.
    with everything():
        people = list(staff_of(authority, *roles).values_list("email", flat=True))
    return people or [settings_of(authority).contact_email]


def _queue(change: JoiningChange, authority: Site, to: Iterable[str], subject: str) -> None:
    kind = TO_APPROVE if change.act in (Act.SAY, Act.CHANGE) else CHANGED
    for address in to:
        queue_once(
            address,
            authority,
            kind,
            subject=subject,
            key=f"{change.pk}:{address}",
            said=subject,
            joining=change.joining,
            reason=change.reason,
            url=address_of(change.joining, authority),
        )


def address_of(joining: Joining, authority: Site) -> str:
    """Return where the authority's staff read the joining."""
    return authority.root_url + reverse("need", args=[joining.pk])


def queue_outcome(joining: Joining, key: str, *, outcome: object, note: str) -> int:
    """Send what came of the challenge to the editors who joined; return to how many just now."""
    authority = joining.authority
    return sum(
        queue_once(
            address,
            authority,
            OUTCOME,
            subject=_("What came of “%s”") % joining.challenge_title,
            key=f"{joining.pk}:{key}:{address}",
            joining=joining,
            url=address_of(joining, authority),
            outcome=outcome,
            note=note,
        )
        for address in _addresses(authority, *WRITERS)
    )

"""Who says for an authority that it has a problem too, and who agrees to it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.models import Role, User
from authorities.permissions import Verdict, may_act_as, refused
from authorities.scope import authority_of
from challenges.models.joining import Joining, JoiningChange
from challenges.permissions import ANSWERERS

Act = JoiningChange.Act
State = Joining.State
WRITERS = ANSWERERS
# As for pages: what goes out in the authority's name is approved.
APPROVERS = (Role.APPROVER, Role.PROGRAMME_MANAGER)


@dataclass(frozen=True)
class Move:
    """What an act makes of which states, and who may do it, on which side."""

    begins: tuple[State, ...]
    ends: State
    roles: tuple[Role, ...] = APPROVERS
    is_owners: bool = False
    needs_reason: bool = False


MOVES: dict[Act, Move] = {
    Act.APPROVE: Move((State.SAID,), State.ASKED),
    Act.RETURN: Move((State.SAID,), State.RETURNED, needs_reason=True),
    Act.TAKE_BACK: Move((State.SAID, State.ASKED), State.TAKEN_BACK, WRITERS),
    Act.LEAVE: Move((State.AGREED,), State.LEFT),
    Act.AGREE: Move((State.ASKED,), State.AGREED, is_owners=True),
    Act.DECLINE: Move((State.ASKED,), State.DECLINED, is_owners=True, needs_reason=True),
    Act.END: Move((State.AGREED,), State.ENDED, is_owners=True, needs_reason=True),
}


def owner_of(joining: Joining) -> Site | None:
    """Return the authority that asks; none where the challenge is gone."""
    return authority_of(joining.challenge) if joining.challenge else None


def may_write(user: User, authority: Site) -> Verdict:
    """Return whether the person says that the authority has a problem too, or copies a brief."""
    return may_act_as(user, authority, *WRITERS)


def may_approve(user: User, authority: Site) -> Verdict:
    """Return whether the person agrees, or tells what came of it, in the authority's name."""
    return may_act_as(user, authority, *APPROVERS)


def may_do(user: User, joining: Joining, act: Act) -> Verdict:
    """Return whether the person may do this with the joining as it stands."""
    move = MOVES[act]
    side = owner_of(joining) if move.is_owners else joining.authority
    if side is None:
        return refused(_("The challenge is gone."))
    if joining.state not in move.begins:
        return refused(_("Things have moved on: read below where it stands now."))
    return may_act_as(user, side, *move.roles)

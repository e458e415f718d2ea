"""The one place that writes how far a joining has come."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.models import User
from authorities.narrowing.acting import everything
from authorities.scope import authority_of, settings_of
from challenges.models import ChallengePage, Joining, JoiningChange
from challenges.needs.mails import queue_changed
from challenges.needs.permissions import MOVES, Act, State, may_do, may_write


class JoiningRefused(Exception):
    """Nothing is kept; the message says why, in words for the person who tried."""


def say(
    challenge: ChallengePage,
    authority: Site,
    *,
    who: str,
    people: int | None,
    adds: str,
    by: User,
    now: datetime | None = None,
) -> Joining:
    """Keep that the authority has this problem too, and ask its approvers.

    Until they have approved it, saying it again changes the words. Raises `JoiningRefused` for
    who may not, for one's own challenge, and for what was approved already.
    """
    if not (verdict := may_write(by, authority)):
        raise JoiningRefused(verdict.reason)
    owner = authority_of(challenge)
    if owner == authority:
        raise JoiningRefused(_("It is your own challenge."))
    words = {"who": who, "people": people, "adds": adds}
    now = now or timezone.now()
    try:
        with transaction.atomic():
            made = Joining.objects.create(
                challenge=challenge,
                challenge_title=challenge.title,
                owner_name=settings_of(owner).name,
                authority=authority,
                said_by=by,
                said_at=now,
                **words,
            )
            _record(made, Act.SAY, by=by, now=now)
    except IntegrityError:
        # It is said already: just now by a second click, or before.
        return _say_anew(challenge, authority, words, by, now)
    return made


@transaction.atomic
def _say_anew(
    challenge: ChallengePage, authority: Site, words: dict, by: User, now: datetime
) -> Joining:
    rows = Joining.objects.select_for_update().filter(state__in=Joining.CURRENT)
    known = rows.filter(challenge=challenge, authority=authority).first()
    if known is None or known.state != State.SAID:
        raise JoiningRefused(
            _("Your authority has said so already. Take it back first to say it in other words.")
        )
    if any(getattr(known, name) != value for name, value in words.items()):
        for name, value in words.items():
            setattr(known, name, value)
        known.save(update_fields=list(words))
        _record(known, Act.CHANGE, by=by, now=now)
    return known


@transaction.atomic
def do(
    joining: Joining, act: Act, *, by: User, reason: str = "", now: datetime | None = None
) -> JoiningChange:
    """Do this with the joining, record it and tell the other side.

    Raises `JoiningRefused` for who may not, for what has moved on meanwhile, and without a reason
    where one is needed. Of two at once one is refused.
    """
    move, now = MOVES[act], now or timezone.now()
    current = locked(joining)
    if not (verdict := may_do(by, current, act)):
        raise JoiningRefused(verdict.reason)
    if move.needs_reason and not reason.strip():
        raise JoiningRefused(_("Write the reason: the other side reads it."))
    if act in (Act.APPROVE, Act.AGREE) and not is_public(current.challenge):
        raise JoiningRefused(_("The challenge is not published now."))
    current.state = move.ends
    if act == Act.APPROVE:
        current.asked_at = now
    if act == Act.AGREE:
        current.agreed_at = now
    current.save(update_fields=["state", "asked_at", "agreed_at"])
    # What is taken back before it was sent, the other side has never heard of.
    was_sent = current.asked_at is not None
    return _record(current, act, by=by, now=now, reason=reason.strip(), tells_owner=was_sent)


def locked(joining: Joining) -> Joining:
    """Return the joining as it stands, locked until the transaction ends."""
    rows = Joining.objects.select_for_update(of=("self",))
    return rows.select_related("authority__root_page", "challenge").get(pk=joining.pk)


def is_public(challenge: ChallengePage | None) -> bool:
    """Return whether everybody can read the challenge now."""
    with everything():
        return (
            challenge is not None
            and ChallengePage.objects.readable().filter(pk=challenge.pk).exists()
        )


def _record(
    joining: Joining,
    act: Act,
    *,
    by: User,
    now: datetime,
    reason: str = "",
    tells_owner: bool = True,
) -> JoiningChange:
    is_owners = act in MOVES and MOVES[act].is_owners
    change = JoiningChange.objects.create(
        joining=joining, act=act, actor=by, at=now, reason=reason, by_owner=is_owners
    )
    queue_changed(change, tells_owner=tells_owner)
    return change

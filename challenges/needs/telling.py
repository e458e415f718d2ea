"""What came of a challenge, told to the authorities that joined it: no more than the public has."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.models import User
from authorities.narrowing.acting import everything
from authorities.scope import authority_of
from challenges.facts.base import Link
from challenges.facts.challenges import facts_of
from challenges.facts.shapes import DocumentFacts
from challenges.follows import OUTCOMES
from challenges.models import ChallengePage, Joining, JoiningChange, Lesson
from challenges.needs.joining import JoiningRefused, is_public
from challenges.needs.mails import queue_outcome
from challenges.needs.permissions import Act, may_approve


@dataclass(frozen=True)
class Outcome:
    """What a joined authority hears: what the public reads, and the lessons that are shared."""

    state: str
    reason: str
    stories: list[Link]
    documents: list[DocumentFacts]
    lessons: list[str]


def has_outcome(challenge: ChallengePage) -> bool:
    """Return whether the public knows what came of it."""
    return challenge.live and challenge.stage in OUTCOMES


def outcome_of(challenge: ChallengePage, reader: Site, now: datetime) -> Outcome | None:
    """Return what came of the challenge as this authority may read it; nothing before it is told.

    Lessons are those that are public, and those shared between authorities that agreed to share.
    """
    if not has_outcome(challenge) or not is_public(challenge):
        return None
    with everything():
        (facts,) = facts_of([challenge], now, reader)
        shared = Lesson.objects.readable_by(reader).filter(is_shared=True)
        lessons = Lesson.objects.filter(Q(is_public=True) | Q(pk__in=shared.values("pk")))
        texts = list(lessons.filter(challenge=challenge).values_list("text", flat=True))
    return Outcome(
        state=_("The challenge stands at: %s.") % facts.state_label,
        reason=facts.outcome.reason,
        stories=facts.outcome.stories,
        documents=facts.documents,
        lessons=texts,
    )


def joined(challenge: ChallengePage) -> list[Joining]:
    """Return the joinings that the public reads of, the oldest first."""
    found = Joining.objects.public().filter(challenge=challenge)
    return list(found.select_related("authority__root_page", "challenge").order_by("agreed_at"))


@transaction.atomic
def tell(challenge: ChallengePage, note: str, *, by: User, now: datetime | None = None) -> int:
    """Mail what came of it to the editors of all who joined; return how many authorities heard.

    The same note at the same stage is told once. Raises `JoiningRefused` for who may not, before
    the public knows, and where nobody has joined.
    """
    now = now or timezone.now()
    if not (verdict := may_approve(by, authority_of(challenge))):
        raise JoiningRefused(verdict.reason)
    readers = joined(challenge)
    if not readers:
        raise JoiningRefused(_("No other authority has joined this challenge."))
    if not has_outcome(challenge):
        raise JoiningRefused(_("Nothing has come of it in public yet."))
    said = f"{challenge.stage}|{challenge.stage_changed_at}|{note}"
    key = blake2b(said.encode(), digest_size=8).hexdigest()
    number = 0
    for joining in readers:
        outcome = outcome_of(challenge, joining.authority, now)
        if outcome is None:
            raise JoiningRefused(_("The challenge is not published now."))
        if queue_outcome(joining, key, outcome=outcome, note=note):
            JoiningChange.objects.create(
                joining=joining, act=Act.TELL, actor=by, at=now, reason=note, by_owner=True
            )
            number += 1
    return number

"""Who is invited: addresses that are typed, and the people that a session is for."""

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Lower
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from applications.models import Application, Assessor, DecisionLetter
from applications.models.status import MATCHED_OR_BEYOND, Status
from authorities.forms.fields import why_no_address
from authorities.models import User
from challenges.models import Attendance, ChallengePage, Proposal, Session, Support
from challenges.models.querysets import ChallengeQuerySet
from challenges.programmes.sessions.mails import queue_invitation

INVITED, TICKED = "sessions.invited", "sessions.ticked"
MOST = 200
OF_A_COHORT = (Session.Kind.COHORT_DAY, Session.Kind.ONE_TO_ONES)
NAMED = re.compile(r"(.*?)<([^<>]+)>")
Person = tuple[str, str]


class InvitationRefused(Exception):
    """Nobody is invited; the message says why, in words for the person who tried."""


def read_people(text: str) -> list[Person]:
    """Return addresses with names, from lines like `Ada Okafor <ada@example.org>`.

    Raises `InvitationRefused` for a line that is no address.
    """
    people = []
    for line in text.replace(";", "\n").splitlines():
        if not (line := line.strip().strip(",")):
            continue
        name, address = found.groups() if (found := NAMED.fullmatch(line)) else ("", line)
        address = address.strip().removeprefix("mailto:")
        if why := why_no_address(address):
            raise InvitationRefused(_("“%(line)s”: %(why)s.") % {"line": line, "why": why})
        people.append((address.lower(), name.strip(' "')[:120]))
    return people


def audience_of(session: Session, now: datetime) -> list[Person]:
    """Return the people that the session is for, as far as they are known here.

    Of businesses only those that have read that they are matched.
    """
    audience = Session.Audience(session.audience)
    challenges = challenges_of(session)
    if audience is Session.Audience.MATCHED:
        told = DecisionLetter.objects.told(now).filter(
            application__page__in=challenges.values("pk"),
            application__status__in=MATCHED_OR_BEYOND,
            status__in=(Status.MATCHED, Status.SELECTED),
        )
        return list(told.values_list("application__email", "application__contact_name"))
    if audience is Session.Audience.ASSESSORS:
        assessors = Assessor.objects.for_authority(session.authority).filter(
            page__in=challenges.values("pk"), removed_at=None, declined_at=None
        )
        return list(assessors.values_list("email", "name"))
    if audience is Session.Audience.DIRECTORATE:
        mine = Proposal.objects.for_authority(session.authority)
        mine = mine.filter(directorate=session.directorate_id)
        supports = Support.objects.filter(proposal__in=mine.values("pk"))
        # A supporter who is not named to others is invited by address alone.
        return [
            *mine.exclude(email="").values_list("email", "name"),
            *((email, "") for (email,) in supports.values_list("email")),
        ]
    return []


def challenges_of(session: Session) -> ChallengeQuerySet:
    """Return the challenges that the session is about: one, or the authority's of its programme."""
    challenges = ChallengePage.objects.filter(programme=session.programme_id)
    if session.challenge_id:
        challenges = challenges.filter(pk=session.challenge_id)
    return challenges.for_authority(session.authority)


def untold(session: Session, people: list[Person], now: datetime) -> list[str]:
    """Return who of these applied and would learn from an invitation what no letter says yet.

    To an evening for anybody an applicant can come; a cohort day says that they are matched.
    """
    for_matched = session.audience == Session.Audience.MATCHED or session.kind in OF_A_COHORT
    if not for_matched:
        return []
    sent = Application.objects.filter(page__in=challenges_of(session).values("pk"))
    waiting = sent.exclude(status=Status.WITHDRAWN).exclude(
        Exists(DecisionLetter.objects.told(now).filter(application=OuterRef("pk")))
    )
    typed = {email.lower() for email, _name in people}
    # In another case than ours, too: so it is compared here.
    known = waiting.annotate(address=Lower("email")).filter(address__in=typed)
    return sorted(set(known.values_list("address", flat=True)))


def invite(session: Session, people: list[Person], *, by: User, now: datetime) -> int:
    """Invite each once, and mail them; return how many that were not invited before.

    Raises `InvitationRefused` for what is over or called off, and for too many at once.
    """
    if session.called_off or session.is_over(now):
        raise InvitationRefused(_("It is over or called off: nobody can be invited."))
    if len(people) > MOST:
        raise InvitationRefused(_("Invite at most %d people at once.") % MOST)
    if waiting := untold(session, people, now):
        raise InvitationRefused(
            _(
                "Nobody is invited yet, because this session would tell %s what no letter has "
                "told them. Release the decision first, or leave them out."
            )
            % ", ".join(waiting)
        )
    invited = sum(_invite(session, email, name, now) for email, name in people)
    if invited:
        log(session, INVITED, user=by, data={"number": invited})
    return invited


def sign_up(session: Session, email: str, name: str, *, now: datetime) -> Attendance:
    """Mail their own page to somebody who wants to come; who is invited gets nothing new."""
    _invite(session, email.lower(), name, now)
    return session.attendances.get(email__iexact=email)


def _invite(session: Session, email: str, name: str, now: datetime) -> bool:
    if not email or session.attendances.filter(email__iexact=email).exists():
        return False
    try:
        with transaction.atomic():
            made = Attendance.objects.create(
                session=session, email=email.lower(), name=name, invited_at=now
            )
            return queue_invitation(made)
    except IntegrityError:
        # Invited by somebody else at the same moment.
        return False

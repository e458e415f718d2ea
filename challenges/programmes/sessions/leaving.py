"""Places of businesses that are matched no more: they go to others."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from applications.models import Application
from applications.models.status import MATCHED_OR_BEYOND, Status
from authorities.batch import by_pk, for_each_isolated
from challenges.models import Attendance, Session
from challenges.programmes.sessions.answering import say_no
from challenges.programmes.sessions.inviting import challenges_of


def give_up_places(now: datetime) -> int:
    """Take back the places of who is matched no more, at sessions to come; return how many.

    Whoever withdrew gives it up at once. Whose match was taken back keeps it until a letter says
    so: nobody reads a decision from a list of guests. Days on which they were there stay.
    """
    coming = Session.objects.filter(audience=Session.Audience.MATCHED, starts_at__gt=now)
    return sum(
        for_each_isolated(
            _gone(session, now),
            lambda attendance: bool(say_no(attendance, now=now)),
            job="give_up_places",
            key=by_pk,
        )
        for session in coming.filter(called_off="").select_related("authority__root_page")
    )


def _gone(session: Session, now: datetime) -> QuerySet[Attendance]:
    """Return whose match ended since they were invited, as they know, and who has no other one."""
    theirs = (
        Application.objects.filter(page__in=challenges_of(session).values("pk"))
        .annotate(address=Lower("email"))
        .filter(address=OuterRef("address"))
    )
    is_due = Q(next_status_at__lte=now)
    told = is_due & Q(next_status__in=MATCHED_OR_BEYOND)
    told |= ~is_due & Q(released_status__in=MATCHED_OR_BEYOND)
    ended = theirs.filter(Q(status=Status.WITHDRAWN) | ~told)
    return (
        session.attendances.exclude(answer=Attendance.Answer.NO)
        .annotate(address=Lower("email"))
        .filter(Exists(ended.filter(status_changed_at__gt=OuterRef("invited_at"))))
        .exclude(Exists(theirs.exclude(status=Status.WITHDRAWN).filter(told)))
    )

"""What sessions make in figures: for everybody who shows them."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from authorities.dates import note_expiry
from challenges.models import Attendance, Session

ONE_TO_ONES = Session.Kind.ONE_TO_ONES


@dataclass(frozen=True)
class Retention:
    """How many of those who were at the first session were at the last one as well."""

    first: int
    stayed: int

    @property
    def per_cent(self) -> int:
        """The share, as a whole number."""
        return round(100 * self.stayed / self.first)


@dataclass(frozen=True)
class SessionFigures:
    """What was held, and with whom. People are counted once, however often they came."""

    held: int
    coming: int
    participants: int
    # Times that somebody was there.
    attendances: int
    facilitators: int
    by_directorate: list[tuple[str, int]]
    # Held, and nobody kept a list or a number.
    unrecorded: int
    retention: Retention | None

    @property
    def retention_said(self) -> str:
        """The retention in words; where it is not known, that."""
        if self.retention is None:
            return _("Not known yet: it takes two sessions with a list of who was there.")
        return _(
            "%(stayed)d of the %(first)d people at the first session were at the last one "
            "(%(per_cent)d%%)."
        ) % {
            "stayed": self.retention.stayed,
            "first": self.retention.first,
            "per_cent": self.retention.per_cent,
        }


def people_by_programme(sessions: QuerySet[Session], now: datetime) -> dict[int, tuple[int, int]]:
    """Return how many were held and how many people came, by the programme; three queries.

    People are counted once in each programme. Where a number was recorded elsewhere it counts
    beside the people who were ticked.
    """
    sessions = sessions.filter(called_off="").order_by()
    over = Q(ends_at=None) | Q(ends_at__lte=now)
    held = sessions.values("programme").annotate(
        held=Count("pk", filter=over),
        recorded=Sum("recorded_participants"),
        next_end=Min("ends_at", filter=~over),
    )
    for row in held:
        if row["next_end"]:
            note_expiry(row["next_end"])
    there = Attendance.objects.attended().filter(session__in=sessions.values("pk")).order_by()
    people = there.values("session__programme").annotate(
        people=Count("email", distinct=True, filter=~Q(email="")),
        erased=Count("pk", filter=Q(email="")),
    )
    came = {row["session__programme"]: row["people"] + row["erased"] for row in people}
    return {
        row["programme"]: (row["held"], came.get(row["programme"], 0) + (row["recorded"] or 0))
        for row in held
    }


def session_figures(sessions: QuerySet[Session], now: datetime) -> SessionFigures:
    """Return the figures of one programme's sessions, in five queries at most."""
    sessions = sessions.filter(called_off="")
    rows = list(
        sessions.annotate(ticked=Count("attendances", filter=~Q(attendances__attended_at=None)))
        .select_related("directorate")
        .order_by("starts_at", "pk")
    )
    held = [one for one in rows if one.is_over(now)]
    participants = sum(people for _held, people in people_by_programme(sessions, now).values())
    names = {name.casefold() for one in held for name in one.names_of_facilitators()}
    directorates = Counter(str(one.directorate) for one in held if one.directorate)
    return SessionFigures(
        held=len(held),
        coming=len(rows) - len(held),
        participants=participants,
        attendances=sum(one.ticked for one in rows),
        facilitators=len(names) + sum(one.recorded_facilitators or 0 for one in rows),
        by_directorate=sorted(directorates.items()),
        unrecorded=sum(not one.ticked and one.recorded_participants is None for one in held),
        retention=_retention([one for one in held if one.ticked and one.kind != ONE_TO_ONES]),
    )


def _retention(ticked: list[Session]) -> Retention | None:
    """Return who stayed from the first to the last of these; one-to-ones are nobody's last."""
    if len(ticked) < 2:
        return None
    first, last = ticked[0], ticked[-1]
    stayed = (
        last.attendances.attended()
        .exclude(email="")
        .filter(email__in=first.attendances.attended().values("email"))
        .count()
    )
    return Retention(first.ticked, stayed)  # type: ignore[attr-defined]

"""What the screen of one application shows."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from applications.files.previews import has_preview
from applications.models import Application, IneligibleBecause, TakesApplications
from applications.models.status import MATCHED_OR_BEYOND, MOVES, SELECTED_OR_BEYOND, Move, Status
from applications.moderation.next_steps.tracks import application_track
from applications.moderation.notes import NoteForm
from applications.moderation.panels.assessment import assessment_part
from applications.moderation.panels.letter import letter_part
from applications.moderation.queue.search import find_by_query
from applications.moderation.timeline import history_lines
from applications.submission.answers import fixed_answers, history, own_answers
from applications.submission.duplicates import also_in_others, likely_duplicates, others_of_business
from applications.workflow.eligibility import checklist
from applications.workflow.permissions import MOVERS, may_go_over_limit, may_move
from applications.workflow.transitions import places
from authorities.models import User
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member


@dataclass(frozen=True)
class Choice:
    """A move that this person can make now, and what they typed if it was refused."""

    to: Status
    move: Move
    is_over_limit: bool = False
    reason: str = ""
    error: str = ""
    because: str = ""
    due_on: str = ""


@dataclass(frozen=True)
class Place:
    """From where in the queue somebody came: the list's query, and the row's place in it."""

    query: str | None = None
    at: int = 0

    def address(self, key: int, at: int | None = None) -> str:
        """Return the address of an application's screen that remembers the list."""
        address = reverse("queue_modeladmin_inspect", args=[key])
        if self.query is None:
            return address
        remembered = {"list": self.query, "at": str(self.at if at is None else at)}
        return f"{address}?{urlencode(remembered)}"

    @property
    def list_address(self) -> str:
        """The address of the list itself."""
        return f"{reverse('queue_modeladmin_index')}?{self.query or ''}".rstrip("?")


def place_in(data: QueryDict) -> Place:
    """Return the place in the list that an address names."""
    query = data.get("list")
    if query is None:
        return Place()
    at = data.get("at", "")
    return Place(str(query)[:2000], int(at) if at.isdecimal() and len(at) < 6 else 0)


def application_context(
    request: HttpRequest, application: Application, refused: Choice | None = None, **more
) -> dict:
    """Return what the application's screen shows to this person."""
    user, now = staff_member(request), timezone.now()
    page = application.page.specific
    letter = letter_part(application, user)
    deciding = _deciding(application, user, now, refused)
    may_screen = _may_screen(application, user, now)
    if may_screen:
        # Screening in one go has buttons of its own for these.
        screened = (Status.ELIGIBLE, Status.INELIGIBLE)
        deciding["choices"] = [
            one for one in deciding["choices"] if one.error or one.to not in screened
        ]
    may_write = bool(may_act_as(user, application.authority, *MOVERS))
    return {
        "application": application,
        "instance": application,
        "page": page,
        "authority": settings_of(application.authority),
        **_reading(application, page, now),
        **deciding,
        "may_write": may_write,
        "next_week": timezone.localdate() + timedelta(days=7),
        "checklist": checklist(application, page),
        "may_screen": may_write and may_screen,
        "may_check": may_write and application.status == Status.SCREENING,
        "assessment": assessment_part(application, user),
        "letter": letter,
        "track": application_track(application, page, letter["letter"], now, may_decide=may_write),
        "told": application.told_status(now).label,
        "note_form": NoteForm(),
        **place_context(request, application, now),
        **more,
    }


def _may_screen(application: Application, user: User, now: datetime) -> bool:
    """Return whether it can be found eligible or not in one go."""
    if application.status == Status.SUBMITTED:
        return bool(may_move(user, application, Status.SCREENING, now=now))
    # What the rules say against eligible is what screening writes.
    return application.status == Status.SCREENING and bool(
        may_move(user, application, Status.INELIGIBLE, now=now)
    )


def place_context(request: HttpRequest, application: Application, now: datetime) -> dict:
    """Return the ways back to the list, and to the applications beside this one in it."""
    place = place_in(request.GET)
    before = after = None
    if place.query is not None:
        found = find_by_query(
            place.query, user=staff_member(request), authority=staff_authority(request), now=now
        )
        before, after = found.beside(application.pk, place.at)
        if application.pk in found.keys:
            place = replace(place, at=found.keys.index(application.pk))
            next_at = place.at + 1
        else:
            next_at = place.at
        return {
            "place": place,
            "place_query": request.GET.urlencode(),
            "previous": place.address(before, max(0, place.at - 1)) if before else "",
            "next": place.address(after, next_at) if after else "",
        }
    return {"place": place, "place_query": ""}


def _reading(application: Application, page: TakesApplications, now: datetime) -> dict:
    """Return what came from the business, and what was written about it."""
    prefetch_related_objects([application], "files")
    return {
        "fixed_answers": fixed_answers(application),
        "answers": own_answers(application),
        "partners": [(one, fixed_answers(one)) for one in application.partners.all()],
        "files": [(file, has_preview(file.content_type)) for file in application.files.all()],
        "messages_about_it": application.messages.select_related("author"),
        "now": now,
        "notes": application.notes.select_related("author"),
        "versions": history(application),
        "duplicates": [] if page.is_sealed_at(now) else likely_duplicates(application),
        "others": others_of_business(application, now),
        "shared": [] if page.is_sealed_at(now) else also_in_others(application),
        "history": history_lines(application),
    }


def _deciding(application: Application, user: User, now: datetime, refused: Choice | None) -> dict:
    """Return the moves that are possible, and what stands against the others."""
    page = application.page.specific
    limit = places(page, settings_of(application.authority))
    same_page = Application.objects.filter(page_id=application.page_id)
    taken = {
        Status.MATCHED: same_page.filter(status__in=MATCHED_OR_BEYOND).count(),
        Status.SELECTED: same_page.filter(status__in=SELECTED_OR_BEYOND).count(),
    }
    verdicts = [
        (to, made, may_move(user, application, to, now=now))
        for to, made in MOVES[Status(application.status)].items()
    ]
    return {
        "choices": [
            refused
            if refused and refused.to == to
            else Choice(to, made, is_over_limit=to in limit and taken[to] >= limit[to])
            for to, made, verdict in verdicts
            if verdict
        ],
        "refusals": sorted({verdict.reason for _to, _made, verdict in verdicts if not verdict}),
        "because": IneligibleBecause.choices,
        "may_go_over_limit": bool(may_go_over_limit(user, application)),
        "limits": [
            (_("Matched"), taken[Status.MATCHED], limit[Status.MATCHED]),
            (_("Selected"), taken[Status.SELECTED], limit[Status.SELECTED]),
        ],
    }

"""Asking: which decision an applicant may ask about, until when, and what is kept of it."""

from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from applications.complaints.mails import queue_receipt, queue_waiting
from applications.history import chain
from applications.models import Application, Complaint, DecisionLetter, Event
from authorities.models import AuthoritySettings
from authorities.scope import settings_of


class TooLate(Exception):
    """The days in which an applicant may ask about the decision are over, or none was told."""


class AskedBefore(Exception):
    """The applicant waits for an answer already, to `complaint`."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__("One waits for its answer.")
        self.complaint = complaint


def may_ask_until(letter: DecisionLetter, settings: AuthoritySettings) -> datetime:
    """Return the last instant: the end of the authority's last day for a letter that was told.

    Days are counted from the one on which it was told, weekends and holidays as well.
    """
    if letter.release is None:
        raise ValueError("The letter was not told.")
    return end_of_day(letter.release.visible_at, settings.complaint_days, settings)


def end_of_day(start: datetime, days: int, settings: AuthoritySettings) -> datetime:
    """Return the midnight that ends the day so many days after an instant, where they are."""
    day = timezone.localtime(start, settings.zone).date() + timedelta(days=days + 1)
    return datetime.combine(day, time(), settings.zone)


def last_letter(application: Application, now: datetime) -> DecisionLetter | None:
    """Return the decision that the applicant was told last, if there is any."""
    return application.letters.told(now).select_related("release").first()


@transaction.atomic
def ask(
    application: Application, kind: Complaint.Kind, text: str, *, now: datetime | None = None
) -> Complaint:
    """Keep what the applicant asks or objects to, on the record, and tell who may answer.

    Raises `TooLate` outside the authority's days, and `AskedBefore` while one waits.
    """
    now = now or timezone.now()
    Page.objects.select_for_update().get(pk=application.page_id)
    settings = settings_of(application.authority)
    if waiting := application.complaints.waiting().first():
        raise AskedBefore(waiting)
    letter = last_letter(application, now)
    if not letter or not settings.complaint_days or now >= may_ask_until(letter, settings):
        raise TooLate
    complaint = Complaint.objects.create(
        application=application,
        letter=letter,
        kind=kind,
        text=text.strip(),
        at=now,
        due_at=end_of_day(now, settings.complaint_answer_days, settings),
    )
    chain.record_for(
        Event.COMPLAINED, application, at=now, complaint=complaint.pk, covers=[complaint]
    )
    queue_receipt(complaint)
    queue_waiting(complaint)
    return complaint

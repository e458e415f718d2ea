"""Messages between moderator and applicant, and requests for information."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from applications.history import chain
from applications.models import Application, Event, Message, TakesApplications
from applications.models.status import Status
from applications.submission.mails import queue_answer_for_moderators, queue_message
from applications.workflow.disclosure import tell_at_once
from applications.workflow.transitions import answer_request, move
from authorities.models import User


@transaction.atomic
def request_information(
    application: Application,
    text: str,
    *,
    due_at: datetime | None,
    by: User,
    page: TakesApplications,
    now: datetime | None = None,
) -> Message:
    """Ask the applicant for something, move the application, and tell them at once.

    Raises what `applications.workflow.transitions.move` raises.
    """
    now = now or timezone.now()
    move(application, Status.INFO_REQUESTED, by=by, reason=text, now=now)
    tell_at_once(application, Status.INFO_REQUESTED)
    message = Message.objects.create(
        application=application, author=by, text=text.strip(), due_at=due_at, at=now
    )
    _record(message)
    queue_message(message, page=page)
    return message


@transaction.atomic
def write(application: Application, text: str, *, by: User, page: TakesApplications) -> Message:
    """Write to the applicant; they read it on their private page, and a mail says so."""
    message = Message.objects.create(application=application, author=by, text=text.strip())
    _record(message)
    queue_message(message, page=page)
    return message


@transaction.atomic
def answer(application: Application, text: str, *, page: TakesApplications) -> Message:
    """Keep what the applicant writes; an answer brings a request back to screening."""
    message = Message.objects.create(application=application, text=text.strip())
    _record(message)
    answer_request(application)
    queue_answer_for_moderators(message, page=page)
    return message


def _record(message: Message) -> None:
    """Write into the history that somebody wrote, not what."""
    chain.record_for(
        Event.MESSAGE,
        message.application,
        actor=message.author,
        at=message.at,
        message=message.pk,
        covers=[message],
    )

"""Mail about what was sent, and about messages."""

from datetime import timedelta

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Application, ApplicationFile, Message, Note
from applications.recipients import write_to_contact, write_to_moderators
from authorities.mail.outbox import queue_once, was_queued
from authorities.mail.registry import register

RECEIPT = register(
    "receipt",
    "applications/submission/mail/receipt.txt",
    to="the applicant",
    when="an application is sent, or sent again",
)
MESSAGE = register(
    "message",
    "applications/submission/mail/message.txt",
    to="the applicant",
    when="staff write, or ask for information",
)
NEWS_FOR_MODERATORS = register(
    "moderators",
    "applications/submission/mail/moderators.txt",
    to="each moderator",
    when="an application is sent, or sent again",
)
ANSWER_FOR_MODERATORS = register(
    "moderators_answer",
    "applications/submission/mail/moderators_answer.txt",
    to="each moderator",
    when="an applicant writes",
)
HARMFUL_FILE = register(
    "harmful_file",
    "applications/submission/mail/harmful_file.txt",
    to="the applicant",
    when="the virus scanner finds something in a file of theirs",
)
HARMFUL_FILE_FOR_MODERATORS = register(
    "moderators_harmful_file",
    "applications/submission/mail/moderators_harmful_file.txt",
    to="each moderator",
    when="the virus scanner finds something in a file that was sent",
)
HARMFUL_NOTE_FILE = register(
    "note_harmful_file",
    "applications/submission/mail/note_harmful_file.txt",
    to="who wrote the note",
    when="the virus scanner finds something in a note's file",
)


def has_receipt(application: Application) -> bool:
    """Return whether the applicant got a receipt for what they sent last."""
    key = f"{application.draft_id}:{application.version}"
    return was_queued(RECEIPT, key)


def queue_receipt(application: Application, *, page: Page) -> None:
    """Tell the applicant that their application has arrived, and where it stands."""
    draft = application.draft
    write_to_contact(
        draft,
        RECEIPT,
        subject=_("We have your application %s") % application.reference,
        key=f"{draft.pk}:{application.version}",
        page=page,
        application=application,
    )


def queue_message(message: Message, *, page: Page) -> None:
    """Tell the applicant that something waits for them on their private page."""
    reference = message.application.reference
    write_to_contact(
        message.application.draft,
        MESSAGE,
        subject=_("We need something from you: %s") % reference
        if message.due_at
        else _("A message about your application %s") % reference,
        key=f"{message.pk}",
        page=page,
        message=message,
    )


def queue_news_for_moderators(application: Application, *, page: Page) -> None:
    """Tell each of the authority's moderators that an application waits.

    Of one that is sent again they hear at the hour's end, however often it was.
    """
    hour = application.submit_time.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    is_first = application.version == 1
    write_to_moderators(
        application,
        NEWS_FOR_MODERATORS,
        subject=_("Application %s waits for you") % application.reference,
        key=f"{application.pk}:{1 if is_first else hour.isoformat()}",
        scheduled_time=None if is_first else hour,
        page=page,
    )


def queue_answer_for_moderators(message: Message, *, page: Page) -> None:
    """Tell each of the authority's moderators that an applicant has written."""
    application = message.application
    write_to_moderators(
        application,
        ANSWER_FOR_MODERATORS,
        subject=_("The applicant of %s has written") % application.reference,
        key=f"{message.pk}",
        page=page,
    )


def queue_harmful_file(file: ApplicationFile, *, page: Page) -> None:
    """Tell the applicant what was found in a file of theirs, and until when to replace it."""
    write_to_contact(
        file.draft,
        HARMFUL_FILE,
        subject=_("Something harmful was found in “%s”") % file.name,
        key=f"{file.pk}",
        page=page,
        file=file,
    )


def queue_harmful_file_for_moderators(
    file: ApplicationFile, application: Application, *, page: Page
) -> None:
    """Tell each of the authority's moderators that a file is locked away."""
    write_to_moderators(
        application,
        HARMFUL_FILE_FOR_MODERATORS,
        subject=_("A file of %s is locked away") % application.reference,
        key=f"{file.pk}",
        page=page,
        file=file,
    )


def queue_harmful_note_file(note: Note) -> None:
    """Tell who wrote a note what was found in its file."""
    queue_once(
        note.author.email,
        note.application.authority,
        HARMFUL_NOTE_FILE,
        subject=_("Something harmful was found in “%s”") % note.file_name,
        key=f"{note.pk}",
        note=note,
        reference=note.application.reference,
    )

"""Mail about what was sent, and about messages."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.mail import _queue_for_moderators, write_to
from applications.models import Application, Message


def queue_receipt(application: Application, *, page: Page) -> None:
    """Tell the applicant that their application has arrived, and where it stands."""
    draft = application.draft
    write_to(
        draft,
        "receipt",
        subject=_("We have your application %s") % application.reference,
        key=f"{draft.pk}:{application.version}",
        page=page,
        application=application,
    )


def queue_message(message: Message, *, page: Page) -> None:
    """Tell the applicant that something waits for them on their private page."""
    reference = message.application.reference
    write_to(
        message.application.draft,
        "message",
        subject=_("We need something from you: %s") % reference
        if message.due_at
        else _("A message about your application %s") % reference,
        key=f"{message.pk}",
        page=page,
        message=message,
    )


def queue_news_for_moderators(application: Application, *, page: Page) -> None:
    """Tell each of the authority's moderators that an application waits."""
    _queue_for_moderators(
        application,
        "moderators",
        subject=_("Application %s waits for you") % application.reference,
        key=f"{application.pk}:{application.version}",
        page=page,
    )


def queue_answer_for_moderators(message: Message, *, page: Page) -> None:
    """Tell each of the authority's moderators that an applicant has written."""
    application = message.application
    _queue_for_moderators(
        application,
        "moderators_answer",
        subject=_("The applicant of %s has written") % application.reference,
        key=f"{message.pk}",
        page=page,
    )

"""Mail about an application's state."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.mail import _queue_for_moderators, write_to
from applications.models import Application


def queue_withdrawal(application: Application, *, page: Page) -> None:
    """Confirm to the applicant that their application is withdrawn."""
    write_to(
        application.draft,
        "withdrawal",
        subject=_("Your application %s is withdrawn") % application.reference,
        key=f"{application.pk}:{application.status_changed_at.isoformat()}",
        page=page,
        is_open=page.is_open(),
    )


def queue_free_place_for_moderators(application: Application, *, page: Page) -> None:
    """Tell each of the authority's moderators that a match was withdrawn."""
    _queue_for_moderators(
        application,
        "moderators_free_place",
        subject=_("A match was withdrawn: %s") % application.reference,
        key=f"{application.pk}:{application.status_changed_at.isoformat()}",
        page=page,
    )

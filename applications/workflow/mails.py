"""Mail about an application's state."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Application
from applications.recipients import write_to_contact, write_to_moderators, write_to_partners
from authorities.mail.registry import register

WITHDRAWAL = register(
    "withdrawal",
    "applications/workflow/mail/withdrawal.txt",
    to="the applicant",
    when="an application is withdrawn",
)
WITHDRAWAL_FOR_PARTNERS = register(
    "partner_withdrawal",
    "applications/workflow/mail/partner_withdrawal.txt",
    to="each partner that agreed",
    when="an application is withdrawn",
)
FREE_PLACE = register(
    "moderators_free_place",
    "applications/workflow/mail/moderators_free_place.txt",
    to="each moderator",
    when="a match is withdrawn",
)


def queue_withdrawal(application: Application, *, page: Page) -> None:
    """Confirm to the applicant that their application is withdrawn, and tell their partners."""
    write_to_contact(
        application.draft,
        WITHDRAWAL,
        subject=_("Your application %s is withdrawn") % application.reference,
        key=f"{application.pk}:{application.status_changed_at.isoformat()}",
        page=page,
        is_open=page.is_open(),
    )
    write_to_partners(
        application,
        WITHDRAWAL_FOR_PARTNERS,
        subject=_("The application %s is withdrawn") % application.reference,
        key=f"{application.pk}:{application.status_changed_at.isoformat()}",
        page=page,
    )


def queue_free_place_for_moderators(application: Application, *, page: Page) -> None:
    """Tell each of the authority's moderators that a match was withdrawn."""
    write_to_moderators(
        application,
        FREE_PLACE,
        subject=_("A match was withdrawn: %s") % application.reference,
        key=f"{application.pk}:{application.status_changed_at.isoformat()}",
        page=page,
    )

"""Mail about the partners of what was sent."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Application, SentPartner
from applications.recipients import write_to_contact, write_to_moderators, write_to_partners
from authorities.mail.registry import register

RECEIPT = register(
    "partner_receipt",
    "applications/submission/mail/partner_receipt.txt",
    to="a partner",
    when="an application that it agreed to is sent, or sent again",
)
LEFT = register(
    "partner_left",
    "applications/submission/mail/partner_left.txt",
    to="the applicant",
    when="a partner takes its agreement back after sending",
)
LEFT_FOR_MODERATORS = register(
    "moderators_partner_left",
    "applications/submission/mail/moderators_partner_left.txt",
    to="each moderator",
    when="a partner takes its agreement back after sending",
)


def queue_receipt_for_partners(application: Application, *, page: Page) -> int:
    """Tell each partner that the application with it has arrived; return how many."""
    return write_to_partners(
        application,
        RECEIPT,
        subject=_("The application %s is sent") % application.reference,
        key=f"{application.pk}:{application.version}",
        page=page,
    )


def queue_left(partner: SentPartner, *, page: Page) -> None:
    """Tell the applicant that a partner has left what was sent."""
    write_to_contact(
        partner.version.application.draft,
        LEFT,
        subject=_("%s is no longer your partner") % partner.business_name,
        key=f"{partner.pk}",
        page=page,
        partner=partner,
    )


def queue_left_for_moderators(partner: SentPartner, *, page: Page) -> None:
    """Tell each of the authority's moderators that an application lacks a partner."""
    application = partner.version.application
    write_to_moderators(
        application,
        LEFT_FOR_MODERATORS,
        subject=_("A partner left the application %s") % application.reference,
        key=f"{partner.pk}",
        page=page,
    )

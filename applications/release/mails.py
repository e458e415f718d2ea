"""Mail about decisions and outcomes."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Correction, DecisionLetter, Procurement
from applications.recipients import write_to_contact, write_to_partners
from authorities.mail.outbox import queue_once
from authorities.mail.registry import register

DECISION = register(
    "decision",
    "applications/release/mail/decision.txt",
    to="the applicant",
    when="a release becomes visible",
)
DECISION_FOR_PARTNERS = register(
    "partner_decision",
    "applications/release/mail/partner_decision.txt",
    to="each partner that agreed",
    when="a release becomes visible",
)
CORRECTION = register(
    "letter_correction",
    "applications/release/mail/correction.txt",
    to="the applicant",
    when="a letter that they could read is followed by a correction",
)
OUTCOME_DUE = register(
    "outcome_due",
    "applications/release/mail/outcome_due.txt",
    to="who sees to a procurement",
    when="its outcome is due",
)


def queue_decision(letter: DecisionLetter, *, page: Page) -> bool:
    """Tell the applicant that a decision waits on their private page; not which."""
    application = letter.application
    return write_to_contact(
        application.draft,
        DECISION,
        subject=_("A decision about your application %s") % application.reference,
        key=f"{letter.pk}",
        page=page,
    )


def queue_correction(correction: Correction, *, page: Page) -> bool:
    """Tell the applicant that a correction stands beside their letter; not what it says."""
    application = correction.letter.application
    return write_to_contact(
        application.draft,
        CORRECTION,
        subject=_("A correction to our letter about %s") % application.reference,
        key=f"{correction.pk}",
        page=page,
    )


def queue_decision_for_partners(letter: DecisionLetter, *, page: Page) -> int:
    """Tell each partner that was sent and has not left that there is a decision; return how many.

    Its own page says which. The letter is the lead's, and so is the private address.
    """
    application = letter.application
    return write_to_partners(
        application,
        DECISION_FOR_PARTNERS,
        subject=_("A decision about the application %s") % application.reference,
        key=f"{letter.pk}",
        page=page,
    )


def queue_outcome_due(procurement: Procurement, *, page: Page) -> bool:
    """Remind who sees to a procurement that its outcome is due."""
    application = procurement.application
    return queue_once(
        procurement.owner.email,
        application.authority,
        OUTCOME_DUE,
        subject=_("An outcome is due: %s") % application.reference,
        key=f"{procurement.pk}:{procurement.due_on.isoformat()}:{procurement.owner_id}",
        reference=application.reference,
        application=application,
        page=page,
        procurement=procurement,
        url=application.authority.root_url
        + reverse("queue_modeladmin_inspect", args=[application.pk]),
    )

"""Mail about questions and complaints."""

from django.urls import reverse
from django.utils.translation import gettext as _

from applications.complaints.permissions import who_may_answer
from applications.models import Complaint
from applications.recipients import write_to_contact
from applications.workflow.permissions import MOVERS
from authorities.mail.outbox import queue_once
from authorities.mail.registry import register
from authorities.models import Role, User

RECEIPT = register(
    "complaint_receipt",
    "applications/complaints/mail/receipt.txt",
    to="the applicant",
    when="they ask or complain about a decision",
)
ANSWER = register(
    "complaint_answer",
    "applications/complaints/mail/answer.txt",
    to="the applicant",
    when="it is answered",
)
WAITING = register(
    "complaint_waiting",
    "applications/complaints/mail/waiting.txt",
    to="who may answer; where nobody may, moderators, managers and administrators",
    when="an applicant asks or complains about a decision",
)


def queue_receipt(complaint: Complaint) -> None:
    """Tell the applicant that it has arrived, and by when it is answered."""
    application = complaint.application
    write_to_contact(
        application.draft,
        RECEIPT,
        subject=_("We have your question about %s") % application.reference
        if complaint.kind == Complaint.Kind.QUESTION
        else _("We have your complaint about %s") % application.reference,
        key=f"{complaint.pk}",
        page=application.page,
        complaint=complaint,
    )


def queue_answer(complaint: Complaint) -> None:
    """Tell the applicant that the answer stands on their private page; not what it says."""
    application = complaint.application
    write_to_contact(
        application.draft,
        ANSWER,
        subject=_("Our answer about the decision on %s") % application.reference,
        key=f"{complaint.pk}",
        page=application.page,
    )


def queue_waiting(complaint: Complaint) -> None:
    """Tell who may answer; where everybody took part, those who can bring somebody in."""
    application = complaint.application
    able = list(who_may_answer(application))
    told = (
        able
        or User.objects.filter(
            is_active=True,
            groups__authority_group__authority=application.authority,
            groups__authority_group__role__in=(*MOVERS, Role.ADMINISTRATOR),
        ).distinct()
    )
    for person in told:
        queue_once(
            person.email,
            application.authority,
            WAITING,
            subject=_("Somebody asks about a decision: %s") % application.reference
            if able
            else _("Nobody may answer about a decision yet: %s") % application.reference,
            key=f"{complaint.pk}:{person.pk}",
            reference=application.reference,
            complaint=complaint,
            page=application.page,
            is_anybody_able=bool(able),
            url=application.authority.root_url + reverse("complaint", args=[complaint.pk]),
        )

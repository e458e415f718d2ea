"""Mail about applications. It is queued with the change that causes it; the worker sends it."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from applications import deadlines
from applications.models import (
    Application,
    Colleague,
    DecisionLetter,
    Draft,
    Extension,
    Letter,
    Message,
    Procurement,
)
from authorities.mail.sender import queue_mail
from authorities.models import Role, User


def tell_applicants(page: Page, kind: str, *, subject: str, key: str, **context: object) -> int:
    """Queue a mail to everybody who writes or has sent an application to this page.

    `kind` names the template `applications/mail/<kind>.txt`, which gets `page`, `authority`,
    `draft`, `url` (the applicant's private page) and `context`. `key` names the occasion: nobody
    is written to twice about the same one. Returns how many mails were queued.
    """
    drafts = list(Draft.objects.filter(page_id=page.pk).exclude(email="").order_by("pk"))
    return sum(
        write_to(
            draft,
            kind,
            subject=subject,
            key=f"{key}:{draft.pk}",
            page=page,
            **context,
        )
        for draft in drafts
    )


def write_to(
    draft: Draft, kind: str, *, subject: str, key: str, page: Page, **context: Any
) -> bool:
    """Queue one mail to a draft's contact; return whether it was, or had been queued before."""
    if not draft.email:
        return False
    return queue(
        draft.email,
        draft.authority,
        kind,
        subject=subject,
        key=key,
        reference=draft.reference,
        draft=draft,
        page=page,
        url=draft.authority.root_url + draft.private_path,
        **context,
    )


def queue(
    recipient: str,
    authority: Site,
    kind: str,
    *,
    subject: str,
    key: str,
    template: str = "",
    stop_url: str = "",
    **context: object,
) -> bool:
    """Queue a mail of the authority's, in its name and brand, once for each `key`.

    `template` is the kind's own unless another one is named; `stop_url` is as for `queue_mail`,
    and the template gets it too. Returns whether it was queued now.
    """
    once = f"{kind}:{key}"
    if Letter.objects.filter(key=once).exists():
        return False
    queued = queue_mail(
        recipient,
        authority,
        template or f"applications/mail/{kind}.txt",
        subject=subject,
        context={**context, "stop_url": stop_url},
        stop_url=stop_url,
    )
    Letter.objects.create(key=once, authority=authority, kind=kind, mail=queued)
    return True


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


def queue_address(draft: Draft, *, page: Page) -> None:
    """Send the contact the private address of their draft."""
    write_to(
        draft,
        "address",
        subject=_("Your draft %s: where to find it") % draft.reference,
        key=f"{draft.pk}:{timezone.now().isoformat()}",
        page=page,
        closes_at=deadlines.closes_at(page, draft),
    )


def queue_reminder(draft: Draft, *, page: Page, closes_at: datetime) -> bool:
    """Remind the contact that something is not sent yet."""
    return write_to(
        draft,
        "reminder",
        subject=_("Not sent yet: your application %s") % draft.reference,
        key=f"{draft.pk}",
        page=page,
        closes_at=closes_at,
        was_sent=hasattr(draft, "application"),
    )


def queue_extension(extension: Extension, *, page: Page) -> None:
    """Tell one applicant that they have more time, and until when."""
    write_to(
        extension.draft,
        "extension",
        subject=_("You have more time for your application %s") % extension.draft.reference,
        key=f"{extension.pk}",
        page=page,
        until=extension.until,
    )


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


def queue_invitation(colleague: Colleague, *, page: Page) -> None:
    """Invite a colleague to a draft, by an address of their own."""
    draft = colleague.draft
    queue(
        colleague.email,
        draft.authority,
        "invitation",
        subject=_("%s invites you to work on an application") % draft.email,
        key=f"{colleague.pk}:{timezone.now().isoformat()}",
        reference=draft.reference,
        draft=draft,
        page=page,
        url=draft.authority.root_url + colleague.private_path,
        closes_at=deadlines.closes_at(page, draft),
    )


def queue_contact_changed(draft: Draft, before: str, *, page: Page, by_staff: bool) -> None:
    """Tell the old address that it is no longer the contact's, and the new one that it is."""
    for recipient, is_new in ((before, False), (draft.email, True)):
        if recipient:
            queue(
                recipient,
                draft.authority,
                "contact_changed",
                subject=_("The contact for %s has changed") % draft.reference,
                key=f"{draft.pk}:{draft.secret[:8]}:{is_new}",
                reference=draft.reference,
                page=page,
                is_new=is_new,
                by_staff=by_staff,
                url=draft.authority.root_url + draft.private_path if is_new else "",
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


def queue_free_place_for_moderators(application: Application, *, page: Page) -> None:
    """Tell each of the authority's moderators that a match was withdrawn."""
    _queue_for_moderators(
        application,
        "moderators_free_place",
        subject=_("A match was withdrawn: %s") % application.reference,
        key=f"{application.pk}:{application.status_changed_at.isoformat()}",
        page=page,
    )


def queue_decision(letter: DecisionLetter, *, page: Page) -> bool:
    """Tell the applicant that a decision waits on their private page; not which."""
    application = letter.application
    return write_to(
        application.draft,
        "decision",
        subject=_("A decision about your application %s") % application.reference,
        key=f"{letter.pk}",
        page=page,
    )


def queue_outcome_due(procurement: Procurement, *, page: Page) -> bool:
    """Remind who sees to a procurement that its outcome is due."""
    application = procurement.application
    return queue(
        procurement.owner.email,
        application.authority,
        "outcome_due",
        subject=_("An outcome is due: %s") % application.reference,
        key=f"{procurement.pk}:{procurement.due_on.isoformat()}:{procurement.owner_id}",
        reference=application.reference,
        application=application,
        page=page,
        procurement=procurement,
        url=application.authority.root_url
        + reverse("queue_modeladmin_inspect", args=[application.pk]),
    )


def _queue_for_moderators(application: Application, kind: str, *, key: str, **context) -> None:
    moderators = User.objects.filter(
        is_active=True,
        groups__authority_group__authority=application.authority,
        groups__authority_group__role=Role.MODERATOR,
    ).distinct()
    address = reverse("queue_modeladmin_inspect", args=[application.pk])
    for moderator in moderators:
        queue(
            moderator.email,
            application.authority,
            kind,
            key=f"{key}:{moderator.pk}",
            application=application,
            reference=application.reference,
            url=application.authority.root_url + address,
            **context,
        )

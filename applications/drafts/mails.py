"""Mail about a draft: to its contact and to colleagues."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.drafts.partners.agreement import standings, what_is_missing
from applications.models import Colleague, Draft, Extension, deadlines
from applications.recipients import write_to_contact
from authorities.mail.outbox import queue_once
from authorities.mail.registry import register

ADDRESS = register(
    "address",
    "applications/drafts/mail/address.txt",
    to="the draft's contact",
    when="they ask for their private address",
)
LINK = register(
    "link",
    "applications/drafts/mail/link.txt",
    to="the draft's contact",
    when="a draft is saved with their address for the first time",
)
REMINDER = register(
    "reminder",
    "applications/drafts/mail/reminder.txt",
    to="the draft's contact",
    when="closing is near and something is not sent",
)
EXTENSION = register(
    "extension",
    "applications/drafts/mail/extension.txt",
    to="the draft's contact",
    when="they were given more time",
)
INVITATION = register(
    "invitation",
    "applications/drafts/mail/invitation.txt",
    to="a colleague",
    when="the contact invites them to the draft",
)
CONTACT_CHANGED = register(
    "contact_changed",
    "applications/drafts/mail/contact_changed.txt",
    to="the old and the new contact",
    when="a draft gets another contact",
)
ERASED = register(
    "erased",
    "applications/drafts/mail/erased.txt",
    to="a colleague",
    when="the contact erases the draft that they share",
)


def queue_address(draft: Draft, *, page: Page) -> None:
    """Send the contact the private address of their draft."""
    write_to_contact(
        draft,
        ADDRESS,
        subject=_("Your draft %s: where to find it") % draft.reference,
        key=f"{draft.pk}:{timezone.now().isoformat()}",
        page=page,
        closes_at=deadlines.closes_at(page, draft),
    )


def queue_link(draft: Draft, *, page: Page) -> None:
    """Send the contact the private address of their draft, once for each email address."""
    write_to_contact(
        draft,
        LINK,
        subject=_("Your draft %s is saved: where to find it") % draft.reference,
        key=f"{draft.pk}:{draft.email}",
        page=page,
        closes_at=deadlines.closes_at(page, draft),
    )


def queue_reminder(draft: Draft, *, page: Page, closes_at: datetime) -> bool:
    """Remind the contact that something is not sent yet."""
    return write_to_contact(
        draft,
        REMINDER,
        subject=_("Not sent yet: your application %s") % draft.reference,
        key=f"{draft.pk}",
        page=page,
        # A worker that was away until then reminds nobody of what is over.
        expires_at=closes_at,
        closes_at=closes_at,
        was_sent=hasattr(draft, "application"),
        partners_missing=what_is_missing(standings(draft), page.specific),
    )


def queue_extension(extension: Extension, *, page: Page) -> None:
    """Tell one applicant that they have more time, and until when."""
    write_to_contact(
        extension.draft,
        EXTENSION,
        subject=_("You have more time for your application %s") % extension.draft.reference,
        key=f"{extension.pk}",
        page=page,
        until=extension.until,
    )


def queue_invitation(colleague: Colleague, *, page: Page) -> None:
    """Invite a colleague to a draft, by an address of their own."""
    draft = colleague.draft
    queue_once(
        colleague.email,
        draft.authority,
        INVITATION,
        subject=_("%s invites you to work on an application") % draft.email,
        key=f"{colleague.pk}:{timezone.now().isoformat()}",
        reference=draft.reference,
        draft=draft,
        page=page,
        url=draft.authority.root_url + colleague.private_path,
        closes_at=deadlines.closes_at(page, draft),
    )


def queue_erased(colleague: Colleague, *, page: Page, at: datetime) -> None:
    """Tell a colleague that the draft is gone, by whom and when."""
    draft = colleague.draft
    queue_once(
        colleague.email,
        draft.authority,
        ERASED,
        subject=_("The draft %s was erased") % draft.reference,
        key=f"{colleague.pk}",
        reference=draft.reference,
        page=page,
        at=at,
    )


def queue_contact_changed(draft: Draft, before: str, *, page: Page, by_staff: bool) -> None:
    """Tell the old address that it is no longer the contact's, and the new one that it is."""
    for recipient, is_new in ((before, False), (draft.email, True)):
        if recipient:
            queue_once(
                recipient,
                draft.authority,
                CONTACT_CHANGED,
                subject=_("The contact for %s has changed") % draft.reference,
                key=f"{draft.pk}:{draft.secret[:8]}:{is_new}",
                reference=draft.reference,
                page=page,
                is_new=is_new,
                by_staff=by_staff,
                url=draft.authority.root_url + draft.private_path if is_new else "",
            )

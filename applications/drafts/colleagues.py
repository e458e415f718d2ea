"""Colleagues who share a draft, and the contact whom the authority writes to."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.drafts.mails import queue_contact_changed, queue_invitation
from applications.history import chain
from applications.models import (
    Application,
    Colleague,
    Draft,
    DraftSection,
    Event,
    TakesApplications,
)
from applications.models.reference import new_secret
from applications.models.search_text import refresh_search_text
from authorities.models import User

AT_MOST = 20


class InvitationRefused(Exception):
    """Nobody is invited; the message says why, in words for the person who tried."""


@transaction.atomic
def invite(
    draft: Draft,
    email: str,
    *,
    page: TakesApplications,
    may_write: Callable[[str], bool] | None = None,
) -> Colleague:
    """Invite a colleague to the draft by mail: one mail for each address.

    Raises `InvitationRefused` for the contact's own address, before the contact has one, for an
    address that is invited, where `may_write` says no, and for more than a form can need.
    """
    if not draft.email:
        raise InvitationRefused(_("Enter your own email address in “About your business” first."))
    if email.lower() == draft.email.lower():
        raise InvitationRefused(_("This is the contact's own address."))
    known = draft.colleagues.filter(removed_at=None)
    if known.filter(email__iexact=email).exists():
        raise InvitationRefused(_invited_already())
    if known.count() >= AT_MOST:
        raise InvitationRefused(_("There are %d colleagues already.") % AT_MOST)
    try:
        with transaction.atomic():
            colleague = Colleague.objects.create(draft=draft, email=email)
    except IntegrityError as other:
        raise InvitationRefused(_invited_already()) from other
    if may_write and not may_write(email):
        raise InvitationRefused(
            _(
                "Several mails went to this address today because somebody typed it here. "
                "Invite them tomorrow."
            )
        )
    queue_invitation(colleague, page=page)
    return colleague


def _invited_already() -> str:
    return _("This person is invited already. The link in the invitation still works.")


@transaction.atomic
def remove(colleague: Colleague, *, now: datetime | None = None) -> None:
    """End a colleague's way to the draft: their address is not found from now on."""
    colleague.removed_at = now or timezone.now()
    colleague.save(update_fields=["removed_at"])
    DraftSection.objects.filter(given_to=colleague).update(given_to=None)


@transaction.atomic
def change_contact(
    draft: Draft, email: str, *, page: TakesApplications, by: User | None = None
) -> None:
    """Make another address the contact's, tell both, and let the old private address die.

    `by` is the member of staff who was asked to, empty when the contact did it.
    """
    # The page first, as for moves; then the draft, so that nothing typed meanwhile is lost.
    Page.objects.select_for_update().get(pk=draft.page_id)
    current = Draft.objects.select_for_update().get(pk=draft.pk)
    before = current.email
    draft.email, draft.secret = email, new_secret()
    # The mail about the change has the new address in it.
    draft.link_email = email
    draft.typed = {**current.typed, "email": [email]}
    draft.save(update_fields=["email", "secret", "typed", "link_email"])
    if application := Application.objects.filter(draft=draft).first():
        application.email = email
        application.save(update_fields=["email"])
        refresh_search_text(application)
        chain.record_for(Event.CONTACT_CHANGED, application, actor=by, covers=[application])
    draft.colleagues.filter(email__iexact=email, removed_at=None).update(removed_at=timezone.now())
    queue_contact_changed(draft, before, page=page, by_staff=by is not None)

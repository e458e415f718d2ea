"""Mail between the lead, its partners and us, before anything is sent."""

from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Partner, deadlines
from applications.recipients import write_to_contact
from authorities.mail.outbox import queue_once
from authorities.mail.registry import register

ASKING = register(
    "partner_asked",
    "applications/drafts/mail/partner_asked.txt",
    to="a partner",
    when="the lead asks it to agree to an application",
)
ANSWER = register(
    "partner_answered",
    "applications/drafts/mail/partner_answered.txt",
    to="the draft's contact",
    when="a partner agrees or declines",
)
REMOVED = register(
    "partner_removed",
    "applications/drafts/mail/partner_removed.txt",
    to="a partner",
    when="the lead removes it after it agreed",
)


def queue_asking(partner: Partner, *, page: Page, now: datetime) -> None:
    """Ask a partner to agree, by an address of its own."""
    draft = partner.draft
    queue_once(
        partner.email,
        draft.authority,
        ASKING,
        subject=_("%s asks you to apply together") % draft.business_name.strip(),
        key=f"{partner.pk}:{now.isoformat()}",
        reference=draft.reference,
        partner=partner,
        lead=draft.business_name.strip(),
        page=page,
        url=draft.authority.root_url + partner.private_path,
        closes_at=deadlines.closes_at(page, draft),
    )


def queue_answer(partner: Partner, *, page: Page, now: datetime, has_agreed: bool) -> None:
    """Tell the lead what a partner answered."""
    said = _("%s agrees to apply with you") if has_agreed else _("%s does not apply with you")
    write_to_contact(
        partner.draft,
        ANSWER,
        subject=said % partner.business_name,
        key=f"{partner.pk}:{now.isoformat()}",
        page=page,
        partner=partner,
        has_agreed=has_agreed,
    )


def queue_removed(partner: Partner, *, page: Page) -> None:
    """Tell a partner that it is none any more."""
    draft = partner.draft
    queue_once(
        partner.email,
        draft.authority,
        REMOVED,
        subject=_("You are no longer a partner in an application"),
        key=f"{partner.pk}",
        reference=draft.reference,
        partner=partner,
        lead=draft.business_name.strip(),
        was_sent=hasattr(draft, "application"),
        page=page,
        url=draft.authority.root_url + partner.private_path,
    )

"""Erasing a partner's people, as it asks: the lead's and other partners' stay."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from post_office.models import Email

from applications.drafts.partners.editing import locked, record, touch
from applications.history import chain
from applications.history.proofs import proofs_about
from applications.models import Application, Draft, Entry, Event, Partner, SentPartner
from applications.models.search_text import refresh_search_text
from applications.privacy.erasure import KeptByLaw
from applications.privacy.mails import queue_partner_erased
from applications.privacy.personal_text import hiding, rewrite
from applications.workflow.legal_holds import is_held


@transaction.atomic
def erase_partner(partner: Partner, *, now: datetime) -> None:
    """Erase a partner from its draft, and its contact from every sent version; tell the lead.

    The business stays in what was sent: a public body keeps whom it decided about. The partner's
    page is gone. Raises `KeptByLaw` where a legal hold covers what was sent; nothing is changed
    then.
    """
    draft = locked(partner.draft)
    application = (
        Application.objects.filter(draft=draft).select_related("authority", "page").first()
    )
    if application and is_held(application):
        raise KeptByLaw
    Email.objects.filter(
        Q(message__contains=partner.secret)
        | Q(to=partner.email, message__contains=draft.reference),
        sent_mail__authority=draft.authority,
    ).delete()
    if partner.removed_at is None:
        record(Event.PARTNER_REMOVED, partner, draft, now)
        touch(draft, now)
    if application:
        _erase_from_sent(partner, draft, application, now)
    name = partner.business_name
    partner.delete()
    queue_partner_erased(draft, name, now=now)


def _erase_from_sent(
    partner: Partner, draft: Draft, application: Application, now: datetime
) -> None:
    proofs = proofs_about(draft, application)
    before = chain.proven(proofs)
    people = {partner.contact_name, partner.email}
    sent = SentPartner.objects.filter(partner=partner)
    people |= {text for row in sent.values_list("contact_name", "email") for text in row}
    rewrite(application, hiding(people))
    sent.update(contact_name=_("Erased"), email="", left_because="")
    refresh_search_text(application)
    said = Entry.objects.filter(
        application=application, event=Event.PARTNER_LEFT, about__partner=partner.pk
    )
    chain.record_erasure(
        said,
        authority=draft.authority,
        page=draft.page,
        application=application,
        proofs=proofs_about(draft, application),
        before=before,
        at=now,
    )

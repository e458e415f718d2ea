"""The applications of others in which somebody's business is a partner, in a line each."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.models import Partner, SentPartner


@dataclass(frozen=True)
class PartnerRow:
    """One row: the partner's own page, what it is for, who leads, and how far it is."""

    path: str
    title: str
    lead: str
    state: str


def partner_rows(address: str, authority: Site) -> list[PartnerRow]:
    """Return where the address is a partner at this authority, the newest first."""
    stands = SentPartner.objects.exclude(application=None).select_related("application")
    found = (
        Partner.objects.filter(email__iexact=address, draft__authority=authority)
        .exclude(asked_at=None)
        .filter(Q(removed_at=None) | Q(sent__in=stands))
        .select_related("draft__page")
        .prefetch_related(Prefetch("sent", stands, to_attr="standing"))
        .order_by("-added_at")
        .distinct()
    )
    return [
        PartnerRow(one.private_path, one.draft.page.title, one.draft.business_name, _state(one))
        for one in found
    ]


def _state(partner: Partner) -> str:
    for sent in partner.standing:  # type: ignore[attr-defined]
        if sent.left_at:
            return _("Sent, and you have left it since")
        return sent.application.status_for_applicant
    if partner.declined_at:
        return _("You declined")
    if partner.agreed_at:
        day = date_format(localtime(partner.agreed_at), "j F Y")
        return _("Not sent yet; you agreed on %(day)s") % {"day": day}
    return _("Not sent yet; it waits for your answer")

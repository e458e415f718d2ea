"""What the lead does with its partners: adds, changes, removes and asks them."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.drafts.partners.agreement import partners_of
from applications.drafts.partners.mails import queue_asking, queue_removed
from applications.history import chain
from applications.models import Application, Draft, Event, Partner, TakesApplications, deadlines
from applications.models.reference import new_secret


class PartnerRefused(Exception):
    """Nothing was done; the message says why, and `field` beside what, for who tried."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


@transaction.atomic
def add(
    draft: Draft, facts: Mapping[str, str], *, page: TakesApplications, now: datetime
) -> Partner:
    """Add a partner, which nobody has written to yet.

    Raises `PartnerRefused` for a page that takes none, outside the applicant's time, for one more
    than there may be, and for a business that is in the draft already.
    """
    draft = locked(draft)
    _check_open(draft, page, now)
    if not page.takes_partners:
        raise PartnerRefused(_("This challenge takes no partners: one business applies alone."))
    if partners_of(draft).count() >= Partner.AT_MOST:
        raise PartnerRefused(
            _("There are %d partners already. Remove one to add another.") % Partner.AT_MOST
        )
    _check_new(draft, facts)
    partner = Partner.objects.create(draft=draft, added_at=now, **facts)
    touch(draft, now)
    return partner


@transaction.atomic
def change(
    partner: Partner, facts: Mapping[str, str], *, page: TakesApplications, now: datetime
) -> Partner:
    """Change what is said of a partner, and return it; one with another address is asked anew.

    Raises `PartnerRefused` outside the applicant's time, for a partner that was removed meanwhile,
    and for a business that is in the draft already.
    """
    draft = locked(partner.draft)
    _check_open(draft, page, now)
    current = partners_of(draft).filter(pk=partner.pk).first()
    if current is None:
        raise PartnerRefused(_("This partner was removed meanwhile."))
    _check_new(draft, facts, but=partner.pk)
    if current.email.lower() != facts["email"].lower():
        # Whoever has the old address of its page is not who is asked now.
        current.secret = new_secret()
        current.asked_at = current.agreed_at = current.declined_at = None
        current.agreed_to = current.declined_because = ""
    if write_facts(current, facts):
        touch(draft, now)
    return current


@transaction.atomic
def remove(partner: Partner, *, page: TakesApplications, now: datetime) -> None:
    """Take a partner out of the draft, and tell it if it had agreed; a second time does nothing.

    What was sent with it stands until the draft is sent again. Raises `PartnerRefused` outside the
    applicant's time.
    """
    draft = locked(partner.draft)
    _check_open(draft, page, now)
    current = partners_of(draft).filter(pk=partner.pk).first()
    if current is None:
        return
    current.removed_at = now
    current.save(update_fields=["removed_at"])
    touch(draft, now)
    record(Event.PARTNER_REMOVED, current, draft, now)
    if current.agreed_at:
        queue_removed(current, page=page)


@transaction.atomic
def ask(
    draft: Draft,
    wanted: Collection[int],
    *,
    page: TakesApplications,
    now: datetime,
    may_write: Callable[[str], bool] | None = None,
) -> list[Partner]:
    """Mail these partners the address at which they agree, and return who is written to.

    Raises `PartnerRefused` outside the applicant's time, before the lead has a name and an address,
    and where `may_write` lets none of the mails go.
    """
    draft = locked(draft)
    _check_open(draft, page, now)
    if not (draft.email and draft.business_name.strip()):
        raise PartnerRefused(
            _(
                "Enter the name of your business and your email address in “About your business” "
                "first: your partners read who asks them."
            )
        )
    listed = list(partners_of(draft).filter(pk__in=wanted))
    asked = [one for one in listed if may_write is None or may_write(one.email)]
    if listed and not asked:
        raise PartnerRefused(
            _(
                "Several mails went to this address today because somebody typed it here. Ask "
                "again tomorrow, or tell your partner to look for them, also among spam."
            )
        )
    for partner in asked:
        partner.asked_at, partner.declined_at, partner.declined_because = now, None, ""
        partner.save(update_fields=["asked_at", "declined_at", "declined_because"])
        queue_asking(partner, page=page, now=now)
    return asked


def locked(draft: Draft) -> Draft:
    """Return the draft as it stands, locked: nobody sends it while its partners change."""
    # The page first, as for sending: what partners do is written into its history.
    Page.objects.select_for_update().get(pk=draft.page_id)
    return (
        Draft.objects.select_for_update(of=("self",)).select_related("authority").get(pk=draft.pk)
    )


def record(event: Event, partner: Partner, draft: Draft, now: datetime) -> None:
    """Write into the history that something happened to a partner; of a draft, not of which."""
    chain.record(
        event,
        authority=draft.authority,
        page=draft.page,
        application=Application.objects.filter(draft=draft).first(),
        at=now,
        partner=partner.pk,
    )


def touch(draft: Draft, now: datetime) -> None:
    """Note that the draft is not as it was saved, or sent, any more."""
    draft.saved_at, draft.has_unsent_changes = now, hasattr(draft, "application")
    draft.save(update_fields=["saved_at", "has_unsent_changes"])


def write_facts(partner: Partner, facts: Mapping[str, str]) -> bool:
    """Write the partner with these facts; return whether any of them is another one now."""
    before = partner.details()
    for name, value in facts.items():
        setattr(partner, name, value)
    partner.save()
    return partner.details() != before


def _check_open(draft: Draft, page: TakesApplications, now: datetime) -> None:
    if not deadlines.is_open_for(page, draft, now):
        raise PartnerRefused(_("The challenge has closed: its partners stay as they are."))


def _check_new(draft: Draft, facts: Mapping[str, str], but: int = 0) -> None:
    """Raise `PartnerRefused` for a business that is the lead, or a partner, already."""
    if facts["email"].lower() == draft.email.lower():
        raise PartnerRefused(_("This is your own address. Enter your partner's."), "email")
    number = facts["company_number"]
    if number and number == (draft.typed.get("company_number") or [""])[0]:
        raise PartnerRefused(
            _("This is your own company number. Enter your partner's."), "company_number"
        )
    for other in partners_of(draft).exclude(pk=but):
        if other.email.lower() == facts["email"].lower():
            raise PartnerRefused(_("%s has this address already.") % other.business_name, "email")
        if number and other.company_number == number:
            raise PartnerRefused(
                _("%s has this company number already.") % other.business_name, "company_number"
            )

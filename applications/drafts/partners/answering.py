"""What a partner does on its own page: puts its facts right, agrees, or declines."""

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applications.drafts.partners.agreement import (
    agreement_of,
    names_of,
    partners_of,
    print_of_names,
)
from applications.drafts.partners.editing import locked, record, touch, write_facts
from applications.drafts.partners.mails import queue_answer
from applications.models import Draft, Event, Partner, TakesApplications, deadlines


class AnswerRefused(Exception):
    """The answer does not count; the message says why, in words for the partner."""


MayWrite = Callable[[str], bool] | None


@transaction.atomic
def agree(
    partner: Partner,
    facts: Mapping[str, str],
    *,
    seen: str,
    page: TakesApplications,
    now: datetime,
    may_write: MayWrite = None,
) -> None:
    """Keep the partner's facts and that it agrees, and tell the lead, unless `may_write` says no.

    `seen` is the fingerprint of the names that its page showed. Raises `AnswerRefused` for a
    partner that was removed, outside the applicant's time, and where names changed meanwhile.
    """
    draft, current = _current(partner, page, now)
    if print_of_names(names_of(draft, list(partners_of(draft)))) != seen:
        raise AnswerRefused(
            _("Who applies was changed since you opened this page. Read it again, then agree.")
        )
    if write_facts(current, facts):
        touch(draft, now)
    # With its name as it is now, where the partner has just put it right.
    agreed_to = agreement_of(current, names_of(draft, list(partners_of(draft))))
    if current.agreed_at and current.agreed_to == agreed_to:
        return
    current.agreed_at, current.agreed_to = now, agreed_to
    current.declined_at, current.declined_because = None, ""
    current.save()
    record(Event.PARTNER_AGREED, current, draft, now)
    _tell(current, page, now, may_write, has_agreed=True)


@transaction.atomic
def keep_facts(
    partner: Partner, facts: Mapping[str, str], *, page: TakesApplications, now: datetime
) -> None:
    """Keep what the partner says of itself, without its agreement. Raises `AnswerRefused`."""
    draft, current = _current(partner, page, now)
    if write_facts(current, facts):
        touch(draft, now)


@transaction.atomic
def decline(
    partner: Partner,
    because: str,
    *,
    page: TakesApplications,
    now: datetime,
    may_write: MayWrite = None,
) -> None:
    """Keep that the partner does not take part, and why, and tell the lead.

    One that never agreed leaves the draft, and takes its facts along; one that takes back what it
    agreed to stands in the way of sending until the lead removes it or asks it again. Raises
    `AnswerRefused`. Where it was sent, `applications.submission.partners.leave` does more.
    """
    draft, current = _current(partner, page, now)
    if current.declined_at:
        return
    if current.agreed_at:
        take_back(current, because, now)
    else:
        current.declined_at, current.declined_because = now, because.strip()
        current.removed_at = now
        forget_facts(current)
        touch(draft, now)
    record(Event.PARTNER_DECLINED, current, draft, now)
    _tell(current, page, now, may_write, has_agreed=False)


def take_back(partner: Partner, because: str, now: datetime) -> None:
    """Write that the partner does not agree any more."""
    partner.agreed_at, partner.agreed_to = None, ""
    partner.declined_at, partner.declined_because = now, because.strip()
    partner.save()


def forget_facts(partner: Partner) -> None:
    """Take out of the draft who the partner is, but for the business's name and its address."""
    partner.contact_name = partner.business_size = partner.postcode = partner.company_number = ""
    partner.save()


def _current(partner: Partner, page: TakesApplications, now: datetime) -> tuple[Draft, Partner]:
    """Return the draft, locked, and the partner as it stands; raise `AnswerRefused`."""
    draft = locked(partner.draft)
    current = partners_of(draft).select_related("draft__authority").filter(pk=partner.pk).first()
    if current is None:
        raise AnswerRefused(
            _("Your business was removed from this application: there is nothing to agree to.")
        )
    if not deadlines.is_open_for(page, draft, now):
        raise AnswerRefused(_("The challenge has closed, so nothing can be changed here."))
    return draft, current


def _tell(
    partner: Partner,
    page: TakesApplications,
    now: datetime,
    may_write: MayWrite,
    *,
    has_agreed: bool,
) -> None:
    if may_write is None or may_write(partner.draft.email):
        queue_answer(partner, page=page, now=now, has_agreed=has_agreed)

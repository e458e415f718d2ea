"""Partners in what was sent: kept as they were, and one that leaves."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from applications.drafts.partners.agreement import partners_of
from applications.drafts.partners.answering import AnswerRefused, take_back
from applications.drafts.partners.editing import locked, touch
from applications.history import chain
from applications.models import (
    Event,
    SentPartner,
    SentVersion,
    TakesApplications,
    deadlines,
)
from applications.models.search_text import refresh_search_text
from applications.submission.partner_mails import queue_left, queue_left_for_moderators


def keep_partners(version: SentVersion) -> list[SentPartner]:
    """Keep the draft's partners as they are now with what was sent, and return them."""
    application = version.application
    made = [
        SentPartner(partner=one, agreed_at=one.agreed_at, **one.details())
        for one in partners_of(application.draft)
        if one.agreed_at
    ]
    return _keep(version, made)


def carry_partners(version: SentVersion) -> list[SentPartner]:
    """Keep the partners of the version before with a new one, as they were, and return them."""
    made = [
        SentPartner(
            partner_id=one.partner_id,
            agreed_at=one.agreed_at,
            left_at=one.left_at,
            left_because=one.left_because,
            **one.details(),
        )
        for one in version.application.partners.all()
    ]
    return _keep(version, made)


def _keep(version: SentVersion, made: list[SentPartner]) -> list[SentPartner]:
    application = version.application
    had_some = application.version > 1 and application.partners.update(application=None)
    for one in made:
        one.version, one.application = version, application
        one.save()
    if made or had_some:
        refresh_search_text(application)
    return made


@transaction.atomic
def leave(
    sent: SentPartner,
    because: str,
    *,
    page: TakesApplications,
    now: datetime,
    may_write: Callable[[str], bool] | None = None,
) -> None:
    """Keep that a partner takes its agreement back after sending, and tell the lead and moderators.

    The application stays. Raises `AnswerRefused` after the closing, and for a partner that what
    was sent last does not have.
    """
    application = sent.version.application
    draft = locked(application.draft)
    if not deadlines.is_open_for(page, draft, now):
        raise AnswerRefused(
            _("The challenge has closed, so your agreement stands. Write to the authority instead.")
        )
    current = SentPartner.objects.select_related("partner").get(pk=sent.pk)
    if current.application_id is None:
        raise AnswerRefused(_("The application was sent again without you: there is nothing left."))
    if current.left_at:
        return
    current.left_at, current.left_because = now, because.strip()
    current.save(update_fields=["left_at", "left_because"])
    if current.partner and current.partner.removed_at is None:
        take_back(current.partner, because, now)
    # What the lead sends next has to be sent without it, or agreed to again.
    touch(draft, now)
    chain.record_for(
        Event.PARTNER_LEFT,
        application,
        reason=because,
        at=now,
        partner=current.partner_id,
        covers=[current],
    )
    if may_write is None or may_write(draft.email):
        queue_left(current, page=page)
    queue_left_for_moderators(current, page=page)

"""The assessment of a page: open until somebody closes it; closed, nothing in it changes."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.assessment.permissions import is_closed, may_manage, may_reopen
from applications.history import chain
from applications.models import AssessmentRound, Event
from authorities.models import User
from authorities.permissions import Verdict
from authorities.scope import authority_of


class AssessmentRefused(Exception):
    """Nothing was done; the message says why, in words for the person who tried."""


def require(verdict: Verdict) -> None:
    """Raise `AssessmentRefused` with the verdict's reason unless it allows."""
    if not verdict:
        raise AssessmentRefused(verdict.reason)


def reason_in(typed: str) -> str:
    """Return a reason without the space around it; raise `AssessmentRefused` for none."""
    if not typed.strip():
        raise AssessmentRefused(_("Write the reason: it is kept on the record."))
    return typed.strip()


def lock(page: Page) -> None:
    """Let nobody else change the page's assessment until the transaction ends."""
    Page.objects.select_for_update().get(pk=page.pk)


def lock_open(page: Page) -> None:
    """Lock the page's assessment; raise `AssessmentRefused` if it is closed."""
    lock(page)
    if is_closed(page):
        raise AssessmentRefused(
            _("The assessment is closed. A programme manager can open it again.")
        )


@transaction.atomic
def close(page: Page, *, by: User, now: datetime | None = None) -> AssessmentRound:
    """Close the assessment; raise `AssessmentRefused` for who may not, and if it is closed."""
    authority = authority_of(page)
    require(may_manage(by, authority))
    lock_open(page)
    now = now or timezone.now()
    closed, _is_new = AssessmentRound.objects.update_or_create(
        page_id=page.pk, defaults={"closed_at": now}
    )
    chain.record(
        Event.ASSESSMENT_CLOSED, authority=authority, page=page, actor=by, at=now, covers=[closed]
    )
    return closed


@transaction.atomic
def reopen(page: Page, *, by: User, reason: str, now: datetime | None = None) -> None:
    """Open a closed assessment again, with a reason; raise `AssessmentRefused` otherwise."""
    authority = authority_of(page)
    require(may_reopen(by, authority))
    reason = reason_in(reason)
    lock(page)
    if not is_closed(page):
        raise AssessmentRefused(_("The assessment is open."))
    rounds = AssessmentRound.objects.filter(page_id=page.pk)
    rounds.update(closed_at=None)
    chain.record(
        Event.ASSESSMENT_REOPENED,
        authority=authority,
        page=page,
        actor=by,
        reason=reason,
        at=now or timezone.now(),
        covers=rounds,
    )

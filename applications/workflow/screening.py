"""Screening in one go: begun, the rules checked, and eligible or not, as one decision."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Application, Decision, EligibilityRule, IneligibleBecause
from applications.models.status import Status
from applications.workflow.eligibility import ChecksRefused, check_rules
from applications.workflow.transitions import MoveRefused, move
from authorities.models import User


@transaction.atomic
def find_eligible(application: Application, *, by: User, now: datetime | None = None) -> Decision:
    """Record that every rule was looked at and is kept, and mark the application as eligible.

    Raises `MoveRefused` where the application cannot be screened now.
    """
    now = now or timezone.now()
    _check(application, {rule.pk: True for rule in _begin(application, by, now)}, by, now)
    return move(application, Status.ELIGIBLE, by=by, now=now)


@transaction.atomic
def find_ineligible(
    application: Application,
    *,
    broken: Collection[int],
    because: IneligibleBecause | str = "",
    reason: str = "",
    by: User,
    now: datetime | None = None,
) -> Decision:
    """Record which rules are not kept, by their keys, and mark the application as ineligible.

    A broken rule says why: the reason from the list and the sentence may then be left out.
    Raises `MoveRefused` as `move` does.
    """
    now = now or timezone.now()
    rules = [rule for rule in _begin(application, by, now) if rule.pk in broken]
    _check(application, {rule.pk: False for rule in rules}, by, now)
    texts = [rule.text.rstrip(".") for rule in rules]
    if texts and not reason.strip():
        text = ngettext(
            "It does not keep the rule “%s”.", "It does not keep the rules “%s”.", len(texts)
        )
        reason = text % "”, “".join(texts)
    return move(
        application,
        Status.INELIGIBLE,
        by=by,
        reason=reason,
        because=because or (IneligibleBecause.WHO if texts else ""),
        now=now,
    )


def _begin(application: Application, by: User, now: datetime) -> list[EligibilityRule]:
    """Start screening where it was not; return the page's rules."""
    if application.status == Status.SUBMITTED:
        move(application, Status.SCREENING, by=by, now=now)
    return list(application.page.specific.eligibility_rules.all())


def _check(application: Application, found: dict[int, bool], by: User, now: datetime) -> None:
    if not found:
        return
    try:
        check_rules(application, application.page.specific, found, by=by, now=now)
    except ChecksRefused as refusal:
        raise MoveRefused(_("It is no longer in screening.")) from refusal

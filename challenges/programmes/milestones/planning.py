"""The usual way after a selection, laid out at once."""

from datetime import date, timedelta

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from authorities.models import User
from authorities.scope import authority_of
from challenges.models import ChallengePage, Milestone

PLANNED = "milestones.planned"
Kind = Milestone.Kind
# How many days after the beginning each is due, unless somebody says otherwise.
USUAL = {
    Kind.PILOT: 90,
    Kind.REVIEW: 120,
    Kind.DECISION: 150,
    Kind.PROCUREMENT: 210,
    Kind.SIX_MONTHS: 390,
    Kind.TWELVE_MONTHS: 575,
}


@transaction.atomic
def plan_usual(challenge: ChallengePage, *, owner: User, start: date, by: User) -> int:
    """Plan each of the usual milestones that the challenge does not have; return how many.

    Twice at once plans them once.
    """
    Page.objects.select_for_update().get(pk=challenge.pk)
    known = set(Milestone.objects.filter(challenge=challenge).values_list("kind", flat=True))
    authority = authority_of(challenge)
    planned = 0
    for kind, days in USUAL.items():
        if kind in known:
            continue
        made = Milestone.objects.create(
            authority=authority,
            challenge=challenge,
            kind=kind,
            owner=owner,
            due_on=start + timedelta(days=days),
        )
        log(made, PLANNED, user=by)
        planned += 1
    return planned

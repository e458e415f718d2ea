"""The pool: who may be asked to assess, what they know, and how busy they are."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from wagtail.models import Page, Site

from applications.assessment.assessors.invitations import invite
from applications.assessment.rounds import AssessmentRefused
from applications.models import Assessor, Assignment, PooledAssessor
from authorities.models import User
from authorities.scope import authority_of


@dataclass(frozen=True)
class Pooled:
    """Somebody in the pool, how much they have in hand, and whether the page has asked them."""

    person: PooledAssessor
    in_hand: int
    is_invited: bool


def pool_of(page: Page) -> list[Pooled]:
    """Return the pool of the page's authority, who has least in hand first; three queries."""
    authority = authority_of(page)
    busy = _busy(authority)
    asked = Assessor.objects.filter(page_id=page.pk, removed_at=None, declined_at=None)
    invited = {email.lower() for email in asked.values_list("email", flat=True)}
    found = [
        Pooled(person, busy[person.email.lower()], person.email.lower() in invited)
        for person in PooledAssessor.objects.for_authority(authority)
    ]
    return sorted(found, key=lambda one: (one.is_invited, one.in_hand, one.person.name))


def keep_in_pool(authority: Site, *, name: str, email: str, body: str, skills: str = "") -> None:
    """Keep somebody in the pool, unless their address is there."""
    if not PooledAssessor.objects.for_authority(authority).filter(email__iexact=email).exists():
        PooledAssessor.objects.create(
            authority=authority, name=name, email=email, body=body, skills=skills
        )


def invite_from_pool(
    page: Page, people: Iterable[PooledAssessor], *, answer_by: datetime, by: User
) -> dict[PooledAssessor, str]:
    """Invite each of them, by itself; return who was not, with the sentence that says why."""
    refused: dict[PooledAssessor, str] = {}
    for person in people:
        try:
            with transaction.atomic():
                invite(
                    page,
                    name=person.name,
                    email=person.email,
                    body=person.body,
                    answer_by=answer_by,
                    by=by,
                )
        except AssessmentRefused as refusal:
            refused[person] = str(refusal)
    return refused


def _busy(authority: Site) -> Counter[str]:
    """Return how many applications each address has in hand, over all challenges."""
    in_hand = Assignment.objects.filter(
        assessor__authority=authority, ended_at=None, sent_at=None, assessor__removed_at=None
    )
    return Counter(
        email.lower() for email in in_hand.order_by().values_list("assessor__email", flat=True)
    )

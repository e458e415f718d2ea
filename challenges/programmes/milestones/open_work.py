"""Milestones that wait for a member of staff, and handing them over."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Site

from authorities.models import Role, User
from authorities.people.open_work import OpenWork, colleagues
from challenges.models import Milestone

HANDED_OVER = "milestones.handed_over"
OWNERS = (Role.PROGRAMME_MANAGER, Role.MODERATOR, Role.EDITOR, Role.APPROVER)


def open_work(person: User, authority: Site) -> list[OpenWork]:
    """Return the milestones that the person sees to; an outcome is handed over by itself."""
    return [
        OpenWork(
            "milestones",
            _("Milestones to see to"),
            _mine(person, authority).count(),
            colleagues(authority, *OWNERS, but=person),
            lambda to, by: hand_over(person, to, authority=authority, by=by),
        )
    ]


@transaction.atomic
def hand_over(person: User, to: User, *, authority: Site, by: User) -> int:
    """Give the milestones to somebody else, with their dates; return how many."""
    found = list(_mine(person, authority).select_for_update())
    for milestone in found:
        milestone.owner, milestone.reminded_at = to, None
        milestone.save(update_fields=["owner", "reminded_at"])
        log(milestone, HANDED_OVER, user=by, data={"from": person.pk, "to": to.pk})
    return len(found)


def _mine(person: User, authority: Site):
    mine = Milestone.objects.for_authority(authority).open()
    return mine.filter(owner=person, outcome=None)

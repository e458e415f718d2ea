"""Mail about milestones: to their owners, and to who can say what came of it."""

from django.urls import reverse
from django.utils.translation import gettext as _

from authorities.mail.outbox import queue_once
from authorities.mail.registry import register
from authorities.models import User
from challenges.models import FollowUp, Milestone

DUE = register(
    "milestone_due",
    "challenges/programmes/milestones/mail/due.txt",
    to="who owns a milestone; the programme managers, where the owner has left",
    when="it is due",
)
WHAT_CAME = register(
    "milestone_what_came",
    "challenges/programmes/milestones/mail/what_came.txt",
    to="the selected business, and the service that owns the challenge",
    when="six and twelve months have gone by",
)


def queue_due(milestone: Milestone, person: User) -> bool:
    """Remind somebody that it is due; return whether the mail was queued now."""
    path = reverse("track", args=[milestone.challenge_id])
    return queue_once(
        person.email,
        milestone.authority,
        DUE,
        subject=_("Due: %(milestone)s, %(challenge)s")
        % {"milestone": milestone, "challenge": milestone.challenge.title},
        key=f"{milestone.pk}:{milestone.due_on.isoformat()}:{person.pk}",
        milestone=milestone,
        is_owner=person.pk == milestone.owner_id,
        url=milestone.authority.root_url + path,
    )


def queue_what_came(asked: FollowUp) -> bool:
    """Ask what came of it; return whether the mail was queued now."""
    milestone = asked.milestone
    path = reverse("what_came_of_it", args=[asked.secret])
    return queue_once(
        asked.email,
        milestone.authority,
        WHAT_CAME,
        subject=_("What came of it: %s") % milestone.challenge.title,
        key=f"{asked.pk}",
        milestone=milestone,
        url=milestone.authority.root_url + path,
    )

"""What waits for a member of staff among the applications."""

from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.models import Assignment
from applications.release.outcomes import hand_over_outcomes, open_outcomes
from applications.workflow.permissions import MOVERS
from authorities.models import User
from authorities.people.open_work import OpenWork, colleagues


def open_work(person: User, authority: Site) -> list[OpenWork]:
    """Return the outcomes that the person sees to, and what they have in hand to assess."""
    in_hand = Assignment.objects.filter(
        assessor__authority=authority,
        assessor__email__iexact=person.email,
        assessor__removed_at=None,
        sent_at=None,
        ended_at=None,
    )
    return [
        OpenWork(
            "outcomes",
            _("Outcomes to see to"),
            open_outcomes(person, authority).count(),
            colleagues(authority, *MOVERS, but=person),
            lambda to, by: hand_over_outcomes(person, to, authority=authority, by=by),
        ),
        # A colleague declares interests first, and scores by a private address of their own.
        OpenWork(
            "assessments",
            _("Applications in hand to assess"),
            in_hand.count(),
            User.objects.none(),
            note=_(
                "Their private address as an assessor stays open. A moderator takes these back, "
                "and removes them as an assessor, on each challenge's page “Assessment”."
            ),
        ),
    ]

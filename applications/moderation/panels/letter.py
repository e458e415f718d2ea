"""What the application's screen shows of its decision's letter."""

from django.utils import timezone

from applications.models import Application, DecisionLetter, Procurement
from applications.models.status import SELECTED_OR_BEYOND, Status
from applications.release.outcomes import may_plan_procurement
from applications.workflow.permissions import MOVERS
from applications.workflow.reserve import next_in_reserve
from authorities.models import User
from authorities.permissions import may_act_as


def letter_part(application: Application, user: User) -> dict:
    """Return the inputs of `applications/moderation/panels/letter.html`.

    Who only reads learns that a letter waits, not what it says.
    """
    letter = (
        DecisionLetter.objects.filter(application=application, voided_at=None)
        .select_related("release")
        .order_by("-pk")
        .first()
    )
    is_withdrawn = application.status == Status.WITHDRAWN
    return {
        "letter": letter,
        "is_told": bool(letter and letter.is_told(timezone.now())),
        "may_write": bool(may_act_as(user, application.authority, *MOVERS)),
        "complaints": list(application.complaints.all()),
        "rank": application.reserve_rank,
        "next_in_reserve": next_in_reserve(application.page.specific) if is_withdrawn else None,
        "is_selected": application.status in SELECTED_OR_BEYOND,
        "may_plan": bool(may_plan_procurement(user, application)),
        "procurement": Procurement.objects.filter(application=application)
        .select_related("owner")
        .first()
        if application.status in SELECTED_OR_BEYOND
        else None,
    }

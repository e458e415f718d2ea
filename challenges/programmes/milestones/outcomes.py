"""The outcome that an application's screen keeps, as a milestone: written in its transaction."""

from django.utils import timezone

from applications.models import Decision, Procurement
from applications.models.status import Status
from authorities.scope import settings_of
from challenges.models import ChallengePage, Milestone

STATES = {
    Status.SELECTED: Milestone.State.UNDER_WAY,
    Status.PROCURED: Milestone.State.DONE,
    Status.NOT_PROCURED: Milestone.State.NOTHING,
}


def keep_outcome(procurement: Procurement, **kwargs) -> None:
    """Write what is known of a procurement into the challenge's track."""
    application = procurement.application
    if not ChallengePage.objects.filter(pk=application.page_id).exists():
        # Another kind of page takes applications, too.
        return
    Milestone.objects.update_or_create(
        outcome=procurement,
        defaults={
            "authority": application.authority,
            "challenge_id": application.page_id,
            "kind": Milestone.Kind.PROCUREMENT,
            "owner": procurement.owner,
            "due_on": procurement.due_on,
            "state": STATES.get(Status(application.status), Milestone.State.UNDER_WAY),
            "done_on": procurement.decided_on,
            "value": procurement.value,
            "supplier": application.business_name,
            "is_public": procurement.is_public,
        },
    )


def keep_decision(decision: Decision, **kwargs) -> None:
    """Write into the track that something was procured, or was not."""
    state = STATES.get(Status(decision.to_status))
    mine = Milestone.objects.filter(outcome__application=decision.application_id)
    if state is None or not mine.exists():
        return
    values: dict = {"state": state}
    if state is Milestone.State.UNDER_WAY:
        values["done_on"] = None
    elif not mine.exclude(done_on=None).exists():
        zone = settings_of(decision.application.authority).zone
        values["done_on"] = timezone.localtime(decision.at, zone).date()
    mine.update(**values)

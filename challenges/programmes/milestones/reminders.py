"""On the day: reminding owners, and asking business and service what came of it."""

from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from applications.models import Application
from applications.models.status import SELECTED_OR_BEYOND
from authorities.batch import by_pk, for_each_isolated
from authorities.models import AuthoritySettings, Role
from authorities.permissions import staff_of
from challenges.models import FollowUp, Milestone
from challenges.models.status import SELECTION_ANNOUNCED
from challenges.programmes.milestones.mails import queue_due, queue_what_came


def remind_milestone_owners(now: datetime) -> int:
    """Remind whose milestone is due, once for each day that was chosen; return how many.

    The outcome of an application has a reminder of its own.
    """
    return _on_the_day(now, {"reminded_at": None, "outcome": None}, lambda row: _remind(row, now))


def ask_what_came(now: datetime) -> int:
    """Ask business and service on the day of a milestone for it; return how many were asked."""
    asking = {
        "kind__in": Milestone.ASKED,
        "challenge__stage__in": SELECTION_ANNOUNCED,
        "follow_ups": None,
    }
    return _on_the_day(now, asking, lambda row: _ask(row, now))


def _on_the_day(now: datetime, which: dict, do: Callable[[Milestone], int]) -> int:
    """Do something with each open milestone that is due where its authority is."""
    done = 0
    for settings in AuthoritySettings.objects.select_related("site"):
        today = timezone.localtime(now, settings.zone).date()
        mine = Milestone.objects.for_authority(settings.site).open()
        due = mine.filter(due_on__lte=today, **which)
        done += for_each_isolated(
            due.select_related("owner", "challenge", "authority__root_page"),
            do,
            job="milestones",
            key=by_pk,
        )
    return done


@transaction.atomic
def _remind(milestone: Milestone, now: datetime) -> int:
    """Write to the owner; where they have left, to who runs the programmes."""
    mine = Milestone.objects.filter(pk=milestone.pk, due_on=milestone.due_on, reminded_at=None)
    if not mine.update(reminded_at=now):
        return 0
    owner = staff_of(milestone.authority).filter(pk=milestone.owner_id)
    told = owner or staff_of(milestone.authority, Role.PROGRAMME_MANAGER)
    return sum(queue_due(milestone, person) for person in told)


@transaction.atomic
def _ask(milestone: Milestone, now: datetime) -> int:
    selected = Application.objects.filter(
        page=milestone.challenge_id, status__in=SELECTED_OR_BEYOND
    ).exclude(email="")
    addresses = {
        FollowUp.Who.BUSINESS: selected.values_list("email", flat=True).first() or "",
        FollowUp.Who.SERVICE: milestone.challenge.contact_email,
    }
    asked = 0
    for who, email in addresses.items():
        if not email:
            continue
        try:
            with transaction.atomic():
                made = FollowUp.objects.create(
                    milestone=milestone, who=who, email=email, asked_at=now
                )
                asked += queue_what_came(made)
        except IntegrityError:
            # Another worker has asked.
            continue
    return asked

"""The reserve, in order: who is asked first when a place becomes free."""

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from applications.history import chain
from applications.models import Application, Decision, Event, TakesApplications
from applications.models.application import ApplicationQuerySet
from applications.models.status import MATCHED_OR_BEYOND, Status
from applications.workflow.permissions import MOVERS
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused
from authorities.scope import settings_of


class ReserveRefused(Exception):
    """The order stays; the message says why, in words for the person who tried."""


def may_order_reserve(user: User, authority: Site) -> Verdict:
    """Return whether the person may put the reserve in order."""
    if may_act_as(user, authority, *MOVERS):
        return ALLOWED
    return refused(_("Only moderators and programme managers put the reserve in order."))


def reserve_of(page: Page) -> ApplicationQuerySet:
    """Return the applications in reserve, the first one first."""
    found = Application.objects.filter(page_id=page.pk, status=Status.RESERVE)
    return found.order_by(F("reserve_rank").asc(nulls_last=True), "pk")


def keep_in_order(decision: Decision) -> None:
    """Give who comes into the reserve the next place; let the others move up when one leaves."""
    application = decision.application
    others = reserve_of(application.page).exclude(pk=application.pk)
    if decision.to_status == Status.RESERVE:
        last = others.aggregate(last=Max("reserve_rank"))["last"] or 0
        _rank(application, last + 1)
    elif application.reserve_rank is not None:
        others.filter(reserve_rank__gt=application.reserve_rank).update(
            reserve_rank=F("reserve_rank") - 1
        )
        _rank(application, None)


@transaction.atomic
def move_up(application: Application, *, by: User) -> None:
    """Let an application in reserve change places with the one before it.

    Raises `ReserveRefused` for the first one, and for one that is not in reserve.
    """
    if not (verdict := may_order_reserve(by, application.authority)):
        raise ReserveRefused(verdict.reason)
    Page.objects.select_for_update().get(pk=application.page_id)
    order = list(reserve_of(application.page))
    place = next((place for place, one in enumerate(order) if one.pk == application.pk), 0)
    if not place:
        raise ReserveRefused(_("It is first in reserve, or no longer in reserve."))
    order[place - 1], order[place] = order[place], order[place - 1]
    for rank, one in enumerate(order, start=1):
        _rank(one, rank)
    chain.record_for(Event.RANKED, application, actor=by, rank=place)


def next_in_reserve(page: TakesApplications) -> Application | None:
    """Return who is first in reserve, if a match was withdrawn and its place is free."""
    withdrawn = Decision.objects.filter(
        application__page_id=page.pk,
        application__status=Status.WITHDRAWN,
        from_status__in=MATCHED_OR_BEYOND,
        to_status=Status.WITHDRAWN,
    )
    first = reserve_of(page).select_related("authority").first()
    if first is None or not withdrawn.exists():
        return None
    limit = page.match_limit or settings_of(first.authority).match_limit
    taken = Application.objects.filter(page_id=page.pk).matched_or_beyond().count()
    return first if taken < limit else None


def _rank(application: Application, rank: int | None) -> None:
    Application.objects.filter(pk=application.pk).update(reserve_rank=rank)
    application.reserve_rank = rank

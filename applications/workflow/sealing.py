"""Applications that nobody reads before the closing, and the look that is needed all the same."""

from collections.abc import Collection
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.history import chain
from applications.models import Application, Event, SealOverride, TakesApplications
from applications.models.application import ApplicationQuerySet
from applications.workflow.permissions import MOVERS, may_see_page
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused


class SealOverrideRefused(Exception):
    """The application stays sealed; the message says why."""


def page_types() -> list[type[TakesApplications]]:
    """Return every type of page that takes applications."""
    return [model for model in apps.get_models() if issubclass(model, TakesApplications)]


def sealed_pages(now: datetime, among: Collection[int] | None = None) -> set[int]:
    """Return the keys of the pages whose applications nobody may read at this instant."""
    found: set[int] = set()
    for model in page_types():
        pages = model._default_manager.filter(is_sealed=True, closes_at__gt=now)
        if among is not None:
            pages = pages.filter(pk__in=among)
        found |= set(pages.values_list("pk", flat=True))
    return found


def unsealed_at(applications: ApplicationQuerySet, now: datetime) -> ApplicationQuerySet:
    """Return those of the applications that are not sealed at this instant."""
    sealed = sealed_pages(now)
    return applications.exclude(page__in=sealed) if sealed else applications


def readable_applications(page: TakesApplications, now: datetime) -> ApplicationQuerySet:
    """Return the page's applications; none while the page is sealed."""
    of_page = Application.objects.filter(page_id=page.pk)
    return of_page.none() if page.is_sealed_at(now) else of_page


def may_override_seal(user: User, application: Application) -> Verdict:
    """Return whether the person may open a sealed application, with a reason."""
    if not (verdict := may_see_page(user, application.page, application.authority)):
        return verdict
    if may_act_as(user, application.authority, *MOVERS):
        return ALLOWED
    return refused(_("Only moderators and programme managers can look at a sealed application."))


@transaction.atomic
def override_seal(
    application: Application, *, by: User, reason: str, now: datetime | None = None
) -> SealOverride:
    """Open a sealed application to one person for an hour, and record who needed to and why.

    Raises `SealOverrideRefused` without the right, or without a reason.
    """
    now = now or timezone.now()
    if not (verdict := may_override_seal(by, application)):
        raise SealOverrideRefused(verdict.reason)
    if not reason.strip():
        raise SealOverrideRefused(_("Write why you need to look: it is kept on the record."))
    made = SealOverride.objects.create(application=application, actor=by, at=now)
    chain.record_for(
        Event.LOOKED,
        application,
        actor=by,
        reason=reason,
        at=now,
        override_seal=made.pk,
        covers=[made],
    )
    return made

"""Legal holds: what must be kept, whatever the periods and the applicant say."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from applications.history import chain
from applications.models import Application, Event, LegalHold
from applications.workflow.permissions import REVERSERS
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused


class HoldRefused(Exception):
    """Nothing changes; the message says why, in words for the person who tried."""


def may_set_hold(user: User, authority: Site) -> Verdict:
    """Return whether the person may set and lift legal holds."""
    if may_act_as(user, authority, *REVERSERS):
        return ALLOWED
    return refused(_("Only a programme manager sets and lifts legal holds."))


def holds_on(application: Application):
    """Return the holds that cover the application, its own and its page's, lifted ones too."""
    about = Q(application=application) | Q(application=None, page_id=application.page_id)
    return LegalHold.objects.filter(about).select_related("actor").order_by("at", "pk")


def is_held(application: Application) -> bool:
    """Return whether the application must be kept."""
    return holds_on(application).filter(lifted_at=None).exists()


def covering(application: str, page: str) -> Exists:
    """Return a condition on rows: a hold covers them. Takes the names of their two keys."""
    about = Q(application=OuterRef(application)) | Q(application=None, page=OuterRef(page))
    return Exists(LegalHold.objects.filter(about, lifted_at=None))


@transaction.atomic
def set_hold(
    application: Application, *, whole_page: bool = False, reason: str, by: User
) -> LegalHold:
    """Keep the application, or everything that was sent to its page, until the hold is lifted.

    Raises `HoldRefused` for somebody without the right, and without a reason.
    """
    _check(application.authority, by, reason)
    Page.objects.select_for_update().get(pk=application.page_id)
    hold = LegalHold.objects.create(
        authority=application.authority,
        page_id=application.page_id,
        application=None if whole_page else application,
        reason=reason.strip(),
        actor=by,
    )
    _record(Event.LEGAL_HOLD, hold, by, reason)
    return hold


@transaction.atomic
def lift_hold(hold: LegalHold, *, reason: str, by: User) -> None:
    """Let the periods count again. Raises `HoldRefused`, also for a hold that was lifted."""
    _check(hold.authority, by, reason)
    Page.objects.select_for_update().get(pk=hold.page_id)
    lifted = LegalHold.objects.filter(pk=hold.pk, lifted_at=None).update(lifted_at=timezone.now())
    if not lifted:
        raise HoldRefused(_("It was lifted already."))
    _record(Event.LEGAL_HOLD_LIFTED, hold, by, reason)


def _check(authority: Site, by: User, reason: str) -> None:
    if not (verdict := may_set_hold(by, authority)):
        raise HoldRefused(verdict.reason)
    if not reason.strip():
        raise HoldRefused(_("Write the reason: it is kept on the record."))


def _record(event: Event, hold: LegalHold, by: User, reason: str) -> None:
    chain.record(
        event,
        authority=hold.authority,
        page=hold.page,
        application=hold.application,
        actor=by,
        reason=reason,
        hold=hold.pk,
        covers=[hold],
    )

"""Observers: who may read one page's applications and record, and change nothing."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from applications.history import chain
from applications.models import Event, Observer
from authorities.models import Role, User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused
from authorities.scope import authority_of


class ObserverRefused(Exception):
    """Nothing changes; the message says why, in words for the person who tried."""


def may_name_observers(user: User, authority: Site) -> Verdict:
    """Return whether the person may say who observes."""
    if may_act_as(user, authority, Role.PROGRAMME_MANAGER):
        return ALLOWED
    return refused(_("Only a programme manager names observers."))


def possible_observers(authority: Site):
    """Return the people who have the observer's role at the authority."""
    return (
        User.objects.filter(
            is_active=True,
            groups__authority_group__authority=authority,
            groups__authority_group__role=Role.OBSERVER,
        )
        .distinct()
        .order_by("last_name", "first_name", "email")
    )


@transaction.atomic
def name_observer(page: Page, user: User, *, by: User) -> Observer:
    """Let somebody observe a page; twice is once.

    Raises `ObserverRefused` for somebody without the right, or who has not the observer's role.
    """
    authority = _checked(page, by)
    if not possible_observers(authority).filter(pk=user.pk).exists():
        raise ObserverRefused(_("Choose somebody with the observer's role."))
    observer, is_new = Observer.objects.get_or_create(
        page_id=page.pk, user=user, defaults={"named_by": by}
    )
    if is_new:
        _record(observer, authority, by, is_named=True)
    return observer


@transaction.atomic
def remove_observer(observer: Observer, *, by: User) -> None:
    """End somebody's view of a page; twice is once.

    Raises `ObserverRefused` for somebody without the right.
    """
    authority = _checked(observer.page, by)
    deleted, _rows = Observer.objects.filter(pk=observer.pk).delete()
    if deleted:
        _record(observer, authority, by, is_named=False)


def _checked(page: Page, by: User) -> Site:
    """Return the page's authority, with the page locked; raise `ObserverRefused`."""
    authority = authority_of(page)
    if not (verdict := may_name_observers(by, authority)):
        raise ObserverRefused(verdict.reason)
    Page.objects.select_for_update().get(pk=page.pk)
    return authority


def _record(observer: Observer, authority: Site, by: User, *, is_named: bool) -> None:
    chain.record(
        Event.OBSERVER,
        authority=authority,
        page=observer.page,
        actor=by,
        user=observer.user_id,
        is_named=is_named,
        covers=[observer] if is_named else [],
        uncovers=[] if is_named else [observer],
    )

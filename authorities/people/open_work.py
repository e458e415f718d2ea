"""What somebody has still to do, and handing it to somebody else: each app says, by a hook."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import Site

from authorities.models import Role, SecurityEvent, User
from authorities.people.acts import Act, PeopleRefused, begin


@dataclass(frozen=True)
class OpenWork:
    """One kind of work that waits for one person at one authority.

    `hand_over` gives it to one of the `successors`, in the name of who says so, and returns how
    much that was. Without it the work cannot be handed over here, and `note` says what to do.
    """

    key: str
    label: str
    count: int
    successors: QuerySet[User]
    hand_over: Callable[[User, User], int] | None = None
    note: str = ""


def open_work_of(person: User, authority: Site) -> list[OpenWork]:
    """Return what waits for this person at the authority, as the apps say it.

    An app registers `open_work(person, authority)`, which returns a list of `OpenWork`.
    """
    asked = (ask(person, authority) for ask in hooks.get_hooks("open_work"))
    return [work for found in asked for work in found if work.count]


def colleagues(authority: Site, *roles: Role, but: User) -> QuerySet[User]:
    """Return who else has one of these roles at the authority now."""
    return (
        User.objects.filter(
            is_active=True,
            groups__authority_group__authority=authority,
            groups__authority_group__role__in=roles,
        )
        .exclude(pk=but.pk)
        .distinct()
        .order_by("last_name", "first_name", "email")
    )


@transaction.atomic
def hand_over(person: User, to: Mapping[str, User], act: Act) -> int:
    """Give open work, by its key, to other people; return how much that was.

    Raises `PeopleRefused` for who may not, and for a successor without the right role.
    """
    begin(act)
    number = 0
    for work in open_work_of(person, act.authority):
        successor = to.get(work.key)
        if successor is None or work.hand_over is None or act.by is None:
            continue
        if not work.successors.filter(pk=successor.pk).exists():
            raise PeopleRefused(_("Choose somebody with the right role."))
        handed = work.hand_over(successor, act.by)
        act.record(
            SecurityEvent.Kind.HANDED_OVER, person, work=work.key, number=handed, to=successor.pk
        )
        number += handed
    return number

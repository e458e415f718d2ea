"""Who works in the admin now, and what they work for: asked of the database once a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property

from django.contrib.auth.models import Group
from django.db.models import Model, Q
from wagtail.models import Collection, GroupCollectionPermission, Site

from authorities.models import User
from authorities.permissions import authorities_of
from authorities.scope import below


class Acting:
    """A member of staff with the roots of what their authorities own."""

    def __init__(self, user: User) -> None:
        self.user = user
        # What each model's rows are asked for, once it was worked out.
        self.conditions: dict[type[Model], Q] = {}

    @cached_property
    def authorities(self) -> list[Site]:
        """The authorities for which they work."""
        with everything():
            return authorities_of(self.user)

    @cached_property
    def page_roots(self) -> list[str]:
        """The paths of the authorities' trees."""
        return [authority.root_page.path for authority in self.authorities]

    @cached_property
    def groups(self) -> list[int]:
        """The keys of the authorities' groups, and of those that the person is in besides."""
        own = Q(authority_group__authority__in=self.authorities)
        with everything():
            found = Group.objects.filter(own | Q(user=self.user)).distinct()
            return list(found.values_list("pk", flat=True))

    @cached_property
    def collections(self) -> list[int]:
        """The keys of the collections in which one of these groups may do something, and below."""
        with everything():
            granted = GroupCollectionPermission.objects.filter(group__in=self.groups)
            roots = granted.filter(collection__depth__gt=1).values_list("collection__path")
            found = below(path for (path,) in roots.distinct())
            return list(Collection.objects.filter(found).values_list("pk", flat=True))


_acting: ContextVar[Acting | None] = ContextVar("acting", default=None)


def acting_now() -> Acting | None:
    """Return who works in the admin now; nobody where every row may be asked for."""
    return _acting.get()


@contextmanager
def acting(who: Acting | None) -> Iterator[None]:
    """Narrow what is asked to what this person's authorities own."""
    token = _acting.set(who)
    try:
        yield
    finally:
        _acting.reset(token)


def everything():
    """Return a context in which every row may be asked for, whoever works now.

    For what holds for the whole installation: whether a name is taken, where a tree grows, an
    answer that is kept for everybody. What is found must not be shown as it is.
    """
    return acting(None)

"""Who sorts, answers and takes up what colleagues propose."""

from wagtail.models import Site

from authorities.models import Role, User
from authorities.permissions import Verdict, may_act_as

DECIDERS = (Role.PROGRAMME_MANAGER,)


def may_decide(user: User, authority: Site) -> Verdict:
    """Return whether the person decides about the authority's proposals."""
    return may_act_as(user, authority, *DECIDERS)

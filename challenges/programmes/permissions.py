"""Who runs programmes."""

from django.http import Http404, HttpRequest
from wagtail.models import Site

from authorities.models import Role, User
from authorities.permissions import Verdict, may_act_as
from authorities.scope import staff_authority, staff_member

MANAGERS = (Role.PROGRAMME_MANAGER,)


def may_run_programmes(user: User, authority: Site) -> Verdict:
    """Return whether the person runs the authority's programmes."""
    return may_act_as(user, authority, *MANAGERS)


def managed_authority(request: HttpRequest) -> Site:
    """Return the authority whose programmes this person runs; raise `Http404` for others."""
    authority = staff_authority(request)
    if not may_run_programmes(staff_member(request), authority):
        raise Http404
    return authority

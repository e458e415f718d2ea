"""The page whose applications a member of staff works on."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from applications.models import TakesApplications
from applications.permissions import may_see_page
from authorities.models import Role
from authorities.permissions import may_act_as
from authorities.scope import staff_authority, staff_member


def find_page(request: HttpRequest, pk: int, *roles: Role) -> TakesApplications:
    """Return the authority's page for who may see its applications, in one of the roles.

    Raises `Http404` for everybody else.
    """
    authority = staff_authority(request)
    mine = Page.objects.filter(path__startswith=authority.root_page.path)
    page = get_object_or_404(mine, pk=pk).specific
    user = staff_member(request)
    if not isinstance(page, TakesApplications) or not may_see_page(user, page, authority):
        raise Http404
    if roles and not may_act_as(user, authority, *roles):
        raise Http404
    return page

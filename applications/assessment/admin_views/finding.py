"""What an address of the assessment in the admin is about, for who may know of it."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from wagtail.models import Page

from applications.models import TakesApplications
from applications.permissions import may_see_page
from authorities.models import Role
from authorities.permissions import may_act_as
from authorities.scope import staff_authority, staff_member


def find_page(request: HttpRequest, page_pk: int, *roles: Role) -> TakesApplications:
    """Return the authority's page for who may know of its applications, in one of the roles.

    Raises `Http404` for everybody else, and for a page that takes no applications.
    """
    authority = staff_authority(request)
    own = Page.objects.filter(path__startswith=authority.root_page.path)
    page = get_object_or_404(own, pk=page_pk).specific
    user = staff_member(request)
    if not isinstance(page, TakesApplications) or not may_see_page(user, page, authority):
        raise Http404
    if roles and not may_act_as(user, authority, *roles):
        raise Http404
    return page

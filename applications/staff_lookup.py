"""The page whose applications a member of staff works on."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from wagtail.models import Page

from applications.models import Application, TakesApplications
from applications.workflow.permissions import may_see_page, may_view
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


def known_application(request: HttpRequest, pk: int) -> Application:
    """Return the authority's application for who may know of it, sealed or not; else a 404."""
    authority = staff_authority(request)
    mine = Application.objects.for_authority(authority)
    application = get_object_or_404(mine.select_related("page", "authority", "draft"), pk=pk)
    if not may_see_page(staff_member(request), application.page, authority):
        raise Http404
    return application


def find_application(request: HttpRequest, pk: int, *roles: Role) -> Application:
    """Return the authority's application for who may read it, in one of the roles; else a 404."""
    application = known_application(request, pk)
    user = staff_member(request)
    if not may_view(user, application):
        raise Http404
    if roles and not may_act_as(user, application.authority, *roles):
        raise Http404
    return application


def address_of(application: Application) -> str:
    """Return the address of the application's screen."""
    return reverse("queue_modeladmin_inspect", args=[application.pk])

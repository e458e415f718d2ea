"""The ways between the screens of one challenge."""

from django import template
from django.template.context import RequestContext

from applications.workflow.permissions import MOVERS, READERS
from authorities.models import Role
from authorities.permissions import may_act_as
from authorities.scope import staff_authority, staff_member

register = template.Library()


@register.inclusion_tag("applications/moderation/page_tools.html", takes_context=True)
def page_tools(context: RequestContext, page_pk: int | str, here: str) -> dict:
    """Return what the links to a page's screens need; `here` names the one that is shown."""
    request = context["request"]
    authority, user = staff_authority(request), staff_member(request)
    return {
        "page_pk": page_pk,
        "here": here,
        "may_release": bool(may_act_as(user, authority, *MOVERS)),
        "may_see_time": bool(may_act_as(user, authority, *READERS)),
        "may_name": bool(may_act_as(user, authority, Role.PROGRAMME_MANAGER)),
    }

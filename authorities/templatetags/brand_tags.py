"""Whose admin it is: name, logo and colours."""

from django import template
from django.http import Http404, HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.models import Site

from authorities.mail.text import preheader, tidy
from authorities.models import AuthoritySettings
from authorities.scope import authority_of, settings_of, staff_authority

register = template.Library()


@register.simple_tag(takes_context=True)
def admin_authority(context: template.Context) -> AuthoritySettings | None:
    """Return the authority for which somebody works here; before they sign in, the address's."""
    request: HttpRequest | None = context.get("request")
    if request is None:
        return None
    if not hasattr(request, "_admin_authority"):
        request._admin_authority = _find(request)  # type: ignore[attr-defined]
    return request._admin_authority  # type: ignore[attr-defined]


@register.simple_tag(takes_context=True)
def branded_mail(context: template.Context, text_template: str) -> SafeString:
    """Return a mail about a `page` as HTML: what its text says, in its authority's brand."""
    known = {str(name): value for name, value in context.flatten().items()}
    text = tidy(render_to_string(text_template, known))
    shown = {
        "text": text,
        "subject": "",
        "preheader": preheader(text),
        "authority": settings_of(authority_of(context["page"])),
    }
    return render_to_string("mail/layout.html", shown)


def _find(request: HttpRequest) -> AuthoritySettings | None:
    try:
        site = staff_authority(request)
    except (AttributeError, Http404):
        # Nobody is signed in, or the request came no further than to an error.
        site = Site.find_for_request(request)
    return settings_of(site) if site else None

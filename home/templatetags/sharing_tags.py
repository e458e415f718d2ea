"""How a page reads to search engines and on a sharing card."""

from django import template
from django.utils.safestring import SafeString

from home import sharing, structured_data

register = template.Library()

register.filter("headline", sharing.headline)
register.filter("about", sharing.about)


@register.simple_tag(takes_context=True)
def shared(context: template.Context, number: int | str = 1) -> sharing.Shared:
    """Return the inputs of `components/meta.html` for the page that is shown.

    `number` is which page of a listing it is; empty counts as the first.
    """
    page, request, authority = context["page"], context["request"], context["authority"]
    return sharing.shared(page, request, authority, number=int(number or 1))


@register.simple_tag(takes_context=True)
def facts_for_machines(context: template.Context, of: sharing.Shared) -> SafeString:
    """Return the structured data of the page that is shown, ready for a `<script>`."""
    return structured_data.as_json(
        structured_data.structured_data(context["page"], of, context["authority"])
    )

"""Lets a page of results tell which of them was opened."""

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Site

from search.insights.counts import countable
from search.insights.signed_clicks import Shown, signed

register = template.Library()


@register.simple_tag(takes_context=True)
def clicks(context: template.Context, typed: str, *lists: Iterable[Shown]) -> SafeString | str:
    """Return what `clicks.js` reads; nothing for words that are not counted."""
    words = countable(typed)
    results = [result for found in lists for result in found]
    if not (words and results):
        return ""
    return format_html(
        '<div hidden data-clicks="{}" data-addresses="{}" data-shown="{}"></div>',
        reverse("search_clicked"),
        " ".join(result.url for result in results),
        signed(words, results, Site.find_for_request(context["request"])),
    )

"""Moments in templates."""

from datetime import datetime

from django import template

from authorities.instants import in_words
from authorities.models import AuthoritySettings

register = template.Library()


@register.filter
def instant(moment: datetime, authority: AuthoritySettings) -> str:
    """Return the moment in the authority's time zone, and the zone."""
    return in_words(moment, authority.zone)

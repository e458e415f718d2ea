"""Moments in templates."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from authorities.dates import (
    format_deadline,
    format_instant,
    format_last_day,
    format_on_deadline,
    format_past_day,
    format_span,
    time_left,
)
from authorities.models import AuthoritySettings

register = template.Library()


@register.filter
def instant(moment: datetime, authority: AuthoritySettings) -> str:
    """Return the moment in the authority's time zone, and the zone."""
    return format_instant(moment, authority.zone)


@register.simple_tag
def span(start: datetime, end: datetime, authority: AuthoritySettings) -> str:
    """Return from when until when in the authority's time zone."""
    return format_span(start, end, authority.zone)


@register.filter
def day_said(moment: datetime, authority: AuthoritySettings) -> str:
    """Return the day of a past moment, like `on Tuesday`, in the authority's time zone."""
    return format_past_day(moment, authority.zone, timezone.now())


@register.filter
def last_day(end: datetime, authority: AuthoritySettings) -> str:
    """Return the day that ends with this instant, in the authority's time zone."""
    return format_last_day(end, authority.zone)


@register.filter
def deadline(moment: datetime, authority: AuthoritySettings) -> str:
    """Return when something ends in the authority's time zone; midnight as the end of a day."""
    return format_deadline(moment, authority.zone)


@register.filter
def on_deadline(moment: datetime, authority: AuthoritySettings) -> str:
    """Return the same with its “on” or “at the”."""
    return format_on_deadline(moment, authority.zone)


@register.filter
def time_left_from(until: datetime, now: datetime) -> str:
    """Return how long it is until a moment, like `3 hours left`."""
    return _("%s left") % time_left(until, now)

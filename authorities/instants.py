"""Moments in the words of an authority's time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def in_words(instant: datetime, zone: ZoneInfo) -> str:
    """Return a moment like `27 November 2026, 12:00 GMT`."""
    local = instant.astimezone(zone)
    # Django's own format leaves the zone out in the hour that comes twice.
    return f"{date_format(local, 'j F Y, H:i')} {local.tzname()}"


def day_in_words(instant: datetime, zone: ZoneInfo) -> str:
    """Return the day of a moment, like `27 November 2026`."""
    return date_format(instant.astimezone(zone), "j F Y")


def time_left(until: datetime, now: datetime) -> str:
    """Return how long it is until a moment: days, in the last two days hours, then minutes."""
    minutes = max(0, int((until - now).total_seconds() // 60))
    if minutes >= 48 * 60:
        days = minutes // (24 * 60)
        return ngettext("%d day", "%d days", days) % days
    if minutes >= 60:
        hours = minutes // 60
        return ngettext("%d hour", "%d hours", hours) % hours
    if minutes:
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    return _("less than a minute")


def time_in_words(instant: datetime, zone: ZoneInfo) -> str:
    """Return the time of day of a moment, like `14:32`."""
    return date_format(instant.astimezone(zone), "H:i")

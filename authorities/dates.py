"""Moments in the words of an authority's time zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# Where the ends of words are noted, while somebody asks for them.
_noted: ContextVar[list[datetime] | None] = ContextVar("noted", default=None)


@contextmanager
def track_expiry() -> Iterator[list[datetime]]:
    """Collect the last instants at which words that are said meanwhile are true."""
    ends: list[datetime] = []
    token = _noted.set(ends)
    try:
        yield ends
    finally:
        _noted.reset(token)


def format_instant(instant: datetime, zone: ZoneInfo) -> str:
    """Return a moment like `27 November 2026, 12:00 GMT`."""
    local = instant.astimezone(zone)
    # Django's own format leaves the zone out in the hour that comes twice.
    return f"{date_format(local, 'j F Y, H:i')} {local.tzname()}"


def format_span(start: datetime, end: datetime, zone: ZoneInfo) -> str:
    """Return from when until when, like `27 November 2026, 10:00 to 12:00 GMT`.

    What is the same of both is said once; on a day whose clock changes, each has its zone.
    """
    starts, ends = start.astimezone(zone), end.astimezone(zone)
    first, last = format_instant(start, zone), format_instant(end, zone)
    if starts.date() == ends.date():
        last = f"{format_time(end, zone)} {ends.tzname()}"
        if starts.tzname() == ends.tzname():
            first = date_format(starts, "j F Y, H:i")
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def format_deadline(instant: datetime, zone: ZoneInfo) -> str:
    """Return a moment of an ending; midnight like `end of Thursday 26 November 2026 GMT`.

    What ends as a day begins ended with the day before: nobody reads 00:00 so.
    """
    if (last := day_that_ends(instant, zone)) is None:
        return format_instant(instant, zone)
    return _("end of %(day)s %(zone)s") % {
        "day": date_format(last, "l j F Y"),
        "zone": instant.astimezone(zone).tzname(),
    }


def format_on_deadline(instant: datetime, zone: ZoneInfo) -> str:
    """Return the same as it stands in a sentence: `on 27 November …` or `at the end of …`."""
    said = format_deadline(instant, zone)
    return (_("on %s") if day_that_ends(instant, zone) is None else _("at the %s")) % said


def format_last_day(instant: datetime, zone: ZoneInfo) -> str:
    """Return the last day before a moment at which something ends, like `26 November 2026`."""
    return date_format(day_that_ends(instant, zone) or instant.astimezone(zone), "j F Y")


def day_that_ends(instant: datetime, zone: ZoneInfo) -> datetime | None:
    """Return the day that ends at this moment, if it is midnight."""
    local = instant.astimezone(zone)
    is_midnight = (local.hour, local.minute, local.second) == (0, 0, 0)
    return local - timedelta(days=1) if is_midnight else None


def format_day(instant: datetime, zone: ZoneInfo) -> str:
    """Return the day of a moment, like `27 November 2026`."""
    return date_format(instant.astimezone(zone), "j F Y")


def format_past_day(instant: datetime, zone: ZoneInfo, now: datetime) -> str:
    """Return the day of a past moment as a person says it: `today`, `on Tuesday`, with its date."""
    local = instant.astimezone(zone)
    days = (now.astimezone(zone).date() - local.date()).days
    if days < 2:
        return _("yesterday") if days == 1 else _("today")
    return _("on %s") % date_format(local, "l" if days < 7 else "j F Y")


def time_left(until: datetime, now: datetime) -> str:
    """Return how long it is until a moment: days, in the last two days hours, then minutes."""
    minutes = max(0, int((until - now).total_seconds() // 60))
    if minutes >= 48 * 60:
        days = minutes // (24 * 60)
        note_expiry(until - timedelta(days=days))
        return ngettext("%d day", "%d days", days) % days
    if minutes >= 60:
        hours = minutes // 60
        note_expiry(until - timedelta(hours=hours))
        return ngettext("%d hour", "%d hours", hours) % hours
    if minutes:
        note_expiry(until - timedelta(minutes=minutes))
        return ngettext("%d minute", "%d minutes", minutes) % minutes
    return _("less than a minute")


def note_expiry(last: datetime) -> None:
    """Note a last moment at which what is shown meanwhile is true."""
    if (ends := _noted.get()) is not None:
        ends.append(last)


def format_time(instant: datetime, zone: ZoneInfo) -> str:
    """Return the time of day of a moment, like `14:32`."""
    return date_format(instant.astimezone(zone), "H:i")


def same_minute(one: datetime | None, other: datetime | None) -> bool:
    """Return whether two instants read the same in the editor, which knows no seconds."""
    if one is None or other is None:
        return one is other
    return one.replace(second=0, microsecond=0) == other.replace(second=0, microsecond=0)

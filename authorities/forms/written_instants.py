"""Moments as people write them: "1 December 2026, 9am", "01/12/2026 09:00", "1st Dec 2026"."""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

TIME = (
    r"(?:(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?)?\s*(?P<half>[ap])\.?\s?m\.?"
    r"|(?P<hour24>\d{1,2})[:.](?P<minute24>\d{2})(?::\d{2}(?:\.\d+)?)?"
    r"|(?P<noon>noon|midday)|(?P<midnight>midnight))(?:\s*(?P<name>(?!noon)[A-Z]{3,4}))?"
)
ONE_TIME = re.compile(rf"{TIME}", re.IGNORECASE)
DAY_AND_TIME = re.compile(
    rf"(?P<day>.*?\S)(?:,?\s+(?:at\s+)?|(?<=\d)T)(?P<time>{TIME})", re.IGNORECASE
)
NUMBERED = re.compile(r"(?P<day>\d{1,2})(?P<rest>(?:st|nd|rd|th)?\W.*)", re.IGNORECASE)
# What our own field and the pickers write is read at once.
PLAIN = ("%d %B %Y", "%Y-%m-%d", "%d/%m/%Y")


def read_instant(day: str, at: str, zone: tzinfo) -> datetime:
    """Return the moment that a day and a time name in this zone; the day may hold both.

    Raise `ValidationError`, in words, for what names none, or two.
    """
    day, at = day.strip(), at.strip()
    if both := DAY_AND_TIME.fullmatch(day):
        if at:
            raise ValidationError(_("The time is written twice. Leave it out beside the day."))
        day, at = both["day"], both["time"]
    if not day:
        raise ValidationError(_("Enter a day, for example 1 December 2026."))
    found = _read_day(day)
    if not at:
        raise ValidationError(_("Enter a time, for example 9am or 17:30."))
    clock, days, name = _read_time(at)
    return _in_zone(datetime.combine(found + timedelta(days=days), clock), zone, name)


def comes_twice(local: datetime) -> bool:
    """Return whether a clock shows this time twice that night."""
    first, second = (local.replace(fold=fold).utcoffset() for fold in (0, 1))
    return first != second and _exists(local)


def _read_day(text: str) -> date:
    for written in PLAIN:
        try:
            return datetime.strptime(text, written).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    if found := _parse(text):
        return found
    numbered = NUMBERED.fullmatch(text)
    first = _parse(f"1{numbered['rest']}") if numbered else None
    if numbered and first and int(numbered["day"]) > monthrange(first.year, first.month)[1]:
        raise ValidationError(
            _("%(month)s has %(days)d days.")
            % {
                "month": date_format(first, "F Y"),
                "days": monthrange(first.year, first.month)[1],
            }
        )
    raise ValidationError(
        _("“%s” is not understood as a day. Write it like 1 December 2026.") % text
    )


def _parse(text: str) -> date | None:
    # Takes a second to load, and few write what is not read without it.
    import dateparser

    found = dateparser.parse(
        text,
        locales=["en-GB"],
        settings={"STRICT_PARSING": True, "PARSERS": ["absolute-time"]},
    )
    return found.date() if found else None


def _read_time(text: str) -> tuple[time, int, str]:
    """Return a time of day, how many days later it is meant, and the zone that it names."""
    found = ONE_TIME.fullmatch(text)
    if found is None:
        raise ValidationError(
            _("“%s” is not understood as a time. Write it like 9am or 17:30.") % text
        )
    name = (found["name"] or "").upper()
    if found["midnight"]:
        raise ValidationError(
            _("Midnight has two sides. Write 00:00 for the start of the day, 24:00 for its end.")
        )
    if found["noon"]:
        return time(12), 0, name
    hour = int(found["hour"] or found["hour24"])
    minute = int(found["minute"] or found["minute24"] or 0)
    if half := found["half"]:
        if not 1 <= hour <= 12:
            raise ValidationError(_("“%s” is no time of day.") % text)
        hour = hour % 12 + (12 if half.lower() == "p" else 0)
    if (hour, minute) == (24, 0):
        return time(0), 1, name
    if hour > 23 or minute > 59:
        raise ValidationError(_("“%s” is no time of day.") % text)
    return time(hour, minute), 0, name


def _in_zone(local: datetime, zone: tzinfo, name: str) -> datetime:
    first, second = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    shown = date_format(local, "j F Y")
    if not _exists(first):
        raise ValidationError(
            _("On %(day)s the clocks go forward, and %(time)s does not come. Choose another time.")
            % {"day": shown, "time": f"{local:%H:%M}"}
        )
    names = [str(moment.tzname()).upper() for moment in (first, second)]
    if name and name not in names:
        raise ValidationError(
            _("On %(day)s times are in %(zone)s.") % {"day": shown, "zone": names[0]}
        )
    if name:
        return (first, second)[names.index(name)].astimezone(UTC)
    if comes_twice(first):
        raise ValidationError(
            _("On %(day)s the clocks go back: %(time)s comes twice. Write %(one)s or %(other)s.")
            % {
                "day": shown,
                "time": f"{local:%H:%M}",
                "one": f"{local:%H:%M} {names[0]}",
                "other": f"{local:%H:%M} {names[1]}",
            }
        )
    return first.astimezone(UTC)


def _exists(local: datetime) -> bool:
    there = local.astimezone(UTC).astimezone(local.tzinfo)
    return there.replace(tzinfo=None) == local.replace(tzinfo=None)

"""Hints about when a challenge closes. They never keep it from being saved or published."""

from collections.abc import Iterator
from datetime import datetime

import holidays
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authorities.dates import day_that_ends
from authorities.models import AuthoritySettings
from challenges.editing.guidance.texts import LEAST_DAYS


def hints_on_closing(
    closes_at: datetime | None,
    opens_at: datetime | None,
    authority: AuthoritySettings,
    now: datetime,
) -> list[str]:
    """Return what speaks against this closing; nothing about one that has passed."""
    if closes_at is None or closes_at <= now:
        return []
    return [*_day(closes_at, authority), *_time(closes_at, opens_at or now)]


def _day(closes_at: datetime, authority: AuthoritySettings) -> Iterator[str]:
    zone = authority.zone
    last = (day_that_ends(closes_at, zone) or closes_at.astimezone(zone)).date()
    said = date_format(last, "l j F Y")
    free = holidays.country_holidays("GB", subdiv=authority.nation, years=last.year)
    if name := free.get(last):
        yield _(
            "%(day)s is a bank holiday (%(name)s). Who has a question that day reaches nobody."
        ) % {
            "day": said,
            "name": name,
        }
    elif last.weekday() > 4:
        yield _("%s is at a weekend. Who has a question that day reaches nobody.") % said


def _time(closes_at: datetime, begins: datetime) -> Iterator[str]:
    days = (closes_at - begins).days
    if 0 <= days < LEAST_DAYS:
        yield ngettext(
            "Businesses have %(days)d day to apply. Small firms need three weeks.",
            "Businesses have %(days)d days to apply. Small firms need three weeks.",
            days,
        ) % {"days": days}

"""A session as an entry for somebody's calendar. Source: RFC 5545."""

from datetime import datetime, timedelta

import icalendar

from authorities.forms.cleaning import clean_characters
from authorities.scope import settings_of
from challenges.models import Attendance
from challenges.programmes.sessions.mails import page_of


def as_calendar(attendance: Attendance, now: datetime) -> bytes:
    """Return the entry in the authority's time zone, under a name that stays.

    It asks for no answer: a calendar's reply would reach nobody.
    """
    session = attendance.session
    zone = settings_of(session.authority).zone
    starts_at, ends_at = attendance.slot_at or session.starts_at, session.ends_at
    if attendance.slot_at and session.slot_minutes:
        ends_at = attendance.slot_at + timedelta(minutes=session.slot_minutes)
    event = icalendar.Event()
    event.add("uid", f"session-{session.pk}-{attendance.pk}@{session.authority.hostname}")
    event.add("dtstamp", now)
    event.add("sequence", int(now.timestamp()) // 60)
    if starts_at and ends_at:
        event.add("dtstart", starts_at.astimezone(zone))
        event.add("dtend", ends_at.astimezone(zone))
    event.add("status", "CANCELLED" if session.called_off else "CONFIRMED")
    event.add("summary", clean_characters(session.title))
    if session.place:
        event.add("location", clean_characters(session.place))
    event.add("url", page_of(attendance))
    made = icalendar.Calendar()
    made.add("prodid", "-//Challenge marketplace//EN")
    made.add("version", "2.0")
    made.add_component(event)
    made.add_missing_timezones()
    return made.to_ical()

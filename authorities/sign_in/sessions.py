"""How long a session lasts, where a member of staff is signed in, and how that ends."""

import re
import time
from datetime import datetime, timedelta
from enum import Enum

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from authorities.models import StaffSession, User
from authorities.sign_in.events import network_of

OPENED_AT, SEEN_AT, KEY = "opened_at", "seen_at", "staff_session"
# Who was signed in in this browser until their time was over.
WAS = "was_signed_in"
# What a page asks by itself while nobody works with it.
NOT_SEEN_BY = re.compile(r"/editing-sessions/|/sprite/|/jsi18n/")
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
# iPads say that they are Macs, and Android says that it is Linux.
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


class Ending(Enum):
    """Why a session is over."""

    IDLE = "idle"
    TOO_LONG = "too_long"
    ENDED = "ended"


def open_session(request: HttpRequest, user: User) -> None:
    """Note when the session began; of staff also in which browser, for their own list."""
    session = request.session
    if old := session.get(KEY):
        StaffSession.objects.filter(pk=old).delete()
    session[OPENED_AT] = session[SEEN_AT] = time.time()
    session.pop(KEY, None)
    if not user.signs_in_by_code:
        row = StaffSession.objects.create(
            user=user, browser=browser_in_words(request), network=network_of(request)
        )
        session[KEY] = str(row.pk)


def close_session(request: HttpRequest) -> None:
    """Take the session that is about to end from its owner's list."""
    if key := request.session.get(KEY):
        StaffSession.objects.filter(pk=key).delete()


def ending(request: HttpRequest, user: User) -> Ending | None:
    """Return why the session of this request is over, or None; where it goes on, note that."""
    session, now = request.session, time.time()
    idle, longest = limits_of(user)
    seen_at = session.get(SEEN_AT, 0)
    if now - seen_at > idle:
        return Ending.IDLE
    if now - session.get(OPENED_AT, 0) > longest:
        return Ending.TOO_LONG
    # Written about once a minute: each page would otherwise write to the database.
    is_seen = now - seen_at > min(60, idle / 10) and not NOT_SEEN_BY.search(request.path)
    if not user.signs_in_by_code and not _is_listed(session.get(KEY), is_seen):
        return Ending.ENDED
    if is_seen:
        session[SEEN_AT] = now
    return None


def limits_of(user: User) -> tuple[int, int]:
    """Return for how many seconds a session may rest, and how long it may last in all."""
    if user.signs_in_by_code:
        return settings.BUSINESS_SESSION_IDLE, settings.BUSINESS_SESSION_LIMIT
    return settings.STAFF_SESSION_IDLE, settings.STAFF_SESSION_LIMIT


def sessions_of(user: User) -> QuerySet[StaffSession]:
    """Return where the person is signed in now, the newest first."""
    now = timezone.now()
    return StaffSession.objects.filter(
        user=user,
        seen_at__gt=now - timedelta(seconds=settings.STAFF_SESSION_IDLE),
        since__gt=now - timedelta(seconds=settings.STAFF_SESSION_LIMIT),
    )


def end_sessions(user: User, *, but: str | None = None) -> int:
    """End every session of the person but that of the key; return how many that were.

    What is open in them is refused at the next click.
    """
    theirs = StaffSession.objects.filter(user=user)
    return theirs.exclude(pk=but).delete()[0] if but else theirs.delete()[0]


def forget_old_sessions(now: datetime) -> int:
    """Delete the rows of sessions that are over; return how many that were."""
    limit = now - timedelta(seconds=settings.STAFF_SESSION_LIMIT)
    return StaffSession.objects.filter(since__lt=limit).delete()[0]


def browser_in_words(request: HttpRequest) -> str:
    """Return something like “Firefox on Windows”."""
    agent = request.headers.get("User-Agent", "")
    browser = next((name for mark, name in BROWSERS if mark in agent), _("Another browser"))
    system = next((name for mark, name in SYSTEMS if mark in agent), "")
    if not system:
        return browser
    return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}


def _is_listed(key: str | None, is_seen: bool) -> bool:
    if key is None:
        return False
    rows = StaffSession.objects.filter(pk=key)
    return bool(rows.update(seen_at=timezone.now())) if is_seen else rows.exists()

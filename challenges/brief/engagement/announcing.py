"""Changing a brief that is announced: its notes keep what they said, and a new opening is told."""

from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.contrib.forms.forms import WagtailAdminFormPageForm

from authorities.dates import format_instant, same_minute
from authorities.scope import authority_of, settings_of
from challenges.follows import tell_of_opening
from challenges.models import ChallengePage


def stands_announced(published: ChallengePage | None, now: datetime) -> bool:
    """Return whether the public has read since when the brief is announced; then that stays."""
    return bool(published and published.live and published.was_announced(now))


def hold_announcement(page: ChallengePage, published: ChallengePage, now: datetime) -> list[str]:
    """Give a day that has come its published value; return its name if another was asked for."""
    if not stands_announced(published, now):
        return []
    is_same = same_minute(page.announced_at, published.announced_at)
    page.announced_at = published.announced_at
    return [] if is_same else ["announced_at"]


def keep_former_notes(page: ChallengePage, published: ChallengePage | None, now: datetime) -> None:
    """Let each note that differs from what the public has read keep that, with its day."""
    known = {note.pk: note for note in published.engagement_notes.all()} if published else {}
    notes = list(page.engagement_notes.all())
    for note in notes:
        was = known.get(note.pk)
        note.former = was.former if was else []
        if was and (was.day, was.text) != (note.day, note.text):
            version = {"day": was.day.isoformat(), "text": was.text, "until": now.isoformat()}
            note.former = [*was.former, version]
    page.engagement_notes.set(notes)


def new_opening(page: ChallengePage, published: ChallengePage | None, now: datetime) -> str:
    """Return to when the opening of an announced brief moves, in words; empty if it does not."""
    is_announced = published and published.live and published.is_announced(now)
    if not (published and is_announced and page.opens_at and page.opens_at > now):
        return ""
    if same_minute(page.opens_at, published.opens_at):
        return ""
    return format_instant(page.opens_at, settings_of(authority_of(page)).zone)


def tell_if_moved(page: ChallengePage, published: ChallengePage, now: datetime) -> int:
    """Tell who waits that the opening of an announced brief has moved; return how many mails."""
    opening = new_opening(page, published, now)
    key = f"{page.pk}:{page.live_revision_id}"
    return tell_of_opening(page, key=key, opening=opening) if opening else 0


def check_announcement(
    form: WagtailAdminFormPageForm, published: ChallengePage | None, now: datetime
) -> None:
    """Refuse another day for an announcement that everybody has read."""
    if published is None or not stands_announced(published, now):
        return
    typed, known = form.cleaned_data.get("announced_at"), published.announced_at
    if known and not same_minute(typed, known) and "announced_at" not in form.errors:
        zone = settings_of(authority_of(published)).zone
        form.add_error(
            "announced_at",
            _("The brief was announced, so that moment stays: %s.") % format_instant(known, zone),
        )

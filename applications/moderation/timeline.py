"""The history of one application in words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from applications.models import Application, Complaint, Entry, Event, IneligibleBecause, Message
from applications.models.status import state_in_words

SHOWN = 500
# What nobody of the authority did, where an entry names no person.
_BY_APPLICANT = frozenset(
    {Event.SENT, Event.MOVED, Event.MESSAGE, Event.COMPLAINED, Event.PARTNER_REMOVED}
)
_BY_PARTNER = frozenset({Event.PARTNER_AGREED, Event.PARTNER_DECLINED, Event.PARTNER_LEFT})


@dataclass(frozen=True)
class Line:
    """One thing that happened, as a person reads it."""

    at: datetime
    who: str
    what: str
    before: str = ""
    after: str = ""
    reason: str = ""
    note: str = ""


def history_lines(application: Application) -> list[Line]:
    """Return what happened to the application, the oldest first; three queries however much."""
    entries = list(
        Entry.objects.filter(application=application)
        .select_related("actor", "assessor")
        .order_by("-number")[:SHOWN]
    )[::-1]
    files = dict(application.draft.files.values_list("pk", "name"))
    requests = set(
        Message.objects.filter(application=application, due_at__isnull=False).values_list(
            "pk", flat=True
        )
    )
    return [_line(entry, files, requests) for entry in entries]


def _line(entry: Entry, files: Mapping[int, str], requests: Collection[int]) -> Line:
    return Line(
        at=entry.at,
        who=_who(entry),
        what=_what(entry, requests),
        before=state_in_words(entry.from_state),
        after=state_in_words(entry.to_state),
        reason=entry.reason,
        note=_note(entry, files),
    )


def _who(entry: Entry) -> str:
    if entry.actor:
        return str(entry.actor)
    if entry.event in _BY_PARTNER:
        return _("A partner")
    if entry.assessor:
        return _("Assessor %d") % entry.assessor.number
    return _("The applicant") if entry.event in _BY_APPLICANT else _("The system")


def _what(entry: Entry, requests: Collection[int]) -> str:
    if entry.event == Event.MESSAGE and entry.about.get("message") in requests:
        return _("Request for information")
    return str(Event(entry.event).label) if entry.event in Event else entry.event


def _note(entry: Entry, files: Mapping[int, str]) -> str:
    """Return what else the entry knows, in a few words."""
    about = entry.about
    if about.get("because") in IneligibleBecause:
        return str(IneligibleBecause(about["because"]).label)
    if about.get("outcome") in Complaint.Outcome:
        return str(Complaint.Outcome(about["outcome"]).label)
    if about.get("is_over_limit"):
        return _("over the limit")
    if "file" in about:
        return files.get(about["file"], "")
    if "rules" in about:
        kept = sum(about["rules"].values())
        return _("%(kept)d of %(checked)d rules kept") % {
            "kept": kept,
            "checked": len(about["rules"]),
        }
    return _("with a file") if about.get("has_file") else ""

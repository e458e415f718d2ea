"""The history in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from applications.history.erasures import rows_in_words
from applications.history.redaction import Redactor
from applications.models import Entry, TakesApplications
from applications.models.status import state_in_words


@dataclass(frozen=True)
class EntryRow:
    """One entry of the history."""

    number: int
    at: datetime
    what: str
    who: str
    reference: str
    states: str
    reason: str
    hash: str
    covers: str


def entry_rows(page: TakesApplications, redactor: Redactor) -> list[EntryRow]:
    """Return every entry of the page in its order; one query, without what is not shown."""
    found = (
        Entry.objects.filter(page_id=page.pk)
        .select_related("actor", "assessor", "application")
        .only(
            "number",
            "at",
            "event",
            "from_state",
            "to_state",
            "reason",
            "reason_digest",
            "hash",
            "digests",
            "actor__first_name",
            "actor__last_name",
            "actor__email",
            "assessor__number",
            "application__reference",
        )
        .order_by("number")
    )
    return [entry_row(one, redactor) for one in found]


def entry_row(entry: Entry, redactor: Redactor) -> EntryRow:
    """Return one entry as it is read."""
    states = (state_in_words(state) for state in (entry.from_state, entry.to_state) if state)
    return EntryRow(
        number=entry.number,
        at=entry.at,
        what=entry.get_event_display(),
        who=who_acted(entry, redactor),
        reference=entry.application.reference if entry.application else "",
        states=" → ".join(states),
        reason=_("[erased]")
        if entry.reason_digest and not entry.reason
        else redactor.free(entry.reason),
        hash=entry.hash,
        covers=", ".join(rows_in_words(entry)),
    )


def who_acted(entry: Entry, redactor: Redactor) -> str:
    """Return who did it: a member of staff, an assessor by number, or nobody on the list."""
    if entry.actor_id:
        return redactor.person(entry.actor)
    return _("Assessor %d") % entry.assessor.number if entry.assessor else ""

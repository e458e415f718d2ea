"""The columns of the queue: what each shows, and which of them a person chose."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from applications.models import Application, QueueColumns
from applications.moderation.queue.filters import BY_SENDING
from authorities.dates import format_instant
from authorities.models import AuthoritySettings, User


@dataclass(frozen=True)
class Moment:
    """What a cell is read by: the instant of the list, and the authority's time zone."""

    now: datetime
    authority: AuthoritySettings


@dataclass(frozen=True)
class Column:
    """One column. Those that are not `is_open` are empty for a sealed application."""

    name: str
    label: str | Promise
    cell: Callable[[Application, Moment], object]
    is_open: bool = False
    # The list's order by this column; only where an index has it.
    order: str | None = None


def _since(application: Application, moment: Moment) -> str:
    days = application.waiting_days(moment.now)
    return ngettext("%d day ago", "%d days ago", days) % days if days else gettext("today")


def _sent(application: Application, moment: Moment) -> str:
    return format_instant(application.submit_time, moment.authority.zone)


COLUMNS = {
    column.name: column
    for column in (
        Column("business", _("Business"), lambda row, _moment: row.business_name),
        Column("partners", _("Partners"), lambda row, _moment: row.partners_count),
        Column("contact", _("Contact"), lambda row, _moment: row.contact_name),
        Column("challenge", _("Challenge"), lambda row, _moment: row.page.title, is_open=True),
        Column("state", _("State"), lambda row, _moment: row.get_status_display(), is_open=True),
        Column(
            "told",
            _("Told"),
            lambda row, moment: row.told_status(moment.now).label,
            is_open=True,
        ),
        Column("sent", _("Sent"), _sent, is_open=True, order=BY_SENDING),
        Column("waiting", _("Waiting since"), _since, is_open=True, order=""),
        Column("files", _("Files"), lambda row, _moment: row.files_count),
        Column("version", _("Version"), lambda row, _moment: row.version),
        Column("size", _("Size"), lambda row, _moment: row.get_business_size_display()),
        Column("postcode", _("Postcode"), lambda row, _moment: row.postcode),
        Column("company", _("Company number"), lambda row, _moment: row.company_number),
    )
}
USUAL = ("business", "challenge", "state", "waiting", "files")


def chosen_columns(user: User) -> list[Column]:
    """Return the columns that the person chose, in the queue's own order; else the usual ones."""
    kept = QueueColumns.objects.filter(user=user).values_list("names", flat=True).first()
    wanted = USUAL if kept is None else kept
    return [column for name, column in COLUMNS.items() if name in wanted]


def choose_columns(user: User, names: list[str]) -> None:
    """Keep which columns the person wants; names that are none are left out."""
    known = [name for name in COLUMNS if name in names]
    QueueColumns.objects.update_or_create(user=user, defaults={"names": known})

"""The rows of one page of the queue."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from applications.models import Application, ApplicationFile, Message, SentPartner
from applications.models.status import Status
from applications.moderation.queue.columns import Column, Moment
from authorities.models import AuthoritySettings


@dataclass(frozen=True)
class Row:
    """One application in the list. A sealed one shows its reference, challenge and times."""

    application: Application
    is_sealed: bool
    place: int
    cells: list[tuple[str, object]] = field(default_factory=list)
    is_overdue: bool = False

    @property
    def can_be_screened(self) -> bool:
        """Whether screening is what comes next."""
        return self.application.status == Status.SUBMITTED and not self.is_sealed


def applications_of(keys: Sequence[int]) -> list[Application]:
    """Return the applications in the order of their keys, without the long texts."""
    due = (
        Message.objects.filter(application=OuterRef("pk"), due_at__isnull=False)
        .order_by("-at")
        .values("due_at")[:1]
    )
    partners = SentPartner.objects.filter(application=OuterRef("pk"))
    found = (
        Application.objects.filter(pk__in=keys)
        .with_likely_duplicates()
        .annotate(
            answer_due_at=Subquery(due),
            files_count=_number_of(ApplicationFile),
            partners_count=_number_of(SentPartner),
            lacks_partner=Exists(partners.filter(left_at__isnull=False)),
        )
        .select_related("page", "authority")
        .defer("form_data", "questions", "search_text")
    )
    by_key = {application.pk: application for application in found}
    return [by_key[key] for key in keys if key in by_key]


def _number_of(model: type[ApplicationFile | SentPartner]) -> Coalesce:
    """Return how many rows of a model an application has."""
    counted = (
        model._default_manager.filter(application=OuterRef("pk"))
        .order_by()
        .values("application")
        .annotate(number=Count("pk"))
    )
    return Coalesce(Subquery(counted.values("number")), 0)


def rows_of(
    applications: Sequence[Application],
    columns: Sequence[Column],
    *,
    authority: AuthoritySettings,
    sealed: Collection[int],
    now: datetime,
    first: int = 0,
) -> list[Row]:
    """Return a row for each application; `first` is the place of the first in all that is found."""
    moment = Moment(now, authority)
    return [
        Row(
            application,
            is_sealed=(hidden := application.page_id in sealed),
            place=place,
            cells=[
                (
                    column.name,
                    "–" if hidden and not column.is_open else column.cell(application, moment),
                )
                for column in columns
            ],
            is_overdue=bool(
                application.status == Status.INFO_REQUESTED
                and application.answer_due_at
                and application.answer_due_at <= now
            ),
        )
        for place, application in enumerate(applications, start=first)
    ]

"""What is erased when its time is over."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from applications.assessment.assessors.forgetting import forget_assessors
from applications.models import Application, Draft
from applications.models.deadlines import closes_at
from applications.models.status import Status
from applications.privacy.anonymise import anonymise
from applications.privacy.erasure import erase_people
from applications.workflow.legal_holds import covering, is_held
from authorities.batch import by_pk, for_each_isolated, map_isolated
from authorities.models import AuthoritySettings

# Which of an authority's periods counts for a state; for the others, the longest one.
PERIODS = {
    Status.SELECTED: "years_selected",
    Status.PROCURED: "years_selected",
    Status.NOT_PROCURED: "years_selected",
    Status.MATCHED: "years_matched",
    Status.NOT_SELECTED: "years_matched",
    Status.RESERVE: "years_not_matched",
    Status.NOT_MATCHED: "years_not_matched",
    Status.INELIGIBLE: "years_not_matched",
    Status.WITHDRAWN: "years_withdrawn",
}

JOB = "apply_retention"


@dataclass(frozen=True)
class Due:
    """A draft or an application whose time is over, and why."""

    draft: Draft
    application: Application | None
    state: str
    closed_at: datetime
    because: str


def years_kept(settings: AuthoritySettings, status: Status) -> int:
    """Return for how many years after closing the authority keeps applications in this state."""
    own = getattr(settings, PERIODS[status]) if status in PERIODS else None
    return settings.retention_years if own is None else own


def due_for_erasure(now: datetime) -> Iterator[Due]:
    """Yield what is to be erased now; what a legal hold covers is not."""
    for settings in AuthoritySettings.objects.select_related("site").order_by("pk"):
        pages: dict[int, Page] = {}
        yield from _unsent(settings, now, pages)
        yield from _sent(settings, now, pages)


def apply_retention(now: datetime) -> int:
    """Erase what is due, one after the other, and return how many; safe to repeat and interrupt.

    States, counts, scores as numbers and the history stay. One that fails waits for the next time.
    Then who assessed what is all emptied is forgotten.
    """
    erased = for_each_isolated(
        due_for_erasure(now),
        lambda due: _erase(due, now),
        job=JOB,
        key=lambda due: due.draft.pk,
    )
    forget_assessors(now)
    return erased


def _unsent(settings: AuthoritySettings, now: datetime, pages: dict[int, Page]) -> Iterator[Due]:
    """Yield the drafts that were never sent, so long after closing and after the last change."""
    before = now - timedelta(days=settings.draft_days)
    because = ngettext(
        "Never sent, %d day after closing",
        "Never sent, %d days after closing",
        settings.draft_days,
    )
    drafts = (
        Draft.objects.for_authority(settings.site)
        .filter(application=None, saved_at__lt=before)
        .exclude(typed={}, email="")
        .select_related("page", "authority")
    )

    def due(draft: Draft) -> Due:
        closed_at = closes_at(_page(draft, pages), draft)
        return Due(draft, None, _("Draft"), closed_at, because % settings.draft_days)

    yield from _closed_before(before, map_isolated(drafts.iterator(), due, job=JOB, key=by_pk))


def _sent(settings: AuthoritySettings, now: datetime, pages: dict[int, Page]) -> Iterator[Due]:
    """Yield the applications whose state's period is over."""

    def due(application: Application) -> Due:
        closed_at = closes_at(_page(application.draft, pages), application.draft)
        status = Status(application.status)
        years = years_kept(settings, status)
        because = ngettext("%d year after closing", "%d years after closing", years) % years
        return Due(application.draft, application, str(status.label), closed_at, because)

    for status in Status:
        before = now - timedelta(days=365 * years_kept(settings, status))
        found = Application.objects.for_authority(settings.site).filter(
            status=status, emptied_at=None, submit_time__lt=before
        )
        free = found.exclude(covering("pk", "page")).order_by("pk")
        rows = free.select_related("draft__page", "draft__authority").iterator()
        yield from _closed_before(before, map_isolated(rows, due, job=JOB, key=by_pk))


def _closed_before(instant: datetime, found: Iterable[Due]) -> Iterator[Due]:
    return (due for due in found if due.closed_at < instant)


def _page(draft: Draft, pages: dict[int, Page]) -> Page:
    """Return the draft's page; each is fetched once."""
    if draft.page_id not in pages:
        pages[draft.page_id] = draft.page.specific
    return pages[draft.page_id]


@transaction.atomic
def _erase(due: Due, now: datetime) -> bool:
    """Erase one, unless it was sent, saved or held meanwhile; return whether it was erased."""
    Page.objects.select_for_update().get(pk=due.draft.page_id)
    if due.application is None:
        unchanged = Draft.objects.filter(application=None, saved_at=due.draft.saved_at)
        draft = unchanged.select_related("page", "authority").filter(pk=due.draft.pk).first()
        if draft is None:
            return False
        erase_people(draft, now=now)
        return True
    current = Application.objects.select_related("authority", "page", "draft").get(
        pk=due.application.pk
    )
    if is_held(current) or current.emptied_at:
        return False
    anonymise(current, now=now)
    return True

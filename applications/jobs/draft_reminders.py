"""One reminder before closing to who has something unsent."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from applications.drafts.mails import queue_reminder
from applications.models import Application, Draft, deadlines
from applications.models.status import Status
from applications.workflow.sealing import page_types
from authorities.batch import by_pk, for_each_isolated
from authorities.models import AuthoritySettings


def send_reminders(now: datetime) -> int:
    """Queue a reminder for each unsent draft, or unsent change, whose end is near.

    How near is the authority's setting. Returns how many were queued; nobody is reminded twice, and
    nobody of a second draft whose first is sent and stands: they would think that it is not.
    """
    queued = 0
    first = Application.objects.filter(
        page_id=OuterRef("page_id"), email=OuterRef("email")
    ).exclude(status=Status.WITHDRAWN)
    for settings in AuthoritySettings.objects.select_related("site"):
        waiting = (
            Draft.objects.for_authority(settings.site)
            .unsent()
            .filter(reminded_at=None, page__live=True)
            .filter(Q(page__in=_closing_later(now)) | Q(extensions__until__gt=now))
            .distinct()
            .exclude(email="")
            .exclude(Exists(first), application=None)
            .select_related("page", "authority")
            .prefetch_related("extensions")
        )
        before = timedelta(hours=settings.reminder_hours)
        queued += for_each_isolated(
            waiting.iterator(chunk_size=500),
            partial(_remind, now=now, before=before),
            job="send_reminders",
            key=by_pk,
        )
    return queued


def _closing_later(now: datetime) -> list[int]:
    """Return the keys of the pages that have not closed: of others nobody is reminded."""
    return [
        key
        for model in page_types()
        for key in model._default_manager.filter(closes_at__gt=now).values_list("pk", flat=True)
    ]


@transaction.atomic
def _remind(draft: Draft, *, now: datetime, before: timedelta) -> bool:
    page = draft.page.specific
    closes_at = deadlines.closes_at(page, draft)
    if not (closes_at - before <= now and deadlines.is_open_for(page, draft, now)):
        return False
    if not Draft.objects.filter(pk=draft.pk, reminded_at=None).update(reminded_at=now):
        return False
    return queue_reminder(draft, page=page, closes_at=closes_at)

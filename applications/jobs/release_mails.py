"""The mail of a release: queued by the worker at the instant from which applicants can read it."""

from datetime import datetime

from django.db import transaction

from applications.models import Application, Release
from applications.release.mails import queue_decision, queue_decision_for_partners
from applications.workflow.disclosure import settle
from authorities.batch import by_pk, for_each_isolated


def mail_releases(now: datetime) -> int:
    """Queue the mail of each release that is visible, once for each applicant.

    Safe to repeat and to interrupt: a letter's mail has a key, and is queued once. A release that
    fails waits for the next time. Returns how many mails were queued.
    """
    due = Release.objects.filter(visible_at__lte=now, mailed_at=None, stopped_at=None)
    listed = due.select_related("authority").order_by("visible_at", "pk")
    return for_each_isolated(
        listed, lambda release: _mail(release, now), job="mail_releases", key=by_pk
    )


def _mail(release: Release, now: datetime) -> int:
    page = release.page.specific
    queued = sum(
        _mail_one(release, pk, page) for pk in release.letters.values_list("pk", flat=True)
    )
    settle(Application.objects.filter(letters__release=release), now)
    Release.objects.filter(pk=release.pk, mailed_at=None).update(mailed_at=now)
    return queued


@transaction.atomic
def _mail_one(release: Release, pk: int, page) -> bool:
    """Queue one letter's mail; the lock keeps a second worker from queueing it too."""
    Release.objects.select_for_update().get(pk=release.pk)
    letter = release.letters.select_related("application__draft").get(pk=pk)
    # One object for all letters, so that the authority's settings are asked for once.
    letter.application.draft.authority = release.authority
    queue_decision_for_partners(letter, page=page)
    return queue_decision(letter, page=page)

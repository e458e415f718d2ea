"""A clean file in the place of one in which the scanner found something, also after closing."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from applications.files import draft_files
from applications.files.upload_validation import validate_upload
from applications.history import chain
from applications.models import Application, ApplicationFile, Draft, Event
from applications.models.search_text import search_text_of
from applications.models.status import Status
from applications.submission.mails import queue_news_for_moderators, queue_receipt
from applications.submission.partners import carry_partners
from applications.submission.submit import keep_version
from authorities.models import ScanState


class TooLate(Exception):
    """The file is not to be replaced any more, or was replaced already."""


def harmful_files(draft: Draft, now: datetime) -> list[ApplicationFile]:
    """Return the draft's harmful files in whose place nothing stands, each with `can_replace`."""
    found = list(draft.files.filter(scan_state=ScanState.HARMFUL, is_in_draft=True))
    application = getattr(draft, "application", None)
    for file in found:
        file.can_replace = may_replace(file, application, now)  # type: ignore[attr-defined]
    return found


def may_replace(file: ApplicationFile, application: Application | None, now: datetime) -> bool:
    """Return whether the applicant can send another file in the place of this one now."""
    until = file.replaceable_until
    return bool(
        application
        and until
        and now < until
        and file.is_in_draft
        and file.application_id == application.pk
        and application.status != Status.WITHDRAWN
        and application.emptied_at is None
    )


@transaction.atomic
def replace(
    file: ApplicationFile, upload: UploadedFile, *, now: datetime | None = None
) -> Application:
    """Send the application again with another file, and with nothing else that was changed.

    Returns the application. Raises `TooLate`, and `ValidationError` for a file that we do not take.
    """
    now = now or timezone.now()
    # The same locks as for sending, in the same order.
    Page.objects.select_for_update().get(pk=file.draft.page_id)
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=file.draft_id)
    file.refresh_from_db()
    application = Application.objects.filter(draft=draft).select_related("authority").first()
    if application is None or not may_replace(file, application, now):
        raise TooLate
    validate_upload(upload)
    draft_files.keep(draft, {file.question: upload}, now)
    new = draft.files.get(question=file.question, is_in_draft=True)
    try:
        _send(application, new, now)
    except BaseException:
        # What is in storage does not go away with the transaction.
        new.file.delete(save=False)
        raise
    return application


def _send(application: Application, new: ApplicationFile, now: datetime) -> None:
    application.form_data = {**application.form_data, new.question: new.name}
    application.version += 1
    application.search_text = search_text_of(application)
    application.save(update_fields=["form_data", "version", "search_text"])
    kept = {one.question: one for one in application.files.all()} | {new.question: new}
    version = keep_version(application, now, kept)
    chain.record_for(
        Event.SENT,
        application,
        covers=[version, *carry_partners(version), application],
        version=application.version,
        at=now,
    )
    page = application.page.specific
    queue_receipt(application, page=page)
    queue_news_for_moderators(application, page=page)

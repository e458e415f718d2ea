"""Sending an application: one form shown is one application, until the page closes."""

import uuid
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from applications import notifications
from applications.forms import ApplicationForm
from applications.models import (
    Application,
    ApplicationFile,
    Decision,
    TakesApplications,
)
from applications.models.application import new_reference
from applications.status import Status
from applications.uploads import file_type, safe_name
from authorities.scope import authority_of, settings_of
from businesses.forms import BusinessDetailsForm


class NotOpen(Exception):
    """The page takes no applications at this instant."""


def submit(
    page: TakesApplications, form: ApplicationForm, *, now: datetime | None = None
) -> Application:
    """Keep what a valid form holds as an application, and queue the mails about it.

    Returns the application; the one that stands already if this very form was sent before.
    Raises `NotOpen` outside the page's opening times, whatever the form said when it was shown.
    """
    now = now or timezone.now()
    form_key = form.cleaned_data["form_key"] or uuid.uuid4()
    if sent := Application.objects.filter(form_key=form_key, page_id=page.pk).first():
        return sent
    try:
        return _submit_once(page, form, form_key, now)
    except IntegrityError:
        # The same form was sent twice at once, and the other one was first.
        return Application.objects.get(form_key=form_key, page_id=page.pk)


@transaction.atomic
def _submit_once(
    page: TakesApplications, form: ApplicationForm, form_key: uuid.UUID, now: datetime
) -> Application:
    # Asked of the database again: the form may have been shown days ago.
    current = type(page).objects.get(pk=page.pk)
    if not current.is_open(now):
        raise NotOpen(page.pk)
    authority = authority_of(current)
    code = settings_of(authority).short_name
    details = {name: form.cleaned_data[name] for name in BusinessDetailsForm.base_fields}
    application = Application.objects.create(
        **details,
        page_id=current.pk,
        authority=authority,
        reference=new_reference(code),
        form_key=form_key,
        form_data=_answers(form),
        questions=_questions(current),
        consented_at=now,
        submit_time=now,
        status_changed_at=now,
    )
    Decision.objects.create(application=application, to_status=Status.SUBMITTED, at=now)
    notifications.queue_receipt(application, page=current)
    notifications.queue_news_for_moderators(application, page=current)
    _keep_files(application, form)
    return application


def _answers(form: ApplicationForm) -> dict[str, Any]:
    """Return the answers to the page's questions by name; a file's answer is its name."""
    return {name: _plain(form.cleaned_data.get(name)) for name in form.question_names}


def _plain(answer: Any) -> Any:
    """Return the answer as JSON can hold it."""
    if isinstance(answer, UploadedFile):
        return safe_name(answer.name or "")
    if isinstance(answer, date):
        return answer.isoformat()
    if isinstance(answer, Decimal):
        return f"{answer:f}"
    return answer


def _questions(page: TakesApplications) -> list[dict[str, Any]]:
    """Return the page's questions as they stand now."""
    return [
        {"name": question.clean_name, "label": question.label, "kind": question.field_type}
        for question in page.get_form_fields()
    ]


def _keep_files(application: Application, form: ApplicationForm) -> None:
    """Move the form's files into private storage; take them away again if one of them fails."""
    uploads = {
        name: upload
        for name in form.question_names
        if isinstance(upload := form.cleaned_data.get(name), UploadedFile)
    }
    files = {name: _file(application, name, upload) for name, upload in uploads.items()}
    try:
        for name, file in files.items():
            file.file.save(uploads[name].name or "file", uploads[name], save=True)
    except BaseException:
        for file in files.values():
            if file.file:
                file.file.delete(save=False)
        raise


def _file(application: Application, question: str, upload: UploadedFile) -> ApplicationFile:
    kind = file_type(upload)
    return ApplicationFile(
        application=application,
        question=question,
        name=safe_name(upload.name or ""),
        content_type=kind.media_type if kind else "application/octet-stream",
        size=upload.size or 0,
    )

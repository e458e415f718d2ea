"""The queue as a table to take away; its rows are made in `applications.record.exports`."""

from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.models import LongWork
from applications.moderation.queue.search import filtered
from applications.record.exports import ExportRefused, application_rows, begin_export, may_export
from authorities.http.table_response import CSV, XLSX, as_table
from authorities.scope import settings_of, staff_authority, staff_member

# What is more is made by the worker, while its owner does something else.
AT_ONCE = 500


@require_safe
def queue_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    """Hand out what the queue's list shows with these filters, on all its pages.

    Raises `Http404` for who may take nothing away. What else stands against it, the queue says.
    """
    authority, user = staff_authority(request), staff_member(request)
    if file_format not in (CSV, XLSX) or not may_export(user, authority):
        raise Http404
    with_answers = request.GET.get("answers") == "yes"
    taken = f"{file_format}, answers" if with_answers else file_format
    asked = filtered(request.GET, user=user, authority=authority, now=timezone.now())
    try:
        keys = begin_export(asked, authority, by=user, file_format=taken)
    except ExportRefused as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('queue_modeladmin_index')}?{request.GET.urlencode()}")
    if len(keys) > AT_ONCE:
        work = LongWork.objects.create(
            authority=authority,
            user=user,
            kind=LongWork.Kind.EXPORT,
            title=_("%s applications as a table") % f"{len(keys):,}",
            about={"format": file_format, "with_answers": with_answers},
            keys=keys,
        )
        return redirect("long_work", work.pk)
    rows = application_rows(keys, settings_of(authority), with_answers=with_answers)
    return as_table(rows, "applications", file_format)

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
from django.views.decorators.http import require_safe

from applications.moderation.queue.search import filtered
from applications.record.exports import ExportRefused, application_rows, begin_export, may_export
from authorities.http.table_response import CSV, XLSX, as_table
from authorities.scope import settings_of, staff_authority, staff_member


@require_safe
def queue_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    """Hand out what the queue's list shows with these filters, on all its pages.

    Raises `Http404` for who may take nothing away. What else stands against it, the queue says.
    """
    authority, user = staff_authority(request), staff_member(request)
    if file_format not in (CSV, XLSX) or not may_export(user, authority):
        raise Http404
    asked = filtered(request.GET, user=user, authority=authority, now=timezone.now())
    try:
        keys = begin_export(asked, authority, by=user, file_format=file_format)
    except ExportRefused as refused:
        messages.error(request, str(refused))
        return redirect(f"{reverse('queue_modeladmin_index')}?{request.GET.urlencode()}")
    return as_table(application_rows(keys, settings_of(authority)), "applications", file_format)

"""Tables and packs that staff take away, each on the record."""

from django.contrib import messages
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import TakesApplications
from applications.permissions import MOVERS
from applications.queue.finding import filtered
from applications.record.exports import (
    ExportRefused,
    application_rows,
    begin_export,
    may_export,
    record_export,
    score_rows,
    sent_scores_of,
)
from applications.record.panel_pack import packed, panel_pack
from applications.staff_pages import find_page
from authorities.http.table_response import CSV, XLSX, as_table
from authorities.models import Role
from authorities.scope import settings_of, staff_authority, staff_member


@require_safe
def queue_export(request: HttpRequest, file_format: str) -> HttpResponseBase:
    """Hand out what the queue's list shows with these filters, on all its pages.

    Where it cannot, lead back to the queue, which says why.
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


@require_safe
def scores_export(request: HttpRequest, page_pk: int) -> HttpResponseBase:
    """Hand out the scores that were sent, as CSV."""
    page = _page_to_export(request, page_pk)
    authority = staff_authority(request)
    record_export(
        page,
        authority,
        by=staff_member(request),
        file_format="scores",
        count=sent_scores_of(page).count(),
    )
    return as_table(score_rows(page, settings_of(authority)), f"scores-{page.slug}", CSV)


@require_safe
def pack_view(request: HttpRequest, page_pk: int) -> HttpResponse | FileResponse:
    """Hand out everything that a panel needs, in one ZIP."""
    page = _page_to_export(request, page_pk)
    authority = staff_authority(request)
    record_export(
        page,
        authority,
        by=staff_member(request),
        file_format="panel_pack",
        count=packed(page).count(),
    )
    response = FileResponse(
        panel_pack(page, settings_of(authority)),
        as_attachment=True,
        filename=f"panel-{page.slug}.zip",
        content_type="application/zip",
    )
    response["Cache-Control"] = "no-store"
    return response


def _page_to_export(request: HttpRequest, page_pk: int) -> TakesApplications:
    """Return the page for who may export of it; a 404 while it is sealed."""
    page = find_page(request, page_pk, *MOVERS, Role.AUDITOR)
    if page.is_sealed_at(timezone.now()):
        raise Http404("The page is sealed.")
    return page

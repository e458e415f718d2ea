"""Tables and packs that staff take away, each on the record."""

from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
)
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from applications.models import TakesApplications
from applications.record.exports import record_export, score_rows, sent_scores_of
from applications.record.panel_pack import packed, panel_pack
from applications.staff_lookup import find_page
from applications.workflow.permissions import MOVERS
from authorities.http.table_response import CSV, as_table
from authorities.models import Role
from authorities.scope import settings_of, staff_authority, staff_member


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

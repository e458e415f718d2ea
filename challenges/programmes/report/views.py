"""A report, for whoever has its address: a page to print, a PDF, a table."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from authorities.http.table_response import CSV, XLSX, as_table
from authorities.scope import public_authority
from challenges.models import ProgrammeReport
from challenges.programmes.report.files import as_paper, as_rows, frozen_said, parts_of


def _report(request: HttpRequest, secret: str) -> ProgrammeReport:
    mine = ProgrammeReport.objects.for_authority(public_authority(request))
    return get_object_or_404(mine.select_related("authority__root_page"), secret=secret)


@never_cache
@require_safe
def report(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the report on one page."""
    found = _report(request, secret)
    context = {"report": found, "parts": parts_of(found), "frozen": frozen_said(found)}
    return render(request, "challenges/programmes/report/report.html", context)


@never_cache
@require_safe
def download(request: HttpRequest, secret: str, file_format: str) -> HttpResponseBase:
    """Hand out the report as a PDF, or as a table."""
    found = _report(request, secret)
    if file_format == "pdf":
        return HttpResponse(
            as_paper(found),
            content_type="application/pdf",
            headers={"Content-Disposition": 'attachment; filename="report.pdf"'},
        )
    if file_format not in (CSV, XLSX):
        raise Http404
    return as_table(as_rows(found), "report", file_format)

"""How far something is that takes long, and what came of it; for who asked for it alone."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from applications.files.file_response import as_attachment
from applications.models import Application, LongWork
from applications.workflow.permissions import may_see_queue, visible_applications
from authorities.http.table_response import CSV, CSV_TYPE, XLSX_TYPE
from authorities.scope import settings_of, staff_authority, staff_member


@require_safe
def long_work_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far it is; it goes on when the page is left."""
    work = _own(request, pk)
    keys = [key for key, _is_done, _sentence in work.results]
    mine = visible_applications(work.user, work.authority).filter(pk__in=keys)
    found = mine.only("reference").in_bulk()
    rows: list[tuple[Application, bool, str]] = [
        (found[key], is_done, sentence) for key, is_done, sentence in work.results if key in found
    ]
    context = {
        "work": work,
        "rows": sorted(rows, key=lambda row: row[1]),
        "refused": sum(not is_done for _one, is_done, _sentence in rows),
        "authority": settings_of(work.authority),
    }
    return render(request, "applications/moderation/long_work.html", context)


@require_safe
def long_work_file_view(request: HttpRequest, pk: int) -> FileResponse:
    """Hand out the table, once it is finished."""
    work = _own(request, pk)
    if not work.file or work.finished_at is None or work.has_failed:
        raise Http404("There is no table.")
    kind = work.about["format"]
    content_type = CSV_TYPE if kind == CSV else XLSX_TYPE
    return as_attachment(work.file, f"applications.{kind}", content_type)


def _own(request: HttpRequest, pk: int) -> LongWork:
    """Return what this person asked for at this authority, while they still work with it."""
    authority, user = staff_authority(request), staff_member(request)
    if not may_see_queue(user, authority):
        raise Http404("Not for this person.")
    mine = LongWork.objects.filter(authority=authority, user=user)
    return get_object_or_404(mine.select_related("authority", "user"), pk=pk)

"""The comparison of all applications of a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.assessment import rounds
from applications.assessment.chart import chart_of
from applications.assessment.comparison import compare
from applications.staff_lookup import find_page
from authorities.scope import settings_of, staff_authority


@require_safe
def comparison(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Show ranks and means as a table and as a picture, to all who read the applications."""
    page = find_page(request, page_pk)
    compared = compare(page)
    context = {
        "page": page,
        "authority": settings_of(staff_authority(request)),
        "comparison": compared,
        "chart": chart_of(compared),
        "is_closed": rounds.is_closed(page),
    }
    return render(request, "applications/assessment/admin/comparison.html", context)

"""The comparison of all applications of a page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from applications.assessment.chart import chart_of
from applications.assessment.comparison import Comparison, compare
from applications.assessment.permissions import is_closed
from applications.models.status import DECISIONS, MOVES, Status
from applications.staff_lookup import find_page
from applications.workflow.permissions import MOVERS
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member


@require_safe
def comparison(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Show ranks and means as a table and as a picture, to all who read the applications."""
    page = find_page(request, page_pk)
    compared = compare(page)
    authority = staff_authority(request)
    context = {
        "page": page,
        "authority": settings_of(authority),
        "comparison": compared,
        "chart": chart_of(compared),
        "is_closed": is_closed(page),
        "decisions": _decisions(compared)
        if may_act_as(staff_member(request), authority, *MOVERS)
        else [],
    }
    return render(request, "applications/assessment/admin/comparison.html", context)


def _decisions(compared: Comparison) -> list[tuple[str, str]]:
    """Return what can be decided about any of the applications that are compared."""
    stand = {Status(row.application.status) for row in compared.all_rows}
    found = {
        to: made.label
        for status in stand
        for to, made in MOVES[status].items()
        if to in DECISIONS and not made.is_reversal
    }
    return [(to.value, str(found[to])) for to in DECISIONS if to in found]

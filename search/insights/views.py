"""The report for editors: what people search for on their site."""

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.menu import MenuItem
from wagtail.models import Site

from authorities.http.rate_limit import RateLimit, client_address
from authorities.http.table_response import CSV, as_table
from authorities.models import Role
from authorities.permissions import may_act_as
from authorities.scope import staff_authority, staff_member
from search.insights import signed_clicks, statistics
from search.insights.counts import count_click

READERS = (Role.EDITOR, Role.APPROVER, Role.PROGRAMME_MANAGER)


class ReportMenuItem(MenuItem):
    """Shown to who may see the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person edits an authority's site."""
        try:
            _authority(request)
        except Http404:
            return False
        return True


@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    """Show a month's searches: the most frequent, what found nothing, what was opened."""
    authority, month = _authority(request), _month(request)
    return render(
        request,
        "search/insights/searches.html",
        {
            "month": month,
            "months": statistics.months(timezone.localdate()),
            "searched": statistics.searched(authority, month),
            "found_nothing": statistics.found_nothing(authority, month),
            "opened": statistics.opened(authority, month),
            "not_shown": statistics.not_shown(authority, month),
            "shown_from": statistics.SHOWN_FROM,
            "most": statistics.MOST,
        },
    )


@require_safe
def searches_csv(request: HttpRequest) -> HttpResponseBase:
    """Hand out all of the month's searches that are shown."""
    authority, month = _authority(request), _month(request)
    return as_table(statistics.as_rows(authority, month), f"searches-{month.code}", CSV)


def _authority(request: HttpRequest) -> Site:
    """Return the authority of this person; raise `Http404` for who does not edit its site."""
    authority = staff_authority(request)
    if not may_act_as(staff_member(request), authority, *READERS):
        raise Http404
    return authority


def _month(request: HttpRequest) -> statistics.Month:
    """Return the month that the address names, or this one."""
    known = statistics.months(timezone.localdate())
    return next((month for month in known if month.code == request.GET.get("month")), known[0])


# From one network: a council's staff may share an address.
CLICKS_PER_HOUR = 300


@csrf_exempt
@require_POST
def clicked(request: HttpRequest) -> HttpResponse:
    """Count that somebody opened one of the pages that a search had shown.

    A script sends it, without waiting for an answer. Only what this site showed lately counts.
    """
    site = Site.find_for_request(request)
    opened = signed_clicks.opened(request.POST, site) if site else None
    if site is None or opened is None:
        return HttpResponseBadRequest()
    if not RateLimit("clicked", CLICKS_PER_HOUR, 3600).is_hit(client_address(request)):
        count_click(request, site, *opened)
    return HttpResponse(status=204)

"""Where staff read who is interested in a challenge, and take the list away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from authorities.http.table_cells import Cell
from authorities.http.table_response import CSV, XLSX, as_table
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member
from challenges.models import ChallengePage, Interest
from challenges.permissions import ANSWERERS


def _found(request: HttpRequest, pk: int) -> tuple[ChallengePage, list[Interest]]:
    """Return a challenge of the authority with who is interested, the newest first."""
    authority = staff_authority(request)
    if not may_act_as(staff_member(request), authority, *ANSWERERS):
        raise Http404
    page = get_object_or_404(ChallengePage.objects.for_authority(authority), pk=pk)
    said = Interest.objects.confirmed().filter(page=page).select_related("subscriber")
    return page, list(said.order_by("-said_at", "-pk"))


@require_safe
def interest(request: HttpRequest, pk: int) -> HttpResponse:
    """List who said what they could do about a challenge."""
    page, said = _found(request, pk)
    context = {
        "page": page,
        "said": said,
        "formats": (CSV, XLSX),
        "authority": settings_of(staff_authority(request)),
    }
    return render(request, "challenges/brief/engagement/interest.html", context)


@require_safe
def export(request: HttpRequest, pk: int, file_format: str) -> HttpResponseBase:
    """Hand out the same list as a table."""
    page, said = _found(request, pk)
    if file_format not in (CSV, XLSX):
        raise Http404
    zone = settings_of(staff_authority(request)).zone
    rows: list[list[Cell]] = [[_("Who"), _("What they could do"), _("Link"), _("Email"), _("Said")]]
    rows += [
        [
            one.name,
            one.text,
            one.link,
            one.subscriber.email,
            one.said_at.astimezone(zone).replace(tzinfo=None, microsecond=0),
        ]
        for one in said
    ]
    return as_table(rows, f"interest-{page.slug}", file_format)

"""The panel: parts, failures, what retention is about to erase, and what was exported."""

from itertools import islice

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import AdminOnlyMenuItem

from applications.models import Entry
from applications.models.entry import Event
from applications.privacy.retention import due_for_erasure
from authorities.scope import staff_member
from marketplace.health.parts import ask_parts, overall
from marketplace.operations.failures import of_last_day
from marketplace.worker_state import worker_state

AT_MOST = 100


@require_safe
def operations(request: HttpRequest) -> HttpResponse:
    """Show how the installation is; answer 404 to whoever does not see to all of it."""
    if not staff_member(request).is_superuser:
        raise Http404
    now, parts = timezone.now(), ask_parts()
    failures = of_last_day(now)
    due = list(islice(due_for_erasure(now), AT_MOST + 1))
    exports = Entry.objects.filter(event=Event.EXPORTED).select_related(
        "actor", "page", "authority__authoritysettings"
    )
    return render(
        request,
        "marketplace/operations.html",
        {
            "parts": parts,
            "overall": overall(parts),
            "worker": worker_state(),
            "failures": failures[:AT_MOST],
            "failed": failures.count(),
            "due": due[:AT_MOST],
            "more_due": len(due) > AT_MOST,
            "exports": exports.order_by("-at", "-pk")[:AT_MOST],
        },
    )


def menu_item() -> AdminOnlyMenuItem:
    """Return the way to the panel."""
    return AdminOnlyMenuItem(_("Operations"), reverse("operations"), icon_name="cogs", order=940)

"""Where staff see what the open record leaves out, and make drafts of notices."""

import json

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from authorities.pages.role_menu import RoleMenuItem
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member
from challenges.models import ChallengePage
from challenges.open_data.contracting.notices import (
    Draft,
    draft_award,
    draft_engagement,
    may_draft_award,
    may_draft_engagement,
)
from challenges.open_data.contracting.releases import faults_at
from challenges.permissions import ANSWERERS

PER_PAGE = 25


class OpenRecordMenuItem(RoleMenuItem):
    """Shown to who may make drafts of notices: those who write briefs."""

    roles = ANSWERERS


def _mine(request: HttpRequest):
    authority = staff_authority(request)
    if not may_act_as(staff_member(request), authority, *ANSWERERS):
        raise Http404
    return ChallengePage.objects.for_authority(authority)


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the authority's challenges with the drafts there are, and what is left out, with why."""
    now = timezone.now()
    found = _mine(request).order_by("-opens_at", "-pk")
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("p"))
    rows = [
        (one, may_draft_engagement(one, now).allowed, may_draft_award(one).allowed) for one in page
    ]
    context = {"results": page, "rows": rows, "left_out": faults_at(staff_authority(request))}
    return render(request, "challenges/open_data/record.html", context)


@require_safe
def notice(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Show a draft to check and copy, or why there is none."""
    if kind not in ("engagement", "award"):
        raise Http404
    page = get_object_or_404(_mine(request), pk=pk)
    page = page.get_latest_revision_as_object() if not page.live else page
    authority, now = settings_of(staff_authority(request)), timezone.now()
    is_engagement = kind == "engagement"
    verdict = may_draft_engagement(page, now) if is_engagement else may_draft_award(page)
    draft: Draft | None = None
    if verdict:
        make = draft_engagement if is_engagement else draft_award
        draft = make(page, authority, now)
    context = {
        "page": page,
        "draft": draft,
        "why_none": verdict.reason,
        "made_at": now,
        "authority": authority,
        "as_ocds": json.dumps(draft.body, indent=2, ensure_ascii=False) if draft else "",
    }
    return render(request, "challenges/open_data/notice.html", context)


def open_record_menu_item() -> OpenRecordMenuItem:
    """Return the way to the list."""
    return OpenRecordMenuItem(
        _("Open record"), reverse("open_record"), icon_name="globe", order=165
    )

"""The board: how far each of the authority's challenges has come, and what can come next."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin.menu import MenuItem

from applications.models import Application
from applications.models.status import MATCHED_OR_BEYOND, SELECTED_OR_BEYOND, WAITING, Move
from applications.moderation.next_steps.challenges import next_steps_of
from applications.workflow.permissions import MOVERS, READERS, may_see_queue, visible_applications
from applications.workflow.reserve import next_in_reserve
from authorities.forms.cleaning import clean_text
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member
from challenges.models import ChallengePage
from challenges.models.status import STAGE_MOVES, Stage
from challenges.presentation.cards import state_tag
from challenges.stages.overview_figures import overview_figures
from challenges.stages.transitions import StageRefused, may_move_stage, move_stage

PER_PAGE = 25


class BoardMenuItem(MenuItem):
    """Shown to who may see the board."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Return whether this person reads applications of an authority."""
        try:
            authority = staff_authority(request)
        except Http404:
            return False
        return bool(may_see_queue(staff_member(request), authority))


@dataclass(frozen=True)
class Choice:
    """A move that this person can make now, and what they typed if it was refused."""

    to: Stage
    move: Move
    reason: str = ""
    error: str = ""


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the challenges with their counts, the newest closing first."""
    now = timezone.now()
    paginator = Paginator(_mine(request).order_by("-closes_at", "title"), PER_PAGE)
    found = paginator.get_page(request.GET.get("p"))
    authority = staff_authority(request)
    settings = settings_of(authority)
    visible = visible_applications(staff_member(request), authority)
    return render(
        request,
        "challenges/stages/board.html",
        {
            "results": found,
            "rows": [
                (one.page, state_tag(one.page, now), one.steps)
                for one in next_steps_of(
                    list(found), staff_member(request), staff_authority(request), now
                )
            ],
            "authority": settings,
            "figures": overview_figures(visible, now, settings.zone),
        },
    )


def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one challenge with its record, and make the move that was asked for."""
    page = get_object_or_404(_mine(request), pk=pk)
    refused = None
    if request.method == "POST":
        try:
            to = Stage(request.POST.get("to", "-"))
        except ValueError:
            raise Http404 from None
        reason = request.POST.get("reason", "")
        try:
            reason = clean_text(request.POST, "reason", 5000, StageRefused)
            move_stage(page, to, by=staff_member(request), reason=reason)
        except StageRefused as refusal:
            made = STAGE_MOVES[Stage(page.stage)].get(to)
            refused = Choice(to, made, reason, str(refusal)) if made else None
            if made is None:
                messages.error(request, str(refusal))
        else:
            messages.success(
                request, _("The public now reads: %s.") % state_tag(page, timezone.now()).label
            )
            return redirect("challenge_board_challenge", page.pk)
    return render(
        request,
        "challenges/stages/challenge.html",
        _challenge_context(request, page, refused),
        status=409 if refused else 200,
    )


def _challenge_context(request: HttpRequest, page: ChallengePage, refused: Choice | None) -> dict:
    now = timezone.now()
    user = staff_member(request)
    verdicts = [
        (to, made, may_move_stage(user, page, to, now=now))
        for to, made in STAGE_MOVES[Stage(page.stage)].items()
    ]
    return {
        "page": page,
        "next_in_reserve": next_in_reserve(page),
        "may_release": bool(may_act_as(user, staff_authority(request), *MOVERS)),
        "standing": next_steps_of([page], user, staff_authority(request), now)[0],
        "tag": state_tag(page, now),
        "authority": settings_of(staff_authority(request)),
        "changes": page.stage_changes.select_related("actor"),
        "choices": [
            refused if refused and refused.to == to else Choice(to, made)
            for to, made, verdict in verdicts
            if verdict or (refused and refused.to == to)
        ],
        "refusals": [(made.label, verdict.reason) for to, made, verdict in verdicts if not verdict],
    }


def _mine(request: HttpRequest):
    """Return the challenges of the authority for which this person works, with their counts."""
    authority, user = staff_authority(request), staff_member(request)
    if not may_see_queue(user, authority):
        raise Http404
    mine = ChallengePage.objects.for_authority(authority)
    if not may_act_as(user, authority, *READERS):
        mine = mine.filter(observers__user=user)
    return mine.annotate(
        sent=_count(Q()),
        waiting=_count(
            Q(status__in=WAITING) & ~Q(page__in=ChallengePage.ended_early()),
        ),
        matched=_count(Q(status__in=MATCHED_OR_BEYOND)),
        selected=_count(Q(status__in=SELECTED_OR_BEYOND)),
    )


def _count(condition: Q) -> Coalesce:
    counted = (
        Application.objects.filter(condition, page=OuterRef("pk"))
        .order_by()
        .values("page")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)

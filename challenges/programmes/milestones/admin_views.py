"""A challenge's track for who runs the programme, and what was said of it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from authorities.scope import settings_of, staff_member
from challenges.models import ChallengePage, FollowUpAnswer, Milestone
from challenges.programmes.milestones.forms import PlanForm
from challenges.programmes.milestones.planning import plan_usual
from challenges.programmes.permissions import managed_authority

PUBLISHED = "milestones.answer_published"


def track(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the milestones of a challenge, and plan the usual ones."""
    authority = managed_authority(request)
    challenge = get_object_or_404(ChallengePage.objects.for_authority(authority), pk=pk)
    by = staff_member(request)
    today = timezone.localtime(timezone.now(), settings_of(authority).zone).date()
    form = PlanForm(
        request.POST or None, authority=authority, initial={"owner": by.pk, "start": today}
    )
    if request.method == "POST" and form.is_valid():
        number = plan_usual(challenge, **form.cleaned_data, by=by)
        messages.success(
            request,
            ngettext("%d milestone is planned.", "%d milestones are planned.", number) % number,
        )
        return redirect("track", challenge.pk)
    rows = Milestone.objects.filter(challenge=challenge).select_related("owner", "evidence_file")
    context = {
        "challenge": challenge,
        "milestones": rows.prefetch_related("follow_ups__answers"),
        "form": form,
        "today": today,
        "authority": settings_of(authority),
    }
    status = 422 if form.is_bound else 200
    return render(request, "challenges/programmes/milestones/track.html", context, status=status)


@require_POST
def publish(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    """Let the public read what business or service said, or take that back."""
    authority = managed_authority(request)
    mine = FollowUpAnswer.objects.filter(
        follow_up__milestone__authority=authority, follow_up__milestone__challenge=pk
    )
    said = get_object_or_404(mine.select_related("follow_up__milestone"), pk=answer)
    is_public = request.POST.get("public") == "yes"
    mine.filter(pk=said.pk).update(is_public=is_public)
    log(
        said.follow_up.milestone,
        PUBLISHED,
        user=staff_member(request),
        data={"answer": said.pk, "is_public": is_public},
    )
    messages.success(
        request, _("The public reads it.") if is_public else _("The public reads it no more.")
    )
    return redirect("track", pk)

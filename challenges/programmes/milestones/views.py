"""The short form for business and service."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from authorities.forms.public import bound_data
from authorities.scope import public_authority
from challenges.models import FollowUp, FollowUpAnswer
from challenges.programmes.milestones.forms import WhatCameForm


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def what_came(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the two questions with what was said before; keep what is said now beside it."""
    mine = FollowUp.objects.filter(milestone__authority=public_authority(request))
    asked = get_object_or_404(mine.select_related("milestone__challenge"), secret=secret)
    form = WhatCameForm(bound_data(request))
    if form.is_valid():
        said = form.cleaned_data
        last = asked.answers.last()
        if last is None or (last.use, last.text) != (said["use"], said["text"]):
            FollowUpAnswer.objects.create(follow_up=asked, at=timezone.now(), **said)
        messages.success(request, _("Thank you. We have what you wrote."))
        return redirect("what_came_of_it", secret)
    context = {"asked": asked, "form": form, "answers": asked.answers.all()}
    status = 422 if form.is_bound else 200
    return render(request, "challenges/programmes/milestones/form.html", context, status=status)

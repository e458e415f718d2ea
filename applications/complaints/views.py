"""What staff see of questions and complaints, and where they answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from applications.complaints.answering import AnswerRefused, answer
from applications.complaints.forms import AnswerForm
from applications.complaints.permissions import may_answer, who_may_answer
from applications.models import Complaint
from applications.staff_lookup import find_application
from applications.workflow.permissions import READERS
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member


@require_safe
def complaints_view(request: HttpRequest) -> HttpResponse:
    """List the authority's questions and complaints, what waits before the rest."""
    authority = staff_authority(request)
    if not may_act_as(staff_member(request), authority, *READERS):
        raise Http404
    mine = Complaint.objects.for_authority(authority).select_related(
        "application__page", "answered_by"
    )
    context = {
        "waiting": Paginator(mine.waiting(), 25).get_page(request.GET.get("p")),
        "answered": mine.exclude(answered_at=None).order_by("-answered_at")[:25],
        "authority": settings_of(authority),
        "now": timezone.now(),
    }
    return render(request, "applications/complaints/list.html", context)


def complaint_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one with the decision that it is about; keep the answer of who may give it."""
    mine = Complaint.objects.for_authority(staff_authority(request))
    complaint = get_object_or_404(
        mine.select_related("letter__release", "answered_by", "application"), pk=pk
    )
    application = find_application(request, complaint.application_id)
    by = staff_member(request)
    verdict = may_answer(by, application)
    form = AnswerForm(request.POST or None, complaint=complaint)
    status, refusal = 200, ""
    if request.method == "POST":
        status = 422
        if not verdict:
            status, refusal = 403, verdict.reason
        elif form.is_valid():
            try:
                typed = form.cleaned_data
                answer(complaint, typed["text"], outcome=typed.get("outcome", ""), by=by)
            except AnswerRefused as refused:
                status, refusal = 409, str(refused)
            else:
                messages.success(request, _("The answer is sent, and on the record."))
                return redirect("complaint", pk)
    context = {
        "complaint": complaint,
        "application": application,
        "form": form,
        "error": refusal,
        "verdict": verdict,
        "able": [] if verdict or complaint.answered_at else list(who_may_answer(application)),
        "authority": settings_of(application.authority),
        "now": timezone.now(),
    }
    return render(request, "applications/complaints/one.html", context, status=status)

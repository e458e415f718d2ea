"""An assessor's own page: the invitation, then what there is to do."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.models import Site

from applications.assessment.assessors import invitations
from applications.assessment.assessors.access import AssessorAccess, assessing
from applications.assessment.declarations import is_complete
from applications.assessment.permissions import DECLARED_ABOUT, is_closed, may_answer_invitation
from applications.assessment.rounds import AssessmentRefused
from applications.models import Assessor
from businesses.sign_in.proof import proven_address


@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    """List the invitations of the proven address at this authority; ask who comes to sign in."""
    address = proven_address(request)
    if not address:
        return HttpResponseRedirect(f"{reverse('business_sign_in')}?next={request.path}")
    invited = (
        Assessor.objects.for_authority(Site.find_for_request(request))
        .filter(email__iexact=address, removed_at=None)
        .select_related("page")
        .order_by("-invited_at")
    )
    context = {"assessors": invited, "address": address, "now": timezone.now()}
    response = render(request, "applications/assessment/mine.html", context)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "strict-origin"
    return response


@assessing
def overview(request: HttpRequest, access: AssessorAccess) -> HttpResponse:
    """Show the invitation, or what is done, to do and due."""
    assessor = access.assessor
    now = timezone.now()
    if not assessor.is_active:
        verdict = may_answer_invitation(assessor, now=now)
        context = {"access": access, "page": access.page, "verdict": verdict}
        return render(request, "applications/assessment/invitation.html", context)
    standing = list(
        assessor.assignments.filter(ended_at=None, application__status__in=DECLARED_ABOUT)
        .select_related("application")
        .order_by("due_at", "pk")
    )
    context = {
        "access": access,
        "page": access.page,
        "to_do": [one for one in standing if one.is_in_hand],
        "done": [one for one in standing if not one.is_in_hand],
        "now": now,
        "has_declared": is_complete(assessor),
        "is_closed": is_closed(access.page),
    }
    return render(request, "applications/assessment/overview.html", context)


@require_POST
@assessing
def answer(request: HttpRequest, access: AssessorAccess) -> HttpResponse:
    """Accept or decline the invitation."""
    accepts = request.POST.get("answer") == "accept"
    try:
        if not accepts and request.POST.get("answer") != "decline":
            raise AssessmentRefused(_("Choose whether you accept or decline."))
        invitations.answer(access.assessor, accepts=accepts)
    except AssessmentRefused as refusal:
        messages.warning(request, str(refusal))
        return HttpResponseRedirect(access.path)
    if accepts:
        messages.success(request, _("You have accepted. Declare your interests next."))
        return HttpResponseRedirect(reverse("assessor_declare", args=[access.secret]))
    messages.success(request, _("You have declined. Thank you for telling us."))
    return HttpResponseRedirect(access.path)

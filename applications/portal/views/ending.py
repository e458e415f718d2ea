"""Withdrawing an application, and having one's data erased."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from applications.drafts.browser_drafts import forget
from applications.drafts.forms import WithdrawalForm
from applications.portal.access import Access, private, proven
from applications.privacy.erasure import KeptByLaw, erase
from applications.workflow.transitions import MoveRefused, may_withdraw, withdraw
from authorities.scope import settings_of


@private
@proven
def withdraw_view(request: HttpRequest, access: Access) -> HttpResponse:
    """Withdraw what was sent, after asking once more."""
    application = access.application
    if application is None:
        raise Http404("Nothing was sent.")
    verdict = may_withdraw(application)
    form = WithdrawalForm(request.POST or None)
    context = {"access": access, "page": access.page, "form": form, "refusal": verdict.reason}
    if request.method != "POST":
        return render(request, "applications/portal/withdraw.html", context)
    if not form.is_valid():
        return render(request, "applications/portal/withdraw.html", context, status=422)
    try:
        withdraw(application, reason=form.cleaned_data["reason"])
    except MoveRefused as refusal:
        context["refusal"] = str(refusal)
        return render(request, "applications/portal/withdraw.html", context, status=409)
    messages.success(request, _("Your application is withdrawn."))
    return HttpResponseRedirect(access.path)


@private
@proven
def erase_view(request: HttpRequest, access: Access) -> HttpResponse:
    """Erase the applicant's data, after saying what stays and for how long."""
    context = {
        "access": access,
        "page": access.page,
        "application": access.application,
        "years": settings_of(access.draft.authority).retention_years,
    }
    if request.method != "POST":
        return render(request, "applications/portal/erase.html", context)
    try:
        context["is_all_gone"] = erase(access.draft)
    except KeptByLaw:
        return render(request, "applications/portal/kept.html", context, status=409)
    forget(request, access.draft)
    return render(request, "applications/portal/erased.html", context)

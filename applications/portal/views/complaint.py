"""Where an applicant asks or complains about a decision, and reads the answer."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.complaints.asking import AskedBefore, TooLate, ask, last_letter, may_ask_until
from applications.complaints.forms import ComplaintForm
from applications.models import Application, Complaint
from applications.portal.access import Access, private
from authorities.scope import settings_of


@private
def complain(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the form, or that the days for it are over; keep what is asked."""
    application = access.application
    now = timezone.now()
    if application is None or not last_letter(application, now):
        raise Http404("Nobody was told anything.")
    form = ComplaintForm(request.POST or None)
    status = 200
    if request.method == "POST":
        if form.is_valid() and (done := _ask(request, access, application, form)):
            return done
        status = 422
    context = {
        "access": access,
        "page": access.page,
        "application": application,
        "form": form,
        **complaint_context(application),
    }
    return render(request, "applications/portal/complain.html", context, status=status)


def complaint_context(application: Application) -> dict:
    """Return what was asked about decisions, and until when one can ask; for several pages."""
    now = timezone.now()
    settings = settings_of(application.authority)
    letter = last_letter(application, now)
    until = may_ask_until(letter, settings) if letter and settings.complaint_days else None
    complaints = list(application.complaints.select_related("letter"))
    return {
        "complaints": complaints,
        "complaint_until": until,
        "complaint_days": settings.complaint_days,
        "complaint_answer_days": settings.complaint_answer_days,
        "may_complain": bool(until and now < until) and all(one.answered_at for one in complaints),
        "now": now,
    }


def _ask(
    request: HttpRequest, access: Access, application: Application, form: ComplaintForm
) -> HttpResponse | None:
    typed = form.cleaned_data
    try:
        ask(application, Complaint.Kind(typed["kind"]), typed["text"])
    except TooLate:
        form.add_error(None, _("The time to ask about this decision is over. Write to us instead."))
        return None
    except AskedBefore as before:
        if before.complaint.text != typed["text"].strip():
            form.add_error(
                None,
                _("We have not answered what you sent before. Ask again once you have our answer."),
            )
            return None
        messages.success(request, _("We have it already."))
    else:
        messages.success(request, _("We have it. You find it, and our answer, on this page."))
    return HttpResponseRedirect(f"{access.path}#complaints")

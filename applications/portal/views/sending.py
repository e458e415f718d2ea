"""Checking one's answers, and sending them."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from applications.drafts.forms import ApplicationForm
from applications.models.deadlines import NotOpen
from applications.portal.access import Access, private
from applications.portal.views.overview import draft_context
from applications.submission.answers import typed_answers
from applications.submission.sending import TooManySent, send_or_lead, sent_before
from applications.submission.submit import Incomplete, terms_of
from authorities.http.request_start import arrived_at


@private
def check(request: HttpRequest, access: Access) -> HttpResponse:
    """Show all answers with each gap; send them."""
    if request.method == "POST":
        return _send(request, access)
    context = draft_context(access)
    if not context["is_open"]:
        return HttpResponseRedirect(access.path)
    return _show(request, context, _agreement(access))


def _agreement(access: Access, data=None) -> ApplicationForm:
    """Return the part of the form that is agreed to on sending."""
    return access.page.get_form(
        data, only=ApplicationForm.ENDS_WITH, has_terms=bool(terms_of(access.draft.authority))
    )


def _send(request: HttpRequest, access: Access) -> HttpResponse:
    now = arrived_at(request)
    agreement = _agreement(access, request.POST)
    if not agreement.is_valid():
        return _show(request, draft_context(access), agreement, status=422)
    try:
        path = send_or_lead(
            request,
            access.draft,
            access.page,
            now,
            path=access.path,
            is_second=request.POST.get("second") == "yes",
        )
    except TooManySent as refusal:
        agreement.add_error(None, str(refusal))
        return _show(request, draft_context(access), agreement, status=429)
    except Incomplete:
        return _show(request, draft_context(access), agreement, status=422)
    except NotOpen:
        return render(request, "applications/portal/draft.html", draft_context(access), status=409)
    return HttpResponseRedirect(path)


def _show(
    request: HttpRequest, context: dict, agreement: ApplicationForm, status: int = 200
) -> HttpResponse:
    access, form = context["access"], context["form"]
    context |= {
        "agreement": agreement,
        "first": sent_before(request, access.draft, access.page),
        "pending": [one for one in context["colleagues"] if one.joined_at is None],
        "summaries": [
            (one, typed_answers(form, one.section.fields)) for one in context["progress"]
        ],
        "gaps": [
            (
                reverse("application_section", args=[access.secret, one.section.name]),
                field,
            )
            for one in context["progress"]
            for field in one.missing
        ],
    }
    return render(request, "applications/portal/check.html", context, status=status)

"""One application: read, scored, sent, given back."""

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from applications.assessment import declarations
from applications.assessment.assessors import unassign
from applications.assessment.assessors.access import AssessorAccess, accepted, assessing
from applications.assessment.forms import GiveBackForm
from applications.assessment.permissions import is_closed, may_read
from applications.assessment.rounds import AssessmentRefused
from applications.assessment.scoring import score_entry
from applications.assessment.scoring.reading import file_for_assessor
from applications.assessment.scoring.scoring_response import ScoringAnswer
from applications.files.file_response import as_attachment
from applications.history.chain import record_for
from applications.models import Assignment, EndedBecause, Event
from authorities.forms.public import bound_data
from authorities.http.unreadable import unreadable_page


@assessing
@accepted
def application(request: HttpRequest, access: AssessorAccess, key: uuid.UUID) -> HttpResponse:
    """Show the answers beside the scores; keep, and send, what is entered."""
    assignment = access.assignment(key)
    if closed := _refuse_reading(request, access, assignment):
        return closed
    answer = ScoringAnswer(request, access, assignment)
    if request.method != "POST":
        return answer.show()
    form = answer.bind()
    if not form.is_valid():
        return answer.refuse(_("This was not saved. Look at the marked fields."), status=422)
    try:
        assignment = score_entry.save(assignment, form.entered(), seen=answer.seen)
        if answer.is_autosave or request.POST.get("action") != "send":
            return answer.saved(assignment)
        score_entry.send(assignment, read_version=answer.read_version)
    except score_entry.Stale:
        return answer.refuse_stale()
    except score_entry.Unfinished as unfinished:
        return answer.refuse_unfinished(unfinished)
    except AssessmentRefused as refusal:
        return answer.refuse(str(refusal), status=409)
    messages.success(request, _("Your scores for %s are sent.") % assignment.application.reference)
    return HttpResponseRedirect(access.path)


@assessing
@accepted
def give_back(request: HttpRequest, access: AssessorAccess, key: uuid.UUID) -> HttpResponse:
    """Give an assignment back, with a reason; a conflict ends it also after it was sent."""
    assignment = access.assignment(key)
    typed = bound_data(request)
    form = GiveBackForm(typed, was_sent=assignment.sent_at is not None)
    if request.method == "POST" and form.is_valid():
        try:
            _give_back(assignment, form)
        except AssessmentRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("You have given back %s.") % assignment.application.reference
            )
            return HttpResponseRedirect(access.path)
    context = {
        "access": access,
        "page": access.page,
        "assignment": assignment,
        "form": form,
        "is_closed": is_closed(access.page),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "applications/assessment/give_back.html", context, status=status)


@assessing
@accepted
def file(
    request: HttpRequest, access: AssessorAccess, key: uuid.UUID, pk: int
) -> HttpResponse | FileResponse:
    """Hand out a file of the application, in blind assessment under a neutral name."""
    assignment = access.assignment(key)
    found = file_for_assessor(assignment.application, access.page, pk)
    if found is None or not may_read(access.assessor, assignment):
        raise Http404("The assessor may not have this file.")
    handed_out, name = found
    if waits := unreadable_page(request, handed_out):
        return waits
    record_for(
        Event.FILE_HANDED_OUT,
        assignment.application,
        assessor=access.assessor,
        file=handed_out.pk,
    )
    return as_attachment(handed_out.file, name, handed_out.content_type)


def _refuse_reading(
    request: HttpRequest, access: AssessorAccess, assignment: Assignment
) -> HttpResponse | None:
    """Return what is shown instead of an application that may not be read now."""
    verdict = may_read(access.assessor, assignment)
    if verdict:
        return None
    if not declarations.is_complete(access.assessor):
        messages.warning(request, _("Declare your interests first."))
        return HttpResponseRedirect(reverse("assessor_declare", args=[access.secret]))
    context = {"access": access, "page": access.page, "reason": verdict.reason}
    return render(request, "applications/assessment/not_readable.html", context, status=403)


def _give_back(assignment: Assignment, form: GiveBackForm) -> None:
    because, text = EndedBecause(form.cleaned_data["because"]), form.cleaned_data["text"]
    if because is EndedBecause.CONFLICT:
        declarations.recognise(assignment.assessor, assignment.application, text=text)
    else:
        unassign.give_back(assignment, because=because, text=text)

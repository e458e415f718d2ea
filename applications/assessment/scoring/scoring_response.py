"""What the scoring page answers: to a browser, and to the script that saves by itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.assessment.assessors.access import AssessorAccess
from applications.assessment.permissions import is_closed, may_score
from applications.assessment.scoring import score_entry
from applications.assessment.scoring.forms import ScoreForm, names_of
from applications.assessment.scoring.peers import peers_of
from applications.assessment.scoring.reading import (
    about_business,
    answers_for_assessor,
    text_for_assessor,
)
from applications.assessment.scoring.score_entry import ScoreInput, Unfinished
from applications.drafts.save_responses import is_autosave, seen_version
from applications.models import Assignment
from authorities.dates import format_time
from authorities.scope import settings_of


class ScoringAnswer:
    """One request to the scoring page, and the ways to answer it."""

    def __init__(
        self, request: HttpRequest, access: AssessorAccess, assignment: Assignment
    ) -> None:
        self.request = request
        self.access = access
        self.assignment = assignment
        self.is_autosave = request.method == "POST" and is_autosave(request)
        self.criteria = score_entry.applicable_criteria(assignment, access.page)
        self.form = self._form(None)

    @property
    def seen(self) -> int:
        """The revision that the form was shown with."""
        return seen_version(self.request)

    @property
    def read_version(self) -> int:
        """The version of the application that was read."""
        typed = self.request.POST.get("read_version", "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0

    def bind(self) -> ScoreForm:
        """Return the form with what was entered."""
        self.form = self._form(self.request.POST)
        return self.form

    def saved(self, assignment: Assignment) -> HttpResponse:
        """Say that it is saved."""
        moment = format_time(timezone.now(), settings_of(self.access.assessor.authority).zone)
        if self.is_autosave:
            answer = {
                "version": assignment.revision,
                "path": self.access.path,
                "saved": _("Saved at %s") % moment,
            }
            return JsonResponse(answer)
        messages.success(self.request, _("Saved. Nobody else reads it until you send it."))
        return HttpResponseRedirect(self.access.path)

    def refuse(self, problem: str, *, status: int, **context: Any) -> HttpResponse:
        """Show the page again with what was entered, and what stands in the way."""
        if self.is_autosave:
            return JsonResponse({"saved": problem}, status=status)
        return self.show(status=status, problem=problem, **context)

    def refuse_stale(self) -> HttpResponse:
        """Show what was entered beside what another window has saved since."""
        self.assignment.refresh_from_db()
        saved = score_entry.entered_in(self.assignment)
        entered = self.form.entered()
        both = [
            (criterion, saved.get(criterion.pk, ScoreInput()))
            for criterion in self.criteria
            if entered[criterion.pk] != saved.get(criterion.pk, ScoreInput())
        ]
        problem = _("Not saved: another window has saved something else. Press a button to see it.")
        return self.refuse(problem, status=409, saved_elsewhere=both)

    def refuse_unfinished(self, refusal: Unfinished) -> HttpResponse:
        """Show which criteria have no score yet; what was entered is saved."""
        self.assignment.refresh_from_db()
        for key in refusal.criteria:
            self.form.add_error(names_of(key)[0], _("Choose a score; 0 is one too."))
        return self.refuse(str(refusal), status=422)

    def show(self, *, status: int = 200, **context: Any) -> HttpResponse:
        """Show the application and the form, or what was sent."""
        assignment, page = self.assignment, self.access.page
        application = assignment.application
        may = may_score(self.access.assessor, assignment)
        context |= {
            "access": self.access,
            "page": page,
            "assignment": assignment,
            "application": application,
            "answers": answers_for_assessor(application, page),
            "about": about_business(application, page),
            "form": self.form,
            "may_score": bool(may) and not is_closed(page),
            "entered": [
                (criterion, score_entry.entered_in(assignment).get(criterion.pk, ScoreInput()))
                for criterion in self.criteria
            ]
            if assignment.sent_at
            else [],
            "return_reason": text_for_assessor(application, page, assignment.return_reason),
            "peers": peers_of(self.access.assessor, assignment, page),
            "now": timezone.now(),
        }
        return render(
            self.request, "applications/assessment/application.html", context, status=status
        )

    def _form(self, data) -> ScoreForm:
        return ScoreForm(
            data,
            criteria=self.criteria,
            anchors=self.access.page.anchors(),
            entered=score_entry.entered_in(self.assignment),
        )

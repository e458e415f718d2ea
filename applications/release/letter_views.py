"""One letter about a decision: how it reads, and what a moderator writes into it."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.assessment.scoring.results import comments_for_applicant
from applications.models import DecisionLetter, TakesApplications
from applications.release import corrections, letters
from applications.release.letters import LetterRefused, may_write_letter
from applications.staff_lookup import find_application
from applications.workflow.permissions import MOVERS
from authorities.forms.cleaning import clean_text
from authorities.scope import settings_of, staff_authority, staff_member


class LetterForm(forms.Form):
    """The letter's words: its text, a comment for each criterion, and the advice."""

    text = forms.CharField(
        label=gettext_lazy("Letter"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    stronger = forms.CharField(
        label=gettext_lazy("What would have made it stronger"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Something that the business can do differently next time."),
    )
    shows_scores = forms.BooleanField(label=gettext_lazy("Show the mean scores"), required=False)

    def __init__(self, *args, rows: list[dict], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        for number, row in enumerate(rows):
            self.fields[f"comment_{number}"] = forms.CharField(
                label=_("Comment: %s") % row["name"],
                initial=row["comment"],
                required=False,
                max_length=5000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.order_fields(["text", *(f"comment_{number}" for number in range(len(rows)))])

    def comments(self) -> list[dict]:
        """Return the comments as the letter keeps them."""
        return [
            {**row, "comment": self.cleaned_data[f"comment_{number}"]}
            for number, row in enumerate(self.rows)
        ]


def letter_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a letter to who writes letters; keep what was written, or put it on or off hold."""
    letter = get_object_or_404(
        DecisionLetter.objects.for_authority(staff_authority(request)).select_related("release"),
        pk=pk,
    )
    application = find_application(request, letter.application_id, *MOVERS)
    letter.application = application
    page = application.page.specific
    form = LetterForm(
        request.POST if request.POST.get("action") == "write" else None,
        rows=_rows(letter, page),
        initial={
            "text": letter.text,
            "stronger": letter.stronger,
            "shows_scores": letter.shows_scores,
        },
    )
    refusal = ""
    if request.method == "POST":
        try:
            if done := _act(request, letter, form):
                messages.success(request, done)
                return redirect(request.path)
        except LetterRefused as refused:
            refusal = str(refused)
    now = timezone.now()
    verdict = may_write_letter(staff_member(request), letter, now)
    context = {
        "letter": letter,
        "application": application,
        "page": page,
        "form": form,
        "error": refusal,
        "because": request.POST.get("because", ""),
        "is_told": letter.is_told(now),
        "may_correct": bool(corrections.may_correct(staff_member(request), letter, now)),
        "correction": request.POST.get("correction", ""),
        "may_write": bool(verdict) and not letter.release_id,
        "may_hold": bool(verdict),
        "authority": settings_of(application.authority),
    }
    status = 409 if refusal else 422 if request.method == "POST" else 200
    return render(request, "applications/release/letter.html", context, status=status)


def _act(request: HttpRequest, letter: DecisionLetter, form: LetterForm) -> str:
    """Do what was asked for and return what to say of it; nothing where the form has errors."""
    by, action = staff_member(request), request.POST.get("action")
    if action == "hold":
        letters.hold(letter, because=clean_text(request.POST, "because", 500, LetterRefused), by=by)
        return _("The letter is on hold. It is left out of every release.")
    if action == "correct":
        corrections.correct(
            letter, text=clean_text(request.POST, "correction", 5000, LetterRefused), by=by
        )
        return _("The correction stands beside the letter, and the applicant gets a mail.")
    if action == "unhold":
        letters.unhold(letter, by=by)
        return _("The letter is off hold. It goes with the next release.")
    if not form.is_valid():
        return ""
    letters.write_letter(
        letter,
        text=form.cleaned_data["text"],
        comments=form.comments(),
        stronger=form.cleaned_data["stronger"],
        shows_scores=form.cleaned_data["shows_scores"],
        by=by,
    )
    return _("The letter is kept. The applicant has not been told.")


def _rows(letter: DecisionLetter, page: TakesApplications) -> list[dict]:
    """Return a row for each comment, and an empty one for each criterion without any."""
    rows = list(letter.comments or comments_for_applicant(letter.application))
    there = {row["criterion"] for row in rows}
    missing = [one for one in page.criteria.all() if one.pk not in there]
    return rows + [{"criterion": one.pk, "name": one.name, "comment": ""} for one in missing]

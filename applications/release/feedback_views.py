"""What would have made each application stronger, for all letters of a challenge on one sheet."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import DecisionLetter, TakesApplications
from applications.release.letter_templates import LONGEST
from applications.release.letters import LetterRefused, write_letter
from applications.release.releasing import letters_of
from applications.staff_lookup import find_page
from applications.workflow.permissions import MOVERS
from authorities.forms.cleaning import clean_text
from authorities.scope import settings_of, staff_authority, staff_member


def feedback_view(request: HttpRequest, page_pk: int) -> HttpResponse:
    """Show every letter that nobody planned to tell, each with its advice; keep what was written.

    What was not changed is left as it is. A letter that cannot be kept is named, with what was
    typed beside it; the others are kept.
    """
    page = find_page(request, page_pk, *MOVERS)
    if page.is_sealed_at(timezone.now()):
        raise Http404("The page is sealed.")
    letters = _letters(page)
    refused: dict[int, str] = {}
    if request.method == "POST":
        kept = 0
        for letter in letters:
            try:
                kept += _keep(request, letter)
            except LetterRefused as refusal:
                refused[letter.pk] = str(refusal)
        if kept:
            said = ngettext("%d letter is kept.", "%d letters are kept.", kept) % kept
            messages.success(request, f"{said} {_('Nobody has been told.')}")
        if not refused:
            return redirect("release_overview", page.pk)
    rows = [
        (letter, request.POST.get(_name(letter), letter.stronger), refused.get(letter.pk, ""))
        for letter in letters
    ]
    context = {
        "page": page,
        "rows": rows,
        "refused": refused,
        "authority": settings_of(staff_authority(request)),
    }
    status = 422 if refused else 200
    return render(request, "applications/release/feedback.html", context, status=status)


def _letters(page: TakesApplications) -> list[DecisionLetter]:
    return list(letters_of(page).unplanned().select_related("application__authority"))


def _name(letter: DecisionLetter) -> str:
    return f"stronger-{letter.pk}"


def _keep(request: HttpRequest, letter: DecisionLetter) -> bool:
    """Keep the advice if it was changed; return whether it was. Raises `LetterRefused`."""
    name = _name(letter)
    if name not in request.POST:
        return False
    stronger = clean_text(request.POST, name, LONGEST, LetterRefused)
    if stronger.strip() == letter.stronger.strip():
        return False
    write_letter(
        letter,
        text=letter.text,
        comments=letter.comments,
        stronger=stronger,
        shows_scores=letter.shows_scores,
        by=staff_member(request),
    )
    return True

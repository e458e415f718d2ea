"""What may change about a form that businesses have begun to fill in."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Application, ApplicationFile, Draft
from authorities.models import AuthoritySettings
from authorities.permissions import ALLOWED, Verdict, refused
from challenges.models import ChallengePage, ChallengeQuestion


def is_applied_to(page_id: int) -> bool:
    """Return whether somebody has begun or sent an application to the page."""
    return Draft.objects.filter(page_id=page_id).exists()


def answered(page_id: int, names: Iterable[str]) -> set[str]:
    """Return which of the page's questions somebody has answered, in a draft or for good."""
    keys: set[str] = set()
    for typed in Draft.objects.filter(page_id=page_id).values_list("typed", flat=True):
        keys |= {key for key, values in typed.items() if any(str(value) for value in values)}
    for sent in Application.objects.filter(page_id=page_id).values_list("form_data", flat=True):
        keys |= {key for key, value in sent.items() if value not in (None, "", [])}
    keys |= set(
        ApplicationFile.objects.filter(draft__page_id=page_id).values_list("question", flat=True)
    )
    # A date is typed in three fields that begin with the question's name.
    return {
        name for name in names if name in keys or any(key.startswith(f"{name}_") for key in keys)
    }


def stored_questions(page_id: int) -> dict[str, ChallengeQuestion]:
    """Return the page's questions by name, as the database has them."""
    return {row.clean_name: row for row in ChallengeQuestion.objects.filter(page_id=page_id)}


def keep_answered(page: ChallengePage) -> None:
    """Put back, retired, each question with answers that the page no longer has."""
    if not page.pk:
        return
    kept = {row.clean_name for row in page.questions.all()}
    gone = {name: row for name, row in stored_questions(page.pk).items() if name not in kept}
    for name in answered(page.pk, gone):
        gone[name].is_retired = True
        page.questions.add(gone[name])


def may_change_kind(question: ChallengeQuestion, stored: ChallengeQuestion | None) -> Verdict:
    """Return whether a question that has answers keeps its kind."""
    if stored is None or question.field_type == stored.field_type:
        return ALLOWED
    return refused(
        _("This question has answers, so its kind stays. Retire it and add a new question.")
    )


def may_require(
    question: ChallengeQuestion,
    known: ChallengeQuestion | None,
    closes_at: datetime | None,
    authority: AuthoritySettings,
    now: datetime,
) -> Verdict:
    """Return whether enough time is left for a question that everybody must newly answer.

    How much is enough is the authority's own rule. After closing nobody answers any more.
    """
    was_required = known is not None and known.required and not known.is_retired
    if was_required or not question.required or question.is_retired:
        return ALLOWED
    left = closes_at - now if closes_at else timedelta.max
    if left <= timedelta() or left >= timedelta(days=authority.question_days):
        return ALLOWED
    return refused(
        ngettext(
            "A new required question needs at least %d day until closing. Make it optional, or "
            "close later.",
            "A new required question needs at least %d days until closing. Make it optional, or "
            "close later.",
            authority.question_days,
        )
        % authority.question_days
    )

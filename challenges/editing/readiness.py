"""What a brief needs besides its fields before it can go out: questions and criteria."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _
from wagtail.models import Page

from challenges.models import ChallengeCriterion, ChallengePage, ChallengeQuestion

ROWS = ("questions", "criteria")


def missing_rows(
    page: ChallengePage,
    rows: dict[str, list],
    now: datetime,
) -> dict[str, str]:
    """Return what is missing, by the name of the rows that lack it."""
    missing = {}
    questions: Iterable[ChallengeQuestion] = rows["questions"]
    criteria: Iterable[ChallengeCriterion] = rows["criteria"]
    if not any(not question.is_retired for question in questions):
        missing["questions"] = _(
            "Under Application form, write at least one question for applicants."
        )
    weights = [row.weight or 0 for row in criteria]
    has_opened = page.live and page.opens_at and page.opens_at <= now
    if not weights and not has_opened:
        missing["criteria"] = _("Under Assessment, add at least one criterion.")
    elif weights and sum(weights) != 100:
        missing["criteria"] = _(
            "The weights of the criteria add up to %(sum)d. "
            "Under Assessment, make them add up to 100."
        ) % {"sum": sum(weights)}
    return missing


def missing_of_page(page: Page, now: datetime) -> dict[str, str]:
    """Return what is missing of a page as it stands, if it is a challenge."""
    if not isinstance(page, ChallengePage):
        return {}
    return missing_rows(page, {name: list(getattr(page, name).all()) for name in ROWS}, now)

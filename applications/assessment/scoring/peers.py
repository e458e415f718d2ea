"""What the other assessors of an application gave, once all have sent."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from applications.assessment.permissions import may_read_peers
from applications.assessment.scoring.reading import text_for_assessor
from applications.assessment.scoring.results import sent_scores_for
from applications.models import Assessor, Assignment, Criterion, TakesApplications


@dataclass(frozen=True)
class Peer:
    """Another assessor's scores: by criterion its name, the score and the comment."""

    name: str
    rows: list[tuple[str, int | None, str]]
    is_of_earlier_version: bool


def peers_of(
    assessor: Assessor, assignment: Assignment, page: TakesApplications
) -> list[Peer] | None:
    """Return the others' scores; `None` while the assessor may not read them."""
    if not may_read_peers(assessor, assignment):
        return None
    application = assignment.application
    criteria: list[Criterion] = list(page.criteria.all())
    return [
        Peer(
            name_of(sheet.assessor, page),
            [
                (
                    criterion.name,
                    sheet.rows[criterion.pk]["score"],
                    text_for_assessor(application, page, sheet.rows[criterion.pk]["comment"]),
                )
                for criterion in criteria
                if criterion.pk in sheet.rows
            ],
            sheet.is_of_earlier_version,
        )
        for sheet in sent_scores_for(application)
        if sheet.assessor.pk != assessor.pk
    ]


def name_of(assessor: Assessor, page: TakesApplications) -> str:
    """Return how other assessors read of this one: by number in blind assessment."""
    if page.is_blind:
        return _("Assessor %d") % assessor.number
    return assessor.name

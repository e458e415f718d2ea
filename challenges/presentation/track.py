"""What follows a selection, as the public reads it: the same on challenge, programme and story."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from challenges.models import ChallengePage, FollowUpAnswer, Milestone
from challenges.models.status import SELECTION_ANNOUNCED, Stage

# What a procurement is, once the challenge's stage says so.
ENDED = {Stage.PROCURED: Milestone.State.DONE, Stage.NOT_PROCURED: Milestone.State.NOTHING}


@dataclass(frozen=True)
class TrackStep:
    """One milestone in words. `facts` are pairs of a label and a value."""

    title: str
    state: str
    when: str
    is_overdue: bool
    facts: list[tuple[str, str]] = field(default_factory=list)
    # Evidence that everybody may open: its title and its address.
    file: tuple[str, str] | None = None


def tracks_of(
    challenges: Iterable[ChallengePage], today: date
) -> list[tuple[ChallengePage, list[TrackStep]]]:
    """Return the public milestones of each challenge whose selection is announced; three queries.

    A challenge without any is left out.
    """
    told = {page.pk: page for page in challenges if page.stage in SELECTION_ANNOUNCED}
    if not told:
        return []
    said = FollowUpAnswer.objects.filter(is_public=True).select_related("follow_up")
    rows = Milestone.objects.filter(challenge__in=told, is_public=True).select_related(
        "evidence_file"
    )
    rows = rows.prefetch_related("follow_ups", Prefetch("follow_ups__answers", said))
    steps: dict[int, list[TrackStep]] = {}
    for row in rows.order_by("due_on", "pk"):
        page = told[row.challenge_id]
        steps.setdefault(page.pk, []).append(_step(row, page, today))
    return [(told[key], steps[key]) for key in told if key in steps]


def _step(row: Milestone, page: ChallengePage, today: date) -> TrackStep:
    state = Milestone.State(row.state)
    reason = row.reason
    if row.outcome_id:
        # Of an application's outcome the public knows what the challenge's stage says.
        state = ENDED.get(Stage(page.stage), Milestone.State.UNDER_WAY)
        reason = page.stage_reason if state is Milestone.State.NOTHING else ""
    is_open = state in (Milestone.State.PLANNED, Milestone.State.UNDER_WAY)
    return TrackStep(
        title=str(row),
        state=str(state.label),
        when=date_format(row.due_on if is_open else row.done_on or row.due_on, "j F Y"),
        is_overdue=is_open and row.due_on < today,
        facts=_facts(row, reason, is_open),
        file=_file(row),
    )


def _file(row: Milestone) -> tuple[str, str] | None:
    file = row.evidence_file if row.is_file_public else None
    return (file.title, file.url) if file else None


def _facts(row: Milestone, reason: str, is_open: bool) -> list[tuple[str, str]]:
    value = "" if row.value is None else f"£{number_format(row.value)}"
    ended = [] if is_open else [(_("Supplier"), row.supplier), (_("Value"), value)]
    is_kept = row.evidence_file_id is not None and not row.is_file_public
    facts = [
        (_("Route"), row.route),
        *ended,
        (_("Reason"), reason),
        (_("Evidence"), row.evidence or (_("kept") if is_kept else "")),
        *_said(row),
    ]
    return [(label, text) for label, text in facts if text]


def _said(row: Milestone) -> list[tuple[str, str]]:
    """Return what business and service said, as far as it was published."""
    return [
        (f"{asked}, {date_format(answer.at, 'j F Y')}", f"{answer}. {answer.text}")
        for asked in row.follow_ups.all()
        for answer in asked.answers.all()
    ]

"""The whole record of one page: brief, applications, decisions, scores, releases and history."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch
from django.utils.translation import gettext as _

from applications.history.entry_rows import entry_rows
from applications.history.redaction import Redactor
from applications.models import (
    AgreedScore,
    Application,
    Complaint,
    Correction,
    Decision,
    Release,
    SentScores,
    TakesApplications,
)
from applications.models.status import Status
from applications.record.page_record import Dated, record_of_page
from authorities.dates import format_deadline, format_instant
from authorities.models import AuthoritySettings


@dataclass(frozen=True)
class Row:
    """One thing that happened, in words."""

    at: datetime
    who: str
    what: str
    text: str = ""


@dataclass(frozen=True)
class ScoreRow:
    """One criterion's score by one assessor, or as the panel agreed on it."""

    who: str
    criterion: str
    score: str
    comment: str
    private_comment: str


@dataclass(frozen=True)
class ApplicationRow:
    """One application with what was decided about it and the scores that were sent."""

    reference: str
    business: str
    partners: str
    sent_at: datetime
    state: str
    told: str
    decisions: list[Row]
    scores: list[ScoreRow]


def challenge_record(
    page: TakesApplications, authority: AuthoritySettings, *, is_redacted: bool, now: datetime
) -> dict:
    """Return the record in words, ready to be printed; the number of queries never grows.

    What was not sent, not decided or not told stays out: drafts, scores in hand, letters. Of a
    sealed page it holds the number of applications alone.
    """
    told = record_of_page(page)
    redactor = Redactor(is_redacted, told.named)
    is_sealed = page.is_sealed_at(now)
    applications = [] if is_sealed else _applications(page, redactor, now)
    entries = entry_rows(page, redactor)
    return {
        "facts": [*told.facts, *_own_facts(page, authority)],
        "amendments": [_dated(one, redactor) for one in told.amendments],
        "stages": [_dated(one, redactor) for one in told.stages],
        "is_sealed": is_sealed,
        "applications": applications,
        "number": Application.objects.filter(page_id=page.pk).count(),
        "untold": sum(one.state != one.told for one in applications),
        "releases": _releases(page, redactor),
        "complaints": [] if is_sealed else _complaints(page, redactor),
        "entries": entries,
        "head": entries[-1] if entries else None,
    }


def _own_facts(page: TakesApplications, authority: AuthoritySettings) -> list[tuple[str, str]]:
    """Return what every page that takes applications says of itself."""
    weights = ", ".join(f"{one.name} {one.weight}%" for one in page.criteria.all())
    return [
        (_("Opened"), format_instant(page.opens_at, authority.zone) if page.opens_at else ""),
        (_("Closed"), format_deadline(page.closes_at, authority.zone) if page.closes_at else ""),
        (_("Most matches"), str(page.match_limit or authority.match_limit)),
        (_("Most selections"), str(page.selection_limit or authority.selection_limit)),
        (_("Criteria"), weights),
        (
            _("Eligibility rules"),
            "; ".join(one.text.rstrip(".") for one in page.eligibility_rules.all()),
        ),
    ]


def _dated(one: Dated, redactor: Redactor) -> Row:
    return Row(
        one.at,
        redactor.person(one.actor),
        one.what,
        one.text if one.is_public else redactor.free(one.text),
    )


def _applications(
    page: TakesApplications, redactor: Redactor, now: datetime
) -> list[ApplicationRow]:
    decisions = Decision.objects.select_related("actor").order_by("at", "pk")
    found = (
        Application.objects.filter(page_id=page.pk)
        .prefetch_related(Prefetch("decisions", decisions), "partners")
        .defer("form_data", "questions", "search_text")
        .order_by("reference")
    )
    scores = _scores(page, redactor)
    return [
        ApplicationRow(
            reference=one.reference,
            business=redactor.business(one),
            partners=redactor.free(", ".join(map(str, one.partners.all()))),
            sent_at=one.first_sent_at,
            state=one.get_status_display(),
            told=str(one.told_status(now).label),
            decisions=[_decision(decision, redactor) for decision in one.decisions.all()],
            scores=scores[one.pk],
        )
        for one in found
    ]


def _decision(decision: Decision, redactor: Redactor) -> Row:
    what = str(Status(decision.to_status).label)
    if decision.because:
        what = f"{what}: {decision.get_because_display()}"
    if decision.is_over_limit:
        what = f"{what} ({_('over the limit')})"
    who = redactor.person(decision.actor) or _("The applicant")
    return Row(decision.at, who, what, redactor.free(decision.reason))


def _scores(page: TakesApplications, redactor: Redactor) -> dict[int, list[ScoreRow]]:
    """Return the scores that were sent and count, by application, then what a panel agreed on."""
    sent = (
        SentScores.objects.filter(
            assignment__application__page_id=page.pk,
            assignment__ended_at=None,
            assignment__sent_at__isnull=False,
        )
        .select_related("assignment__assessor")
        .order_by("assignment__assessor__number", "number")
    )
    last = {one.assignment_id: one for one in sent}
    rows: dict[int, list[ScoreRow]] = defaultdict(list)
    for one in last.values():
        assessor = one.assignment.assessor
        who = _("Assessor %d") % assessor.number
        for score in one.scores:
            rows[one.assignment.application_id].append(
                ScoreRow(
                    who if redactor.is_redacted else f"{who}, {assessor.name}",
                    score["name"],
                    _as_score(score["score"]),
                    redactor.free(score.get("comment", "")),
                    redactor.free(score.get("private_comment", "")),
                )
            )
    names = {one.pk: one.name for one in page.criteria.all()}
    for agreed in AgreedScore.objects.filter(application__page_id=page.pk):
        rows[agreed.application_id].append(
            ScoreRow(
                _("The panel"),
                names.get(agreed.criterion, ""),
                str(agreed.score),
                "",
                redactor.free(agreed.reason),
            )
        )
    return rows


def _as_score(score: int | None) -> str:
    return _("does not apply") if score is None else str(score)


def _releases(page: TakesApplications, redactor: Redactor) -> list[Row]:
    found = Release.objects.filter(page_id=page.pk).select_related("actor")
    rows = []
    for one in found.annotate(number=Count("letters")).order_by("decided_at", "pk"):
        what = _("%d letters") % one.number
        if one.stopped_at:
            what = f"{what}, {_('stopped')}"
        rows.append(Row(one.visible_at, redactor.person(one.actor), what))
    corrections = Correction.objects.filter(letter__application__page_id=page.pk).select_related(
        "author", "letter__application"
    )
    rows += [
        Row(
            one.at,
            redactor.person(one.author),
            _("Correction of the letter about %s") % one.letter.application.reference,
            redactor.free(one.text),
        )
        for one in corrections
    ]
    return sorted(rows, key=lambda row: row.at)


def _complaints(page: TakesApplications, redactor: Redactor) -> list[Row]:
    """Return what applicants asked or objected to after they were told, each with its answer."""
    found = Complaint.objects.filter(application__page_id=page.pk).select_related(
        "application", "answered_by"
    )
    rows = []
    for one in found.order_by("at", "pk"):
        rows.append(
            Row(
                one.at,
                _("The applicant"),
                f"{one.get_kind_display()}, {one.application.reference}",
                redactor.free(one.text),
            )
        )
        if one.answered_at:
            what = _("Answer about %s") % one.application.reference
            if one.outcome:
                what = f"{what}: {one.get_outcome_display()}"
            rows.append(
                Row(
                    one.answered_at,
                    redactor.person(one.answered_by),
                    what,
                    redactor.free(one.answer),
                )
            )
    return rows

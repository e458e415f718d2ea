"""What a brief's page shows besides its text."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format, number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from applications.models import Kind, Procurement
from applications.models.status import Status
from applications.portal.way import Step
from authorities.dates import (
    format_day,
    format_deadline,
    format_instant,
    format_last_day,
    format_on_deadline,
    time_left,
)
from authorities.forms.cleaning import clean_lines
from authorities.models import AuthoritySettings
from challenges.brief.asking import asking_ends_at, takes_questions
from challenges.models import ChallengePage, ChallengeQuestion
from challenges.models.status import ENDED_EARLY, NOT_YET_OPEN, SELECTION_ANNOUNCED, Stage, Timing
from challenges.presentation.cards import prize

# From open to what comes of it.
WAY = 6


@dataclass(frozen=True)
class Fact:
    """One row of `components/facts.html`."""

    label: str
    value: str
    note: str = ""


def facts(page: ChallengePage, authority: AuthoritySettings, now: datetime) -> list[Fact]:
    """Return what a business decides by."""
    rows = [_deadline(page, authority.zone, now)]
    if page.is_announced(now) and takes_questions(page, now):
        until = asking_ends_at(page) or page.period().closes_at
        rows.append(Fact(_("Questions until"), format_deadline(until, authority.zone)))
    if amount := prize(page):
        rows.append(Fact(_("Prize or contract"), amount))
    owner = page.directorate.name if page.directorate else ""
    rows.append(Fact(_("Who asks"), authority.name, owner))
    if page.stage == Stage.PROCURED:
        rows += contracts(page)
    if page.stage or page.is_closed(now):
        return rows
    matched = page.match_limit or authority.match_limit
    selected = page.selection_limit or authority.selection_limit
    rows.append(
        Fact(
            _("What can come of it"),
            _("%(matched)d businesses matched, %(selected)d selected")
            % {"matched": matched, "selected": selected},
        )
    )
    return rows


def contracts(page: ChallengePage) -> list[Fact]:
    """Return value and date of what was procured, where the authority made them public."""
    public = Procurement.objects.filter(
        application__page_id=page.pk, application__status=Status.PROCURED, is_public=True
    )
    return [
        Fact(
            _("Contract"),
            f"£{number_format(made.value)}" if made.value is not None else _("Procured"),
            _("Decided on %s") % date_format(made.decided_on, "j F Y") if made.decided_on else "",
        )
        for made in public.order_by("pk")
        if made.value is not None or made.decided_on
    ]


def _deadline(page: ChallengePage, zone: ZoneInfo, now: datetime) -> Fact:
    timing = page.timing(now)
    opens_at, closes_at = page.period()
    closes = format_deadline(closes_at, zone)
    if timing is Timing.CLOSED:
        return Fact(_("Closed"), closes)
    if page.stage:
        return Fact(_("Was to close"), closes)
    if timing in NOT_YET_OPEN:
        return Fact(_("Opens"), format_instant(opens_at, zone), _("Closes %s") % closes)
    return Fact(_("Closes"), closes, _("%s left") % time_left(closes_at, now))


def steps(page: ChallengePage, zone: ZoneInfo, now: datetime) -> list[Step]:
    """Return the way of the challenge and where it stands; none for one that ended early."""
    stage = Stage(page.stage)
    if stage in ENDED_EARLY:
        return []
    way = [
        (_("Open"), _open_dates(page, zone, now)),
        (_("Assessing"), ""),
        (_("Matched"), ""),
        (_("Selected"), ""),
        (_("Showcase"), ""),
        (_outcome_label(stage), ""),
    ]
    if page.was_announced(now):
        announced = page.announced_at or now
        way.insert(0, (_("Announced"), _("from %s") % format_day(announced, zone)))
    reached = _reached(page, stage, now) + len(way) - WAY
    finished = stage in (Stage.PROCURED, Stage.NOT_PROCURED)
    return [
        Step(
            label,
            "done" if number < reached or finished else "current" if number == reached else "todo",
            when,
        )
        for number, (label, when) in enumerate(way)
    ]


def _reached(page: ChallengePage, stage: Stage, now: datetime) -> int:
    """Return the number of the step at which the challenge stands; -1 before the first."""
    if stage is Stage.NONE:
        return {Timing.OPEN: 0, Timing.CLOSED: 1}.get(page.timing(now), -1)
    return {
        Stage.ASSESSING: 1,
        Stage.MATCHED: 2,
        Stage.SELECTED: 3,
        Stage.SHOWCASED: 4,
    }.get(stage, 5)


def _open_dates(page: ChallengePage, zone: ZoneInfo, now: datetime) -> str:
    opens_at, closes_at = page.period()
    if page.timing(now) in NOT_YET_OPEN:
        return _("from %s") % format_day(opens_at, zone)
    if page.is_closed(now):
        return _("closed %s") % format_last_day(closes_at, zone)
    return _("until %s") % format_last_day(closes_at, zone)


def _outcome_label(stage: Stage) -> str:
    if stage is Stage.PROCURED:
        return _("Procured")
    return _("Not procured") if stage is Stage.NOT_PROCURED else _("Procurement")


def form_notice(page: ChallengePage, zone: ZoneInfo, now: datetime) -> tuple[str, str]:
    """Return the sentence that stands where the form would, and what to do instead."""
    stage = Stage(page.stage)
    if stage is Stage.WITHDRAWN:
        return _("This challenge was withdrawn"), page.stage_reason
    if stage is Stage.CANCELLED:
        return _("This challenge was cancelled"), page.stage_reason
    opens_at, closes_at = page.period()
    if page.timing(now) in NOT_YET_OPEN:
        return (
            _("Applications open on %s") % format_instant(opens_at, zone),
            _("You can read below what will be asked, and prepare your answers."),
        )
    if stage is Stage.NO_SUITABLE_APPLICATIONS:
        return _("No application was suitable"), page.stage_reason
    happening = (
        _("A business has been selected.")
        if stage in SELECTION_ANNOUNCED
        else _("The applications are being read and assessed.")
    )
    return _("Applications closed %s") % format_on_deadline(closes_at, zone), happening


def apply_bar_text(page: ChallengePage, now: datetime) -> str:
    """Return what the bar at the foot of a phone says."""
    if not page.is_open(now):
        return ""
    return _("Closes in %s") % time_left(page.period().closes_at, now)


def documents(page: ChallengePage) -> list[dict[str, str]]:
    """Return the rows of `components/document_list.html`."""
    return [
        {
            "title": row.value["title"],
            "url": row.value["document"].url,
            "kind": row.value["document"].file_extension.upper(),
            "size": filesizeformat(row.value["document"].get_file_size()),
        }
        for row in page.documents
        if row.value["document"]
    ]


def question_sections(page: ChallengePage) -> list[dict[str, Any]]:
    """Return what the form asks, as `challenges/brief/questions.html` lists it, in its sections."""
    sections: list[dict[str, Any]] = []
    for question in page.get_form_fields():
        if question.section or not sections:
            heading = question.section or _("About this challenge")
            sections.append({"heading": heading, "questions": []})
        sections[-1]["questions"].append(
            {
                "label": question.label,
                "is_required": question.required,
                "notes": _notes(question),
            }
        )
    return sections


def _notes(question: ChallengeQuestion) -> list[str]:
    """Return what to know about a question before answering it."""
    notes = [question.help_text] if question.help_text else []
    if limit := question.words:
        notes.append(ngettext("Up to %d word.", "Up to %d words.", limit) % limit)
    if bounds := question.bounds:
        notes.append(f"{capfirst(bounds)}.")
    if question.field_type == Kind.FILE:
        notes.append(_("A file."))
    if question.field_type in (Kind.CHOICE, Kind.CHOICES):
        notes.append(_("Choices: %s.") % ", ".join(clean_lines(question.choices)))
    return notes


def amendments(page: ChallengePage, zone: ZoneInfo) -> list[dict[str, Any]]:
    """Return the rows of `components/amendments.html`, the newest first."""
    return [
        {
            "anchor": f"amendment-{row.pk}",
            "when": format_day(row.at, zone),
            "text": row.text,
            "changes": row.changes,
        }
        for row in page.amendments.order_by("-at", "-pk")
    ]


def clarifications(page: ChallengePage, zone: ZoneInfo) -> list[dict[str, str]]:
    """Return the rows of `components/clarifications.html`, the newest first."""
    return [
        {
            "anchor": f"clarification-{row.pk}",
            "question": row.question,
            "answer": row.answer,
            "published": format_day(row.published_at, zone) if row.published_at else "",
        }
        for row in page.clarifications.published()
    ]

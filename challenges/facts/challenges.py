"""What a challenge is to a program: the one place that says it. All others ask here.

`core_of` costs nothing, and is what feeds, calendar and JSON-LD say. `facts_of` is everything, for
API, downloads and open contracting.
"""

import json
from collections.abc import Iterable
from datetime import datetime
from pathlib import PurePath
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.urls import reverse
from wagtail.models import Site

from applications.models import Kind
from applications.models.status import Status
from authorities.forms.cleaning import clean_lines
from authorities.models import AuthoritySettings
from authorities.scope import known_authorities, with_authority
from challenges.facts import needs
from challenges.facts.addresses import (
    authority_facts,
    instant,
    known_instant,
    link_of,
    page_address,
    plain,
)
from challenges.facts.engagement import learned_facts
from challenges.facts.parts import Parts, Row, documents_of, parts_of
from challenges.facts.running import budget_facts, milestone_facts, session_facts, sum_of
from challenges.facts.shapes import (
    AmendmentFacts,
    AnswerFacts,
    AwardFacts,
    ChallengeCore,
    ChallengeFacts,
    ChangeFacts,
    ClarificationFacts,
    ContactFacts,
    CriterionFacts,
    DocumentFacts,
    KeyDateFacts,
    OutcomeFacts,
    QuestionFacts,
    ThemeFacts,
)
from challenges.models import ChallengePage
from challenges.models.status import (
    ENDED_EARLY,
    MATCHES_ANNOUNCED,
    SELECTION_ANNOUNCED,
    Stage,
)
from challenges.presentation.atom import announced_at, changed_at, published_at

# Of a decision that ended the challenge or left it without a contract, the public reads why.
REASON_IS_PUBLIC = ENDED_EARLY | {Stage.NOT_PROCURED}


def core_of(page: ChallengePage, now: datetime, zone: ZoneInfo) -> ChallengeCore:
    """Return what the challenge says in every list at this instant; no query."""
    return ChallengeCore(**_core(page, now, zone))


def _core(page: ChallengePage, now: datetime, zone: ZoneInfo) -> Row:
    state = page.state(now)
    opened = published_at(page) if page.opens_at and page.opens_at <= now else None
    announced = announced_at(page) if page.was_announced(now) else None
    first = opened or announced or page.first_published_at
    return {
        "id": page.translation_key,
        "title": page.title,
        "question": page.question,
        "summary": page.summary,
        "state": state.value,
        "state_label": str(state.label),
        "announced_at": instant(page.announced_at, zone),
        "opens_at": instant(page.opens_at, zone),
        "closes_at": instant(page.closes_at, zone),
        "ended_at": instant(page.stage_changed_at, zone) if page.stage in ENDED_EARLY else None,
        "questions_until": instant(page.questions_until, zone),
        "prize_minimum": page.prize_minimum,
        "prize_maximum": page.prize_maximum,
        "published_at": instant(page.first_published_at, zone),
        "opened_at": instant(opened, zone),
        "changed_at": instant(changed_at(page, first), zone) if first else None,
        "is_example": page.is_example,
    }


def facts_of(pages: Iterable[ChallengePage], now: datetime, site: Site) -> list[ChallengeFacts]:
    """Return all that these challenges say in public at this instant. One query for all.

    The pages are readable by everybody: nothing here asks that. One in no authority's tree is left
    out.
    """
    listed = [page for page in with_authority(pages, site) if page.authority]
    parts = parts_of(listed) if listed else Parts(())
    known = known_authorities(site)
    return [_facts(page, parts, now, known) for page in listed]


def _facts(
    page: ChallengePage, parts: Parts, now: datetime, known: list[AuthoritySettings]
) -> ChallengeFacts:
    zone = page.authority.zone
    url = page_address(page.path, page.url_path, known)
    joined = needs.joined_facts(page, parts, zone, known)
    programme = parts.first("programme", page.programme_id)
    return ChallengeFacts(
        **_core(page, now, zone),
        url=url,
        authority=authority_facts(page.authority),
        directorate=(parts.first("directorate", page.directorate_id) or {}).get("name", ""),
        programme=link_of(programme, known) if programme else None,
        themes=[
            ThemeFacts(slug=row["slug"], name=row["name"])
            for row in parts.of("theme", page.pk, "name")
        ],
        contract_route=page.contract_route,
        eligibility=plain(page.eligibility),
        answers=[
            AnswerFacts(name=row["name"], question=row["question"], text=plain(row["answer"]))
            for row in page.answers()
        ],
        questions=[_question(row) for row in parts.of("question", page.pk, "sort_order")],
        minutes_to_apply=page.minutes_to_apply,
        criteria=[
            CriterionFacts(**{name: row[name] for name in CriterionFacts.model_fields})
            for row in parts.of("criterion", page.pk, "sort_order")
        ],
        clarifications=_clarifications(page, parts, url, zone),
        amendments=_amendments(page, parts, url, zone),
        documents=_documents(page, parts),
        key_dates=key_date_facts(page.key_dates.raw_data),
        contact=ContactFacts(
            name=page.contact_name, email=page.contact_email, phone=page.contact_phone
        ),
        outcome=_outcome(page, parts, now, known),
        sessions=[session_facts(row, page) for row in parts.of("session", page.pk, "starts_at")],
        learned=learned_facts(page, parts.of("note", page.pk, "day"), url, now),
        milestones=milestone_facts(page, parts.of("milestone", page.pk, "due_on")),
        programme_budget=[
            budget_facts(row) for row in parts.of("budget", page.programme_id if programme else 0)
        ],
        awarded=sum_of(parts.of("award", page.pk)) if page.stage in SELECTION_ANNOUNCED else None,
        authorities_with_need=len(joined) + 1,
        joined=joined,
        people_concerned=needs.people_concerned(joined),
        origin=needs.origin_facts(page, parts, known),
    )


def key_date_facts(rows: Iterable[Row]) -> list[KeyDateFacts]:
    """Return the dates of a brief or a programme."""
    values = (row["value"] for row in rows)
    return [
        KeyDateFacts(label=row["label"], when=row["when"], text=row.get("text") or "")
        for row in values
    ]


def _question(row: Row) -> QuestionFacts:
    is_long = row["field_type"] == Kind.LONG_TEXT
    has_choices = row["field_type"] in (Kind.CHOICE, Kind.CHOICES)
    return QuestionFacts(
        section=row["section"],
        label=row["label"],
        help=row["help_text"],
        kind=row["field_type"],
        required=bool(row["required"]),
        words=(row["word_limit"] or 500) if is_long else None,
        choices=clean_lines(row["choices"]) if has_choices else [],
    )


def _clarifications(
    page: ChallengePage, parts: Parts, url: str, zone: ZoneInfo
) -> list[ClarificationFacts]:
    return [
        ClarificationFacts(
            url=f"{url}#clarification-{row['pk']}",
            question=row["question"],
            answer=row["answer"],
            published_at=known_instant(row["published_at"], zone),
        )
        for row in parts.of("clarification", page.pk, "published_at")
    ]


def _amendments(
    page: ChallengePage, parts: Parts, url: str, zone: ZoneInfo
) -> list[AmendmentFacts]:
    return [
        AmendmentFacts(
            url=f"{url}#amendment-{row['pk']}",
            at=known_instant(row["at"], zone),
            text=row["text"],
            changes=[
                ChangeFacts(**{name: change[name] for name in ChangeFacts.model_fields})
                for change in _as_json(row["changes"])
            ],
        )
        for row in parts.of("amendment", page.pk, "at")
    ]


def _as_json(value: str | list) -> list:
    """Return what SQLite keeps as text."""
    return json.loads(value) if isinstance(value, str) else value


def _documents(page: ChallengePage, parts: Parts) -> list[DocumentFacts]:
    root = page.authority.site.root_url
    found = ((title, parts.first("document", key)) for title, key in documents_of(page))
    return [
        DocumentFacts(
            title=title,
            url=root + reverse("wagtaildocs_serve", args=[row["pk"], PurePath(row["file"]).name]),
        )
        for title, row in found
        if row
    ]


def _outcome(
    page: ChallengePage, parts: Parts, now: datetime, known: list[AuthoritySettings]
) -> OutcomeFacts:
    """Return what came of it; what was decided and not yet announced is left out."""
    stage = Stage(page.stage)
    count = parts.first("count", page.pk) or {}
    stories = parts.of("story", page.pk, "path") if stage in SELECTION_ANNOUNCED else []

    def counted(name: str, is_public: bool) -> int | None:
        return count.get(name, 0) if is_public else None

    return OutcomeFacts(
        applications=counted("applications", page.is_closed(now)),
        matched=counted("matched", stage in MATCHES_ANNOUNCED),
        selected=counted("selected", stage in SELECTION_ANNOUNCED),
        procured=counted("procured", stage in (Stage.PROCURED, Stage.NOT_PROCURED)),
        decided_at=instant(page.stage_changed_at, page.authority.zone) if stage else None,
        reason=page.stage_reason if stage in REASON_IS_PUBLIC else "",
        awards=[_award(page, row, stories) for row in parts.of("selected", page.pk)]
        if stage in SELECTION_ANNOUNCED
        else [],
        stories=[link_of(row, known) for row in stories],
    )


def _award(page: ChallengePage, row: Row, stories: list[Row]) -> AwardFacts:
    named = (story for story in stories if story["application_id"] == row["pk"])
    story = next(named, {"business_name": "", "business_url": ""})
    asked_to_go = row["erased_at"] and row["erased_at"] != row["emptied_at"]
    if asked_to_go and not row["company_number"]:
        # A sole trader's name is a person's: it goes with all that was known of them.
        story = {"business_name": "", "business_url": ""}
    is_procured = page.stage == Stage.PROCURED and row["status"] == Status.PROCURED
    is_public = is_procured and bool(row["is_public"])
    return AwardFacts(
        id=award_id(page.translation_key, row["pk"]),
        business=story["business_name"],
        business_url=story["business_url"],
        is_procured=is_procured,
        value=row["value"] if is_public else None,
        decided_on=row["decided_on"] if is_public else None,
    )


def award_id(key: UUID, application: int) -> UUID:
    """Return what names a selection for good, and tells nothing of the application."""
    return uuid5(key, f"award/{application}")

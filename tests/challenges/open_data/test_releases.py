"""A release for every public change: dated by it, never altered, merged to what the page says."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.utils import timezone

from applications.models.status import Status
from challenges.models import Amendment, PublicRelease
from challenges.models.status import Stage
from challenges.open_data.contracting.official import release_schema, schema_faults
from challenges.open_data.contracting.packages import compiled_release
from challenges.open_data.contracting.releases import note, note_due, note_missing
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ClarificationFactory,
)

pytestmark = pytest.mark.django_db
SCHEMAS = os.environ.get("OCDS_SCHEMAS", "")
official = pytest.mark.skipif(
    not SCHEMAS, reason="needs the official schema: name its folder in OCDS_SCHEMAS"
)


def bodies_of(page) -> list[dict]:
    return [row.body for row in PublicRelease.objects.filter(challenge=page)]


def last_of(page) -> dict:
    return bodies_of(page)[-1]


def move(page, stage, reason=""):
    page.stage, page.stage_changed_at, page.stage_reason = stage, timezone.now(), reason
    page.save(update_fields=["stage", "stage_changed_at", "stage_reason"])
    note([page.pk])


@pytest.fixture
def whole_way(authority):
    """A challenge from before its opening to its contract, an hour between two changes."""
    start = timezone.now()
    with time_machine.travel(start, tick=False) as clock:
        page = ChallengePageFactory(
            authority=authority,
            opens_at=start + timedelta(hours=1),
            closes_at=start + timedelta(hours=4),
            prize_maximum=20_000,
        )
        note([page.pk])
        clock.shift(timedelta(hours=2))
        Amendment.objects.create(challenge=page, text="400 homes.", at=timezone.now(), actor=None)
        ClarificationFactory(page=page)
        note([page.pk])
        sent = ApplicationFactory(page=page)
        clock.shift(timedelta(hours=3))
        note_due(timezone.now())
        sent.status = Status.PROCURED
        sent.save()
        for stage in (Stage.MATCHED, Stage.SELECTED, Stage.PROCURED):
            clock.shift(timedelta(hours=1))
            move(page, stage)
        yield page, start


def test_each_public_change_has_a_release_dated_by_it(whole_way):
    page, start = whole_way
    told = [
        (body["tag"], round((row.at - start).total_seconds() / 3600, 3))
        for row, body in zip(page.public_releases.all(), bodies_of(page), strict=True)
    ]
    assert told == [
        (["planning"], 0),
        (["tender"], 1),
        (["tenderAmendment"], 2),
        (["tenderUpdate"], 4),
        (["tenderUpdate"], 6),
        (["award"], 7),
        (["contract"], 8),
    ]
    statuses = [body["tender"]["status"] for body in bodies_of(page)]
    assert statuses == ["planned", *["active"] * 4, *["complete"] * 2]
    assert bodies_of(page)[3]["tender"]["numberOfTenderers"] == 1
    assert "numberOfTenderers" not in bodies_of(page)[2]["tender"]


def test_a_second_look_writes_nothing_and_a_release_never_changes(whole_way, settings, authority):
    page, _start = whole_way
    before = list(page.public_releases.values())
    settings.OCDS_PREFIX = "ocds-another"
    note([page.pk])
    assert note_due(timezone.now()) == note_missing(timezone.now()) == 0
    assert list(page.public_releases.values()) == before
    page.title = "Renamed"
    page.save()
    note([page.pk])
    assert list(page.public_releases.values())[:-1] == before
    assert last_of(page)["ocid"] == before[0]["ocid"]


def test_two_changes_at_once_have_two_names_and_an_order(whole_way):
    page, _start = whole_way
    for title in ("One", "Two"):
        page.title = title
        page.save()
        note([page.pk])
    first, second = bodies_of(page)[-2:]
    assert first["id"] != second["id"]
    assert first["date"] < second["date"]


def test_what_is_taken_back_is_called_off_and_never_vanishes(whole_way):
    page, _start = whole_way
    move(page, Stage.PROCUREMENT_PENDING)
    assert last_of(page)["contracts"][0]["status"] == "terminated"
    assert "contractTermination" in last_of(page)["tag"]
    move(page, Stage.MATCHED)
    body = last_of(page)
    assert body["awards"][0]["status"] == "cancelled"
    suppliers = body["awards"][0]["suppliers"]
    assert {one["id"] for one in suppliers} <= {one["id"] for one in body["parties"]}


def test_an_award_is_as_old_as_the_selection(whole_way):
    page, _start = whole_way
    dates = [body["awards"][0]["date"] for body in bodies_of(page) if "awards" in body]
    assert len(dates) == 2
    assert len(set(dates)) == 1


@pytest.mark.parametrize(
    ("stage", "status"),
    [
        (Stage.WITHDRAWN, "cancelled"),
        (Stage.CANCELLED, "cancelled"),
        (Stage.NO_SUITABLE_APPLICATIONS, "unsuccessful"),
    ],
)
def test_what_ended_early_says_why_and_has_no_award(authority, stage, status):
    page = ChallengePageFactory(authority=authority)
    note([page.pk])
    move(page, stage, "The building was sold.")
    body = last_of(page)
    assert body["tender"]["status"] == status
    assert "awards" not in body
    (why,) = [one for one in body["tender"]["documents"] if one["id"] == "reason"]
    assert why["description"] == "The building was sold."
    move(page, Stage.NONE)
    assert last_of(page)["tender"]["status"] == "active"


def test_who_is_erased_goes_out_of_every_release_and_that_is_told(record):
    record.chosen.company_number = ""
    record.chosen.save()
    note([record.done.pk])
    assert "Drywall Labs" in str(bodies_of(record.done))
    awards = len(last_of(record.done)["awards"])
    record.chosen.erased_at = timezone.now()
    record.chosen.save()
    note([record.done.pk])
    rows = PublicRelease.objects.filter(challenge=record.done)
    assert "Drywall Labs" not in str([(row.body, row.facts) for row in rows])
    newest = last_of(record.done)
    assert len(newest["awards"]) == awards
    assert newest["contracts"][0]["value"]["amount"] == 89_000
    assert newest["tag"] == ["awardUpdate"]


def test_a_company_that_was_named_stays_named(record):
    record.chosen.company_number = "01234567"
    record.chosen.erased_at = timezone.now()
    record.chosen.save()
    note([record.done.pk])
    assert "Drywall Labs" in str(last_of(record.done))


def test_what_breaks_the_rules_is_left_out_and_shown_and_the_rest_is_there(record, browse, read):
    note([record.opened.pk, record.done.pk])
    procurement = record.chosen.procurement
    procurement.decided_on = (timezone.now() - timedelta(days=400)).date()
    procurement.save()
    note([record.done.pk])
    row = record.done.public_releases.last()
    assert row.is_valid is False
    assert "dated before the selection" in row.faults[0]
    told = read("/data/ocds/releases.json")["releases"]
    assert row.body["id"] not in [one["id"] for one in told]
    assert len(told) == PublicRelease.objects.count() - 1
    procurement.decided_on = None
    procurement.save()
    note([record.done.pk])
    assert record.done.public_releases.last().is_valid


def test_a_challenge_from_before_the_record_has_the_history_that_was_kept(record):
    page = record.opened
    page.title = "As it was first"
    page.save_revision().publish()
    page.title = "As it is now"
    page.save_revision().publish()
    assert not page.public_releases.exists()
    assert note_missing(timezone.now()) == 2
    assert "As it was first" in {body["tender"]["title"] for body in bodies_of(page)}
    assert last_of(page)["tender"]["title"] == "As it is now"


def test_whatever_changes_it_is_heard_of(record, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        record.opened.title = "Renamed"
        record.opened.save()
        record.opened.save()
    assert last_of(record.opened)["tender"]["title"] == "Renamed"
    counted = record.opened.public_releases.count()
    note([record.opened.pk])
    assert record.opened.public_releases.count() == counted
    with django_capture_on_commit_callbacks(execute=True):
        record.story.business_name = ""
        record.story.save()
    assert "Drywall Labs" not in str(bodies_of(record.done))


def test_a_document_that_is_taken_off_is_gone_from_what_is_merged(record):
    note([record.opened.pk])
    assert any(
        one["documentType"] == "biddingDocuments"
        for one in last_of(record.opened)["tender"]["documents"]
    )
    record.opened.documents = []
    record.opened.save()
    note([record.opened.pk])
    merged = compiled_release(last_of(record.opened))
    assert not [one for one in merged["tender"]["documents"] if "plan" in one.get("url", "")]


@official
def test_all_is_valid_by_the_official_schema_and_merges_to_the_record(whole_way, record, settings):
    import ocdsmerge  # fetches where it is told no schema: only where there is one

    settings.OCDS_SCHEMAS = SCHEMAS
    page, _start = whole_way
    move(page, Stage.PROCUREMENT_PENDING)
    note([record.opened.pk, record.done.pk])
    record.opened.documents = []
    record.opened.prize_minimum = None
    record.opened.save()
    note([record.opened.pk])
    merger = ocdsmerge.Merger(release_schema(Path(SCHEMAS)))
    for one in (page, record.opened, record.done):
        bodies = bodies_of(one)
        for body in bodies:
            assert schema_faults(body) == []
        assert merger.create_compiled_release(bodies) == compiled_release(bodies[-1])


@official
def test_what_the_official_schema_refuses_is_said(whole_way, settings):
    settings.OCDS_SCHEMAS = SCHEMAS
    page, _start = whole_way
    body = last_of(page)
    assert schema_faults(body | {"date": "yesterday"})
    assert schema_faults(body | {"tag": ["news"]})

"""Sessions, money and milestones in API and open contracting, as far as they are public."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from challenges.models import BudgetLine, Payment, PublicRelease, Session
from challenges.open_data.contracting.official import schema_faults
from challenges.open_data.contracting.releases import note
from tests.factories.programmes import MilestoneFactory, SessionFactory

pytestmark = pytest.mark.django_db
STARTS = datetime(2027, 3, 28, 9, tzinfo=UTC)


@pytest.fixture
def running(record, authority):
    """The record's challenge with a contract, with something public and something not of each."""
    done, programme = record.done, record.programme
    common = {"authority": authority, "programme": programme}
    track = {"challenge": done, "owner": record.by, "due_on": date(2027, 6, 30)}
    for is_public, word in ((True, "Open"), (False, "Zanzibar")):
        SessionFactory(
            programme=programme,
            challenge=done,
            title=f"{word} evening",
            starts_at=STARTS,
            is_public=is_public,
            notes="Zanzibar",
            link="https://zanzibar.example.org/",
            facilitators="Zanzibar",
        )
        MilestoneFactory(**track, title=f"{word} pilot", state="nothing", reason="Flood.").save()
        done.milestones.filter(title=f"{word} pilot").update(is_public=is_public)
        BudgetLine.objects.create(**common, funder=f"{word} fund", amount=0, is_public=is_public)
        Payment.objects.create(
            **common,
            challenge=done,
            kind="award",
            recipient=f"Zanzibar {word}",
            amount="12500.50" if is_public else 99,
            is_public=is_public,
        )
    MilestoneFactory(**track, kind="six_months", is_public=True)
    note([done.pk])
    return record


def newest(page) -> dict:
    return PublicRelease.objects.filter(challenge=page).last().body


def test_the_api_says_what_is_public_and_nothing_else(read, running):
    item = read(f"/api/v1/challenges/{running.done.translation_key}")
    assert [one["title"] for one in item["sessions"]] == ["Open evening"]
    assert item["sessions"][0]["starts_at"] == "2027-03-28T10:00:00+01:00"
    assert [one["title"] for one in item["milestones"]] == ["Open pilot", ""]
    assert item["milestones"][0] | {"id": ""} == {
        "id": "",
        "kind": "pilot",
        "title": "Open pilot",
        "state": "nothing",
        "due_on": "2027-06-30",
        "done_on": None,
        "reason": "Flood.",
        "evidence": "",
    }
    assert item["awarded"] == 12500.5
    budget = [{"funder": "Open fund", "purpose": "", "amount": 0.0}]
    assert item["programme_budget"] == budget
    programme = read(f"/api/v1/programmes/{running.programme.translation_key}")
    assert programme["budget"] == budget
    assert [one["title"] for one in programme["sessions"]] == ["Open evening"]
    assert "anzibar" not in f"{item}{programme}"


def test_open_contracting_has_them_as_milestones_budget_and_value(running):
    body = newest(running.done)
    engagement = body["planning"]["milestones"]
    assert [one["title"] for one in engagement] == ["Open evening"]
    assert engagement[0]["type"] == "engagement"
    assert engagement[0]["dueDate"] == "2027-03-28T10:00:00+01:00"
    assert body["planning"]["budget"]["description"] == "Open fund: £0"
    pilot = next(one for one in body["tender"]["milestones"] if one["title"] == "Open pilot")
    assert (pilot["status"], pilot["description"]) == ("notMet", "Flood.")
    assert pilot["dueDate"] == "2027-06-30T00:00:00+01:00"
    assert "dateMet" not in pilot
    (later,) = body["contracts"][0]["implementation"]["milestones"]
    assert (later["title"], later["type"]) == ("After six months", "reporting")
    assert body["awards"][0]["value"] == {"amount": 12500.5, "currency": "GBP"}
    assert "anzibar" not in f"{body}"
    assert schema_faults(body) == []


def test_a_session_that_is_called_off_is_a_release_of_its_own(
    running, django_capture_on_commit_callbacks
):
    before = PublicRelease.objects.filter(challenge=running.done).count()
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        session = Session.objects.get(title="Open evening")
        session.called_off = "The room is flooded."
        session.save()
    assert PublicRelease.objects.filter(challenge=running.done).count() == before + 1
    (milestone,) = newest(running.done)["planning"]["milestones"]
    assert milestone["status"] == "notMet"
    assert "The room is flooded." in milestone["description"]


def test_before_a_selection_is_announced_nothing_follows_it(read, running):
    opened = running.opened
    MilestoneFactory(challenge=opened, owner=running.by, is_public=True)
    item = read(f"/api/v1/challenges/{opened.translation_key}")
    assert item["milestones"] == []
    assert item["awarded"] is None

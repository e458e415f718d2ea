"""The history: one chain of entries a challenge, which nobody can change unseen."""

import pytest
from django.db import models

from applications.history import chain
from applications.history.sealing import seal
from applications.models import Application, Entry, Event
from applications.models.status import Status
from applications.privacy.erasure import erase
from applications.workflow.transitions import move
from authorities.models import RecordIsFinal, Role
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.history import faults, faults_once_sealed


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, closed=True)


@pytest.fixture
def moved(challenge, moderator):
    """An application that was screened, on a challenge that is being assessed."""
    application = ApplicationFactory(page=challenge)
    move(application, Status.SCREENING, by=moderator)
    move(application, Status.INFO_REQUESTED, by=moderator, reason="Who fits it?")
    move(application, Status.SCREENING, by=moderator)
    move_stage(challenge, Stage.ASSESSING, by=moderator)
    seal(challenge)  # the factory's application has no entry
    return application


def tamper(**values):
    """Change entries as somebody with the database's password would."""
    return lambda number: models.QuerySet.update(Entry.objects.filter(number=number), **values)


def test_every_move_of_an_application_and_its_challenge_is_one_chain(moved, challenge, moderator):
    entries = list(Entry.objects.filter(page=challenge))
    assert [entry.number for entry in entries] == [1, 2, 3, 4, 5]
    assert [entry.event for entry in entries] == [
        *[Event.MOVED] * 3,
        Event.STAGE_MOVED,
        Event.SEALED,
    ]
    assert {entry.actor for entry in entries[:4]} == {moderator}
    assert [entry.previous_hash for entry in entries] == ["", *(e.hash for e in entries[:-1])]
    assert faults(challenge) == []


def test_it_holds_references_and_no_names_or_answers(moved):
    for entry in Entry.objects.all():
        kept = f"{entry.about} {entry.from_state} {entry.to_state}"
        for private in (moved.business_name, moved.contact_name, moved.email, "listen to the wall"):
            assert private not in kept


@pytest.mark.parametrize(
    "values",
    [
        {"event": Event.MESSAGE},
        {"actor": None},
        {"application": None},
        {"to_state": "matched"},
        {"about": {"decision": 7}},
        {"hash": "0" * 64},
        {"reason": "Another one."},
        {"reason": "", "salt": ""},
    ],
    ids=str,
)
def test_an_entry_that_was_changed_is_named(moved, challenge, values):
    tamper(**values)(2)
    assert any(number == 2 for number, _sentence in faults(challenge))


def test_an_entry_that_was_changed_with_its_hash_is_named_by_the_next(moved, challenge):
    entry = Entry.objects.get(number=2)
    entry.to_state = Status.ELIGIBLE
    tamper(to_state=Status.ELIGIBLE, hash=chain.hash_of(entry))(2)
    assert faults(challenge) == [(3, "It does not follow from the entry before.")]


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_entry_that_was_removed_is_missed(moved, challenge, number):
    models.QuerySet.delete(Entry.objects.filter(number=number))
    assert (number, f"Entries are missing before number {number + 1}.") in faults(challenge)


def test_it_cannot_be_changed_or_deleted_through_the_application(moved):
    entry = Entry.objects.first()
    for attempt in (
        entry.save,
        entry.delete,
        Entry.objects.all().delete,
        lambda: Entry.objects.update(reason=""),
    ):
        with pytest.raises(RecordIsFinal):
            attempt()


def test_after_an_erasure_the_reasons_are_gone_and_the_chain_is_whole(moved, challenge):
    erase(moved.draft)
    assert Application.objects.get().email == ""
    assert not Entry.objects.exclude(reason="").exists()
    assert Entry.objects.filter(event=Event.ERASED).count() == 1
    assert faults(challenge) == []


def test_two_challenges_have_a_chain_each(authority, challenge, moderator, moved):
    other = ChallengePageFactory(authority=authority, closed=True)
    move(ApplicationFactory(page=other), Status.SCREENING, by=moderator)
    assert list(Entry.objects.filter(page=other).values_list("number", flat=True)) == [1]
    tamper(to_state="matched")(2)
    assert faults_once_sealed(other) == []

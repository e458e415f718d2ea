"""What is erased is said to be erased; nothing of it can be guessed, and nothing else is hidden."""

from datetime import timedelta

from django.utils import timezone

from applications.history.erasures import erasures
from applications.models import DecisionLetter, Entry, Event, Message, Note, Proof, SentScores
from applications.privacy.anonymise import anonymise
from applications.privacy.erasure import erase, erase_people
from applications.workflow.legal_holds import holds_on, lift_hold
from tests.history import faults


def test_after_an_erasure_on_request_the_record_is_whole(selected, page):
    erase_people(selected.draft, now=timezone.now())
    assert "Erased knows damp" not in str(list(Entry.objects.values_list("reason", flat=True)))
    assert SentScores.objects.get().scores[0]["comment"] == "Erased knows."
    assert DecisionLetter.objects.first().stronger == "Figures, Erased."
    assert faults(page) == []


def test_after_its_time_nothing_can_be_proven_of_what_it_said_and_the_record_is_whole(
    selected, page, manager, django_capture_on_commit_callbacks
):
    lift_hold(holds_on(selected).get(), reason="Over.", by=manager)
    with django_capture_on_commit_callbacks(execute=True):
        anonymise(selected, now=timezone.now() + timedelta(days=4000))
    assert not Message.objects.exists()
    assert not Note.objects.exists()
    assert faults(page) == []
    entry = Entry.objects.get(event=Event.ERASED)
    gone = [row for row, digests in entry.digests.items() if digests is None]
    assert {row.partition(":")[0] for row in gone} == {"message", "note", "applicationfile"}
    # The salts of what it said before are nowhere: each proof is of what it says now.
    emptied = Proof.objects.filter(
        application=selected, kind__in=["application", "sentversion", "sentscores"]
    )
    assert {one.number for one in emptied} == {entry.number}
    (said,) = erasures(page)
    assert selected.reference in said
    assert "1 sent version" in said


def test_an_erasure_does_not_cover_up_what_was_changed_before(selected, page):
    Message.objects.filter(text="We do.").update(text="Ada Okafor does.")
    erase_people(selected.draft, now=timezone.now())
    ((_number, sentence),) = faults(page)
    assert sentence.endswith("cannot be proven any more: it was changed before it was erased.")


def test_what_is_removed_on_the_record_and_comes_back_is_named(selected, page, manager):
    note = Note.objects.get()
    lift_hold(holds_on(selected).get(), reason="Over.", by=manager)
    anonymise(selected, now=timezone.now())
    note.save(force_insert=True)
    assert any("is there again" in sentence for _number, sentence in faults(page))


def test_who_asks_while_it_can_be_withdrawn_leaves_a_whole_record(recorded):
    erase(recorded.told.draft)
    assert faults(recorded.page) == []

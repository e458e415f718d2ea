"""Heads that are kept elsewhere: what was cut off or written anew inside the database shows."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone
from post_office.models import Email

from applications.history import chain
from applications.history.heads import public_key, write_heads
from applications.history.sealing import seal_old_pages
from applications.models import Entry, Event, Proof
from applications.models.status import Status
from applications.privacy.erasure import erase
from applications.workflow.transitions import move
from marketplace.management.commands import run_worker
from tests.history import faults


@pytest.fixture
def kept(settings, tmp_path):
    """The file of heads, in a folder that is not there yet."""
    file = tmp_path / "elsewhere" / "heads.jsonl"
    settings.RECORD_HEADS_FILE = str(file)
    return file


def run(*options):
    out = io.StringIO()
    call_command("check_history", *options, stdout=out)
    return out.getvalue()


def faulty(*options):
    out = io.StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("check_history", *options, stdout=out)
    assert ended.value.returncode == 1
    return out.getvalue()


def rewrite_chain(page):
    """Write every hash anew, as somebody would who knows how."""
    previous = ""
    for entry in Entry.objects.filter(page_id=page.pk).order_by("number"):
        entry.previous_hash = previous
        previous = chain.hash_of(entry)
        models.QuerySet.update(
            Entry.objects.filter(pk=entry.pk), previous_hash=entry.previous_hash, hash=previous
        )


def cut(page, number):
    """Cut off every entry from this number on, with what refers to them."""
    Entry.objects.filter(page_id=page.pk, number__gte=number)._raw_delete("default")
    Proof.objects.filter(page_id=page.pk, number__gte=number).delete()


class TestAgainstAFile:
    def test_a_whole_history_is_proven_since_the_first_head(self, recorded, manager, kept):
        now = timezone.now()
        assert write_heads(now) == 1
        move(recorded.untold, Status.IN_ASSESSMENT, by=manager, reason="Again.")
        assert write_heads(now) == 1
        assert write_heads(now) == 0
        assert len(kept.read_text().splitlines()) == 2
        said = run("--against", str(kept))
        assert f"{recorded.page.pk}: proven by a signed head since {now:%Y-%m-%d %H:%M}" in said

    def test_a_tail_that_was_cut_off_with_all_that_it_is_about_is_named(
        self, recorded, manager, kept
    ):
        move(recorded.untold, Status.IN_ASSESSMENT, by=manager, reason="Again.")
        last = Entry.objects.filter(page=recorded.page).last()
        write_heads(timezone.now())
        cut(recorded.page, last.number)
        said = faulty("--against", str(kept))
        assert f"entry {last.number} was there on" in said
        assert "The history was cut off." in said

    def test_a_history_that_was_written_anew_with_right_hashes_is_named(self, recorded, kept):
        write_heads(timezone.now())
        told = Entry.objects.filter(event=Event.TOLD)
        models.QuerySet.update(told, at=timezone.now())
        rewrite_chain(recorded.page)
        assert not any("after it was written" in sentence for _n, sentence in faults(recorded.page))
        assert "The history was written anew." in faulty("--against", str(kept))

    def test_a_head_that_was_not_signed_by_us_is_named(self, recorded, kept, settings):
        write_heads(timezone.now())
        genuine = json.loads(kept.read_text())
        forged = [
            genuine | {"number": 1},
            genuine | {"signature": "AAAA"},
            genuine | {"signature": "ü"},
        ]
        kept.write_text("".join(json.dumps(one) + "\n" for one in forged) + "[]\n{\n")
        said = faulty("--against", str(kept))
        assert [f"Line {number} of the file was not signed" in said for number in (1, 2, 3)] == [
            True,
            True,
            True,
        ]
        assert "Line 4 of the file is not a head." in said
        assert "Line 5 of the file is not a head." in said

    def test_after_the_key_was_changed_the_old_one_is_trusted_by_name_alone(
        self, recorded, kept, settings
    ):
        write_heads(timezone.now())
        before = public_key()
        assert run("--public-key").strip() == before
        settings.RECORD_KEY = "another"
        assert public_key() != before
        assert "was not signed by us" in faulty("--against", str(kept))
        assert "is whole" in run("--against", str(kept), "--trust", before)

    def test_a_file_that_is_not_there_is_no_proof(self, recorded, kept):
        with pytest.raises(CommandError, match="cannot be read"):
            run("--against", str(kept))

    def test_after_an_erasure_the_head_of_before_still_stands(self, recorded, kept):
        write_heads(timezone.now())
        erase(recorded.told.draft)
        said = run("--against", str(kept))
        assert "is whole" in said
        assert "personal data was erased on" in said


class TestTheWorker:
    def test_it_writes_heads_once_a_day(self, recorded, kept):
        assert run_worker.seal_record in run_worker.DAILY
        run_worker.seal_record()
        assert kept.read_text().count("\n") == 1

    def test_it_mails_them_to_an_address_outside(self, recorded, settings):
        settings.RECORD_HEADS_EMAIL = "auditor@example.net"
        assert write_heads(timezone.now()) == 1
        mail = Email.objects.get(to=["auditor@example.net"])
        assert Entry.objects.filter(page=recorded.page).last().hash in mail.message
        assert public_key() in mail.message

    def test_with_neither_it_writes_nothing(self, recorded):
        assert write_heads(timezone.now()) == 0


class TestBeforeDigests:
    @pytest.fixture
    def old(self, recorded):
        """The history as an earlier version wrote it."""
        cut(recorded.page, Entry.objects.get(event=Event.SEALED).number)
        models.QuerySet.update(Entry.objects.all(), scheme=0, digests={})
        rewrite_chain(recorded.page)
        Proof.objects.all().delete()
        return recorded

    def test_old_entries_are_valid_and_said_to_be_old(self, old):
        said = run()
        assert "is whole" in said
        assert f"{Entry.objects.count()} entries were written before digests; run with" in said

    def test_a_decision_that_no_old_entry_names_is_missed(self, old):
        last = Entry.objects.filter(event=Event.MOVED).last()
        decision = last.about["decision"]
        models.QuerySet.update(Entry.objects.filter(pk=last.pk), about={})
        assert any(f"Decision {decision} about" in one for _number, one in faults(old.page))
        seal_old_pages()
        assert any(f"Decision {decision} about" in one for _number, one in faults(old.page))

    def test_sealed_once_they_prove_what_stands_from_then_on(self, old):
        assert seal_old_pages() == 1
        assert seal_old_pages() == 0
        assert "since it was sealed on" in run()
        models.QuerySet(type(old.told)).filter(pk=old.told.pk).update(business_name="Forged")
        assert "the business name was changed after it was recorded." in faulty()

    def test_no_new_entry_can_pretend_to_be_old(self, old, manager):
        seal_old_pages()
        move(old.untold, Status.IN_ASSESSMENT, by=manager, reason="Again.")
        models.QuerySet.update(Entry.objects.filter(event=Event.MOVED, scheme=1), scheme=0)
        rewrite_chain(old.page)
        assert any("It was changed" in sentence for _number, sentence in faults(old.page))

"""The command that checks the history, and the migration that gave older decisions theirs."""

import io
from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from applications.drafts.extensions import extend
from applications.history import chain
from applications.models import Entry, Event
from applications.models.status import Status
from applications.privacy.erasure import erase
from applications.workflow.transitions import move
from challenges.models import Amendment
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from tests.factories import ApplicationFactory, ChallengePageFactory, DraftFactory

write_history = import_module("challenges.migrations.0011_history_of_before").write_history


def run(*options):
    out = io.StringIO()
    call_command("check_history", *options, stdout=out)
    return out.getvalue()


def forget(**condition):
    """Remove entries as if they had never been written."""
    models.QuerySet.delete(Entry.objects.filter(**condition))


class TestTheCommand:
    def test_a_whole_history_is_said_to_be_whole_with_where_it_ends(self, recorded):
        last = Entry.objects.filter(page=recorded.page).last()
        assert "is whole" in run()
        assert f"{recorded.page.pk} {last.number} {last.hash}" in run("--heads")

    def test_each_fault_is_printed_and_the_status_is_one(self, recorded):
        models.QuerySet.update(Entry.objects.filter(number=2), to_state="selected")
        out = io.StringIO()
        with pytest.raises(CommandError, match="1 faults") as ended:
            call_command("check_history", stdout=out)
        assert ended.value.returncode == 1
        assert f"{recorded.page.pk}/2: It was changed" in out.getvalue()

    def test_one_page_can_be_checked_alone(self, recorded, authority):
        other = ChallengePageFactory(authority=authority)
        ApplicationFactory(page=other)
        models.QuerySet.update(Entry.objects.filter(number=2), to_state="selected")
        assert "is whole" in run("--page", str(other.pk))
        with pytest.raises(CommandError):
            run("--page", str(recorded.page.pk))


class TestOlderDecisions:
    @pytest.fixture
    def before(self, authority, moderator, manager):
        """A challenge with decisions, stages, an extension and an amendment; no history yet."""
        page = ChallengePageFactory(authority=authority, closed=True)
        first, second = ApplicationFactory.create_batch(2, page=page)
        move(first, Status.SCREENING, by=moderator)
        move_stage(page, Stage.ASSESSING, by=moderator)
        move(first, Status.INELIGIBLE, by=moderator, reason="Too big.", because="who")
        move(second, Status.SCREENING, by=moderator)
        until = timezone.now() + timedelta(days=1)
        type(page).objects.filter(pk=page.pk).update(stage="")
        page.refresh_from_db()
        extend(
            DraftFactory(page=page),
            page,
            until=until,
            by=manager,
            reason="Power cut.",
            now=timezone.now(),
        )
        Amendment.objects.create(challenge=page, actor=manager, text="A week more.")
        forget()
        return page

    def test_each_gets_its_entry_in_the_order_of_time(self, before):
        write_history(apps, None)
        entries = list(Entry.objects.filter(page=before))
        assert [entry.event for entry in entries] == [
            Event.MOVED,
            Event.STAGE_MOVED,
            Event.MOVED,
            Event.MOVED,
            Event.EXTENDED,
            Event.AMENDED,
        ]
        assert entries[2].about == {"decision": entries[2].about["decision"], "because": "who"}
        assert entries[2].reason == "Too big."
        assert list(chain.check(before)) == []

    def test_twice_writes_nothing_twice(self, before):
        write_history(apps, None)
        number = Entry.objects.count()
        write_history(apps, None)
        assert Entry.objects.count() == number

    def test_what_is_newer_stays_and_what_is_missing_follows(self, before, moderator):
        move(ApplicationFactory(page=before), Status.SCREENING, by=moderator)
        write_history(apps, None)
        assert Entry.objects.filter(page=before).count() == 7
        assert list(chain.check(before)) == []

    def test_a_reason_that_was_erased_does_not_come_back(self, before):
        erased = before.applications.get(status=Status.INELIGIBLE)
        erase(erased.draft)
        forget()
        write_history(apps, None)
        assert not Entry.objects.filter(application=erased).exclude(reason="").exists()
        assert list(chain.check(before)) == []

    def test_its_hashes_are_those_of_today(self, before):
        write_history(apps, None)
        for entry in Entry.objects.all():
            assert entry.hash == chain.hash_of(entry)

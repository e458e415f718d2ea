"""The command that checks the history."""

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from applications.models import Entry
from applications.submission.submit import send
from tests.factories import ChallengePageFactory, DraftFactory


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
        head = json.loads(run("--heads").splitlines()[0])
        assert (head["page"], head["number"], head["hash"]) == (
            recorded.page.pk,
            last.number,
            last.hash,
        )

    def test_each_fault_is_printed_and_the_status_is_one(self, recorded):
        models.QuerySet.update(Entry.objects.filter(number=2), to_state="selected")
        out = io.StringIO()
        with pytest.raises(CommandError, match="faults") as ended:
            call_command("check_history", stdout=out)
        assert ended.value.returncode == 1
        assert f"{recorded.page.pk}/2: It was changed" in out.getvalue()

    def test_one_page_can_be_checked_alone(self, recorded, authority):
        other = ChallengePageFactory(authority=authority)
        draft = DraftFactory(page=other)
        send(draft)
        models.QuerySet.update(Entry.objects.filter(number=2), to_state="selected")
        assert "is whole" in run("--page", str(other.pk))
        with pytest.raises(CommandError):
            run("--page", str(recorded.page.pk))

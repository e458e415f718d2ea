"""Large tables and actions on many: they show how far they are, and can be left."""

import csv
import io
from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.jobs import long_work
from applications.jobs.long_work import do_long_work, forget_long_work
from applications.models import Application, Decision, LongWork, Message
from applications.models.status import Status
from applications.moderation.bulk import views as bulk_views
from applications.moderation.views import export
from applications.workflow.transitions import withdraw
from authorities.models import Role
from tests.applications.moderation.test_bulk import ask, confirm
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory

CSV = "/admin/record/export/queue.csv"


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def desk(sign_in, moderator):
    return sign_in(moderator)


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, closed=True)


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch):
    monkeypatch.setattr(export, "AT_ONCE", 2)
    monkeypatch.setattr(bulk_views, "AT_ONCE", 2)
    monkeypatch.setattr(long_work, "SAID_EVERY", 1)


def rows_of(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


def act_on(desk, rows, action="screening", **typed):
    return confirm(desk, ask(desk, action, rows), **typed)


class TestExport:
    def test_a_large_one_is_made_by_the_worker_and_waits_for_its_owner(self, desk, challenge):
        sent = ApplicationFactory.create_batch(3, page=challenge)
        led = desk.get(f"{CSV}?answers=yes")
        page = desk.get(led.url)
        assert "<strong>0</strong> of 3 applications are done." in page.text
        assert desk.get(f"{led.url}file/").status_code == 404
        assert "0 of 3 done" in desk.get("/admin/").text
        assert do_long_work(timezone.now()) == 1
        assert "Finished." in desk.get(led.url).text
        assert {row[0] for row in rows_of(desk.get(f"{led.url}file/"))} == {
            one.reference for one in sent
        }

    def test_a_small_one_comes_at_once(self, desk, challenge):
        ApplicationFactory.create_batch(2, page=challenge)
        assert len(rows_of(desk.get(CSV))) == 2
        assert not LongWork.objects.exists()

    def test_nobody_else_fetches_it_not_of_the_same_authority_either(
        self, desk, sign_in, authority, other_authority, challenge
    ):
        ApplicationFactory.create_batch(3, page=challenge)
        address = desk.get(CSV).url
        do_long_work(timezone.now())
        for site in (authority, other_authority):
            other = sign_in(UserFactory.working_for(site, Role.MODERATOR))
            assert other.get(address).status_code == 404
            assert other.get(f"{address}file/").status_code == 404

    def test_what_fails_is_said_and_the_next_one_is_done(self, desk, challenge, monkeypatch):
        ApplicationFactory.create_batch(3, page=challenge)
        broken, whole = desk.get(CSV).url, desk.get(f"{CSV}?q=").url
        make, calls = long_work.write_table, []

        def fail_once(*given):
            calls.append(given)
            if len(calls) == 1:
                raise OSError("the disk is full")
            return make(*given)

        monkeypatch.setattr(long_work, "write_table", fail_once)
        assert do_long_work(timezone.now()) == 1
        assert "It could not be finished." in desk.get(broken).text
        assert "Finished." in desk.get(whole).text

    def test_after_a_day_nothing_is_left_of_it(self, desk, challenge):
        ApplicationFactory.create_batch(3, page=challenge)
        address = desk.get(CSV).url
        do_long_work(timezone.now())
        work = LongWork.objects.get()
        storage, name = work.file.storage, work.file.name
        assert storage.exists(name)
        forget_long_work(timezone.now() + timedelta(hours=25))
        assert not storage.exists(name)
        assert desk.get(address).status_code == 404


class TestBulk:
    def test_many_are_done_one_after_the_other_and_each_is_named(self, desk, challenge):
        rows = ApplicationFactory.create_batch(4, page=challenge)
        led = act_on(desk, rows)
        assert not Decision.objects.exists()
        withdraw(Application.objects.get(pk=rows[1].pk))
        do_long_work(timezone.now())
        shown = desk.get(led.url).text
        assert "<strong>1</strong> was not done" in shown
        assert shown.index(rows[1].reference) < shown.index(rows[0].reference)
        assert Application.objects.filter(status=Status.SCREENING).count() == 3

    def test_a_worker_that_was_killed_half_way_goes_on_and_does_nothing_twice(
        self, desk, challenge, monkeypatch
    ):
        rows = ApplicationFactory.create_batch(4, page=challenge)
        act_on(desk, rows, "message", text="We are a week late.")
        run, calls = long_work.run, []

        def killed(*given):
            calls.append(given)
            if len(calls) == 3:
                raise KeyboardInterrupt
            return run(*given)

        monkeypatch.setattr(long_work, "run", killed)
        with pytest.raises(KeyboardInterrupt):
            do_long_work(timezone.now())
        assert Message.objects.count() == 2
        monkeypatch.setattr(long_work, "run", run)
        assert do_long_work(timezone.now()) == 0  # the first worker may still be at it
        LongWork.objects.update(held_until=timezone.now())
        assert do_long_work(timezone.now()) == 1
        assert Message.objects.count() == 4
        assert Email.objects.count() == 4
        assert do_long_work(timezone.now()) == 0

    def test_who_lost_the_role_meanwhile_does_nothing(self, desk, challenge, moderator):
        rows = ApplicationFactory.create_batch(3, page=challenge)
        act_on(desk, rows)
        moderator.groups.clear()
        do_long_work(timezone.now())
        assert not Decision.objects.exists()

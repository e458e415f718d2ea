"""What the installation's administrators see, and nobody else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from applications.history import chain
from applications.models import Application
from applications.models.entry import Event
from authorities.models import Failure, Role
from marketplace.operations import failures
from tests.factories import ChallengePageFactory, UserFactory, filled_in

pytestmark = pytest.mark.django_db

CANARY = "canary-3f1b"


@pytest.fixture
def ina(authority):
    return UserFactory(is_superuser=True, is_staff=True)


@pytest.fixture
def look(sign_in, ina, authority):
    def get():
        return sign_in(ina).get(reverse("operations"), headers={"host": authority.hostname}).text

    return get


@pytest.fixture
def sent(authority, client):
    page = ChallengePageFactory(authority=authority)
    client.post(page.url, filled_in(page), headers={"host": authority.hostname})
    return Application.objects.get()


def test_each_part_and_what_waits_is_shown(look, sent):
    page = look()
    for part in ("database", "cache", "worker", "search engine"):
        assert f'<th scope="row">{part}</th>' in page
    assert "Waiting for the worker: " in page
    assert "We listen to the wall." not in page


def test_a_fault_of_a_page_is_shown_with_its_id_and_nothing_that_was_typed(
    look, client, authority, monkeypatch
):
    def fail(*_, **__):
        raise ValueError(CANARY)

    monkeypatch.setattr("home.crawling.HttpResponse", fail)
    client.raise_request_exception = False
    response = client.get(f"/robots.txt?q={CANARY}", headers={"host": authority.hostname})
    assert response.status_code == 500
    page = look()
    assert "1 answer of 500" in page
    assert response["X-Request-ID"] in page
    assert "robots_txt" in page
    assert CANARY not in page


def test_so_is_a_job_that_failed_and_old_ones_go(look):
    failures.note("send_everything", ValueError(CANARY))
    assert CANARY not in look()
    assert "send_everything" in look()
    Failure.objects.update(at=timezone.now() - timedelta(days=2))
    assert "send_everything" not in look()
    failures.forget_failures(timezone.now() + timedelta(days=29))
    assert not Failure.objects.exists()


def test_a_fault_on_every_page_fills_no_table(monkeypatch):
    monkeypatch.setattr(failures, "AT_MOST", 2)
    for _ in range(5):
        failures.note("a view", ValueError())
    assert Failure.objects.count() == 2


def test_what_retention_erases_next_is_shown_before_it_does(look, sent):
    assert "Nothing is due." in look()
    page = sent.page.specific
    long_ago = timezone.now() - timedelta(days=20 * 365)
    type(page).objects.update(closes_at=long_ago)
    Application.objects.update(submit_time=long_ago)
    shown = look()
    assert sent.draft.reference in shown
    assert "Ada Okafor" not in shown


def test_an_export_says_who_took_what_and_when(look, sent, authority):
    who = UserFactory.working_for(authority, Role.AUDITOR)
    chain.record(
        Event.EXPORTED, authority=authority, page=sent.page, actor=who, format="csv", count=7
    )
    page = look()
    assert who.get_full_name() in page
    assert "csv, 7" in page
    assert sent.page.title in page


def test_it_is_in_nobody_elses_menu(sign_in, ina, authority):
    home, host = reverse("wagtailadmin_home"), {"host": authority.hostname}
    here = reverse("operations")
    assert here in sign_in(ina).get(home, headers=host).text
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    assert here not in sign_in(manager).get(home, headers=host).text


def test_what_it_asks_grows_with_no_row(sign_in, ina, authority, sent):
    who = UserFactory.working_for(authority, Role.AUDITOR)

    def export_and_fail(number):
        for _ in range(number):
            failures.note("a view", ValueError())
            chain.record(
                Event.EXPORTED, authority=authority, page=sent.page, actor=who, format="csv"
            )

    client = sign_in(ina)

    def asked():
        with CaptureQueriesContext(connection) as caught:
            client.get(reverse("operations"), headers={"host": authority.hostname})
        return len(caught)

    asked()
    export_and_fail(1)
    before = asked()
    export_and_fail(9)
    assert asked() == before

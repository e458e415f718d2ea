"""The database restarts: who reads notices nothing, and who writes keeps the text."""

import psycopg
import pytest
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client

from marketplace.outages.database import read_once_more
from tests.factories import ChallengePageFactory, filled_in

AWAY = OperationalError("the database is locked" if connection.vendor == "sqlite" else "terminated")

# How one gets to the server.
WAY = ("dbname", "user", "password", "host", "port")


class Outage:
    """Fails the next so many statements, as a connection does whose server went away."""

    def __init__(self, times):
        self.left = times

    def __call__(self, execute, sql, params, many, context):
        if self.left:
            self.left -= 1
            raise AWAY
        return execute(sql, params, many, context)


@pytest.fixture
def visitor(authority):
    return Client(
        headers={"host": authority.hostname},
        raise_request_exception=False,
        enforce_csrf_checks=True,
    )


@pytest.fixture
def brief(authority):
    return ChallengePageFactory(authority=authority)


def during(outage, client, path, typed=None, **how):
    """Ask while the outage lasts."""
    wrappers = connection.execute_wrappers
    wrappers.append(outage)
    try:
        return client.get(path, **how) if typed is None else client.post(path, typed, **how)
    finally:
        if outage in wrappers:
            wrappers.remove(outage)


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
class TestAnOutage:
    def test_of_a_moment_is_not_seen_by_who_reads(self, visitor, brief):
        response = during(Outage(1), visitor, brief.url)
        assert response.status_code == 200
        assert brief.title in response.text

    def test_that_lasts_is_said_honestly(self, visitor, brief):
        response = during(Outage(1000), visitor, brief.url)
        assert response.status_code == 503
        assert response["Retry-After"]
        assert response["Cache-Control"] == "no-store"
        assert "do not answer at the moment" in response.text

    def test_keeps_what_was_typed_and_takes_it_once_when_it_is_sent_again(self, visitor, brief):
        shown = visitor.get(brief.url)
        typed = filled_in(brief) | {"csrfmiddlewaretoken": shown.context["csrf_token"]}
        response = during(Outage(1000), visitor, brief.url, typed)
        assert response.status_code == 503
        assert "We listen to the wall." in response.text
        assert "Send it again" in response.text
        assert not brief.applications.exists()
        assert visitor.post(brief.url, typed).status_code == 302
        assert brief.applications.count() == 1

    def test_tells_a_script_that_nothing_was_saved(self, visitor, brief):
        visitor.get(brief.url)
        typed = {"csrfmiddlewaretoken": visitor.cookies["csrftoken"].value}
        accept = {"accept": "application/json"}
        response = during(Outage(1000), visitor, brief.url, typed, headers=accept)
        assert response.status_code == 503
        assert response.json()["saved"].startswith("Not saved yet")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.postgresql
def test_a_server_that_ended_every_connection_is_asked_once_more(visitor, brief):
    class Termination(Outage):
        def __call__(self, execute, sql, params, many, context):
            if self.left:
                self.left -= 1
                end_others()
            return execute(sql, params, many, context)

    def end_others():
        known = connection.get_connection_params()
        way = {name: known[name] for name in WAY if name in known}
        with psycopg.connect(**way, autocommit=True) as other:
            other.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )

    assert during(Termination(1), visitor, brief.url).status_code == 200


def test_what_writes_is_never_sent_twice_by_us(rf):
    asked = []

    def answer(request):
        asked.append(request.method)
        response = HttpResponse(status=503)
        response.is_database_away = True
        return response

    read_once_more(answer)(rf.post("/"))
    assert asked == ["POST"]


def test_a_fault_of_ours_stays_one(rf, monkeypatch, visitor, authority):
    def fail(request):
        raise ZeroDivisionError

    monkeypatch.setattr("home.crawling.public_authority", fail)
    response = visitor.get("/sitemap.xml")
    assert response.status_code == 500
    assert "went wrong" in response.text

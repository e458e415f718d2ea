"""A search engine that fails: the database answers, nobody waits, and nothing is forgotten."""

import socket
import threading
import time
from contextlib import suppress

import pytest
from modelsearch.backends import get_search_backend
from wagtail.models import Page

from challenges.models import ChallengePage
from search.index import circuit_breaker as breaker_module
from search.index.catch_up import catch_up
from search.index.circuit_breaker import Breaker, breaker
from search.models import MissedUpdate
from tests.conftest import ELASTICSEARCH_URLS
from tests.factories import ChallengePageFactory

PATIENCE = 1.5


class Hung:
    """A server that accepts every connection and never answers."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.connections = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                self.connections.append(self._socket.accept()[0])

    def close(self) -> None:
        self._socket.close()
        for connection in self.connections:
            connection.close()


@pytest.fixture
def hung():
    server = Hung()
    yield server
    server.close()


@pytest.fixture
def stopped():
    """An address at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    return f"http://127.0.0.1:{port}"


@pytest.fixture(autouse=True)
def _unbroken():
    breaker.reset()
    yield
    breaker.reset()


@pytest.fixture
def use_engine(settings, worker_id):
    """Return a function that names the engine's address in the settings, as an operator does."""

    def use(url):
        settings.MODELSEARCH_BACKENDS = settings.WAGTAILSEARCH_BACKENDS = {
            "default": {
                "BACKEND": "search.index.engines.elasticsearch",
                "URLS": [url],
                "INDEX_PREFIX": f"outage-{worker_id}",
                # A real one may be busy with others' tests; one that hangs is waited for briefly.
                "TIMEOUT": 10 if url in ELASTICSEARCH_URLS else 1,
                "OPTIONS": {"max_retries": 0, "retry_on_timeout": False},
            },
            "database": {"BACKEND": "search.index.engines.database"},
        }

    return use


@pytest.fixture
def hedgehog(authority, use_engine, stopped):
    """A challenge that the database has indexed, while no engine answered."""
    use_engine(stopped)
    page = ChallengePageFactory(authority=authority, question="How might a hedgehog cross?")
    breaker.reset()
    return page


def found(browse, words="hedgehog"):
    begun = time.monotonic()
    listing = browse("/challenges/", data={"q": words})
    assert listing.status_code == 200
    assert time.monotonic() - begun < PATIENCE
    assert browse("/search/", data={"q": words}).status_code == 200
    return [card.title for card in listing.context["cards"]]


def test_a_stopped_engine_is_answered_for_by_the_database(hedgehog, browse):
    assert found(browse) == [hedgehog.title]
    assert breaker.failures


def test_a_hung_engine_costs_one_request_a_second_and_the_next_ones_nothing(
    hedgehog, browse, use_engine, hung
):
    use_engine(hung.url)
    assert found(browse) == [hedgehog.title]
    connections = len(hung.connections)
    begun = time.monotonic()
    assert found(browse) == [hedgehog.title]
    assert time.monotonic() - begun < 1
    assert len(hung.connections) == connections


def test_the_page_says_nothing_alarming_and_the_health_check_does(hedgehog, browse):
    page = browse("/challenges/?q=hedgehog").text
    for word in ("error", "unavailable", "engine"):
        assert word not in page.lower()
    response = browse("/health/")
    assert response.status_code == 200
    engine = response.json()["parts"]["search engine"]
    assert (engine["status"], engine["said"]) == ("degraded", "does not answer")


def test_saving_goes_on_and_what_the_engine_missed_is_remembered_once(hedgehog):
    hedgehog.title = "Hedgehogs"
    hedgehog.save()
    hedgehog.save()
    hedgehog.refresh_from_db()
    assert hedgehog.title == "Hedgehogs"
    missed = MissedUpdate.objects.filter(object_id=str(hedgehog.pk))
    assert missed.count() == 1


def test_drafts_are_found_by_neither(authority, hedgehog, browse):
    ChallengePageFactory(authority=authority, question="A hedgehog draft?", live=False)
    assert found(browse) == [hedgehog.title]


class TestBreaker:
    """The gaps between tries grow, and one caller alone tries."""

    @pytest.fixture
    def clock(self, monkeypatch):
        now = [100.0]
        monkeypatch.setattr(breaker_module.time, "monotonic", lambda: now[0])
        return now

    def test_the_gap_doubles_with_each_failure_up_to_five_minutes(self, clock):
        tried = Breaker()
        gaps = []
        for _ in range(9):
            tried.failed(OSError())
            gaps.append(tried.next_try - clock[0])
        assert gaps == [5, 10, 20, 40, 80, 160, 300, 300, 300]

    def test_when_the_gap_is_over_one_caller_alone_may_try(self, clock):
        tried = Breaker()
        tried.failed(OSError())
        assert not tried.may_ask()
        clock[0] += 6
        assert [tried.may_ask() for _ in range(3)] == [True, False, False]

    def test_an_answer_lets_everybody_ask_again(self, clock):
        tried = Breaker()
        tried.failed(OSError())
        tried.worked()
        assert [tried.may_ask() for _ in range(3)] == [True, True, True]


@pytest.mark.elasticsearch
@pytest.mark.parametrize("url", ELASTICSEARCH_URLS or ["http://missing"])
class TestComingBack:
    """A real engine that was away, or lost its index."""

    @pytest.fixture
    def engine(self, url, hedgehog, use_engine):
        use_engine(url)
        yield get_search_backend()
        backend = get_search_backend()
        for name in backend.es.indices.get(index=f"{backend.index_prefix}*"):
            backend.es.indices.delete(index=name)

    def engine_finds(self, backend, words="hedgehog"):
        backend.refresh_indexes()
        results = ChallengePage.objects.all().search(words)
        return [page.pk for page in super(type(results), results)._do_search()]

    def test_an_engine_without_an_index_is_filled_and_then_answers_itself(
        self, engine, hedgehog, browse
    ):
        assert found(browse) == [hedgehog.title]
        breaker.reset()
        catch_up()
        assert not MissedUpdate.objects.exists()
        assert self.engine_finds(engine) == [hedgehog.pk]

    def test_what_changed_and_what_went_away_meanwhile_is_made_up_for(
        self, engine, hedgehog, url, use_engine, stopped, authority
    ):
        gone = ChallengePageFactory(authority=authority, question="A hedgehog that leaves?")
        catch_up()
        assert sorted(self.engine_finds(engine)) == sorted([hedgehog.pk, gone.pk])
        use_engine(stopped)
        hedgehog.question = "How might an otter cross?"
        hedgehog.save()
        Page.objects.get(pk=gone.pk).delete()
        use_engine(url)
        breaker.reset()
        assert catch_up() >= 2
        assert self.engine_finds(engine) == []
        assert self.engine_finds(engine, "otter") == [hedgehog.pk]

    def test_an_engine_that_was_emptied_hides_nothing(self, engine, hedgehog, browse):
        catch_up()
        name = engine.get_index_for_model(Page).name
        for real in engine.es.indices.get_alias(name=name):
            made = engine.es.indices.get(index=real)[real]
            engine.es.indices.delete(index=real)
            engine.es.indices.create(index=name, mappings=made["mappings"], **engine.settings)
        engine.refresh_indexes()
        assert found(browse) == [hedgehog.title]
        catch_up()
        assert self.engine_finds(engine) == [hedgehog.pk]

"""Filling the index anew while people search and publish, on every engine."""

from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone
from elastic_transport import ApiResponseMeta
from elasticsearch import NotFoundError
from modelsearch.backends import get_search_backend
from wagtail.models import Page
from wagtail.search.models import IndexEntry

from challenges.models import ChallengePage
from search.index.catch_up import catch_up
from search.index.circuit_breaker import breaker
from search.index.reindexing import AlreadyUnderWay, note_missed, reindex, write_missed
from search.models import MissedUpdate, Reindexing
from tests.conftest import ELASTICSEARCH
from tests.factories import ChallengePageFactory


@pytest.fixture
def hedgehogs(authority, search_engine):
    """Three challenges that speak of hedgehogs."""
    made = [
        ChallengePageFactory(authority=authority, title=name, question="A hedgehog, or not?")
        for name in ("First", "Second", "Third")
    ]
    search_engine.index(made)
    return made


@pytest.fixture
def found(browse, search_engine):
    """Return a function that searches the listing, and returns the titles that are found."""

    def find(words="hedgehog"):
        search_engine.index([])
        cards = browse(f"/challenges/?q={words}&sort=newest").context["cards"]
        return {card.title for card in cards}

    return find


def in_the_middle(do):
    """Return what to say, so that `do` is done once, when the first challenge is written."""
    done = []

    def say(words):
        if "challenge" in words and not done:
            done.append(words)
            do()

    return say


def test_everything_is_found_while_the_index_is_filled_and_afterwards(hedgehogs, found):
    seen = []
    reindex("default", chunk=1, say=lambda _words: seen.append(found()))
    assert len(seen) > 3
    assert [names for names in seen if names != {"First", "Second", "Third"}] == []
    assert found() == {"First", "Second", "Third"}


@pytest.fixture
def change(hedgehogs, authority, django_capture_on_commit_callbacks):
    """Return a function that adds a challenge, changes the first, and deletes the second."""
    first, second, _third = hedgehogs

    def do():
        with django_capture_on_commit_callbacks(execute=True):
            ChallengePageFactory(authority=authority, title="Fourth", question="A hedgehog more?")
            first.question = "An otter?"
            first.save_revision().publish()
            Page.objects.get(pk=second.pk).delete()

    return do


def test_what_changes_meanwhile_is_as_it_was_left(change, found):
    reindex("default", chunk=1, say=in_the_middle(change))
    assert found() == {"Third", "Fourth"}
    assert found("otter") == {"First"}
    assert not MissedUpdate.objects.exists()


@pytest.mark.parametrize("search_engine", ["database"], indirect=True)
def test_what_changes_while_it_is_being_written_is_right_at_once(hedgehogs, found, monkeypatch):
    index = type(get_search_backend().get_index_for_model(Page))
    add_items = index.add_items
    changed, seen = [], []

    def change_then_add(self, model, rows):
        if rows[0] == hedgehogs[0] and not changed:
            changed.append(rows[0].pk)
            changed_page = ChallengePage.objects.get(pk=rows[0].pk)
            changed_page.question = "An otter?"
            changed_page.save()
            note_missed(changed_page)
        add_items(self, model, rows)

    def look(_words):
        if changed:
            seen.append((found("otter"), found()))

    monkeypatch.setattr(index, "add_items", change_then_add)
    reindex("default", chunk=1, say=look)
    assert len(seen) > 1
    assert [both for both in seen if both != ({"First"}, {"Second", "Third"})] == []


def test_what_changes_as_the_run_ends_is_noted_for_the_worker(hedgehogs, change, found):
    reindex("default")
    change()
    noted = MissedUpdate.objects.count()
    assert noted
    # A run leaves it so that read the page before the change, and wrote it after.
    hedgehogs[0].question = "A hedgehog, or not?"
    get_search_backend().add(hedgehogs[0])
    assert catch_up() == noted
    assert not MissedUpdate.objects.exists()
    assert found() == {"Third", "Fourth"}


def test_what_changes_when_no_index_was_filled_lately_is_not_noted(hedgehogs, change):
    change()
    assert not MissedUpdate.objects.exists()


def test_a_change_of_what_is_being_written_is_written_again(hedgehogs, monkeypatch):
    first = hedgehogs[0]
    note_missed(first)
    with monkeypatch.context() as meanwhile:
        add = type(get_search_backend()).add

        def change_then_add(backend, page):
            note_missed(page)
            add(backend, page)

        meanwhile.setattr(type(get_search_backend()), "add", change_then_add)
        assert write_missed() == 0
    assert write_missed() == 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("search_engine", ["database"], indirect=True)
def test_a_change_that_is_not_committed_when_its_page_is_written_is_in_the_index(hedgehogs, found):
    first = hedgehogs[0]
    note_missed(first)
    is_changed, goes_on = Event(), Event()

    def change():
        with transaction.atomic():
            first.question = "An otter?"
            first.save()
            is_changed.set()
            goes_on.wait(20)
        connection.close()

    def write():
        write_missed()
        connection.close()

    changing, writing = Thread(target=change), Thread(target=write)
    changing.start()
    assert is_changed.wait(20)
    writing.start()
    writing.join(0.5)
    goes_on.set()
    changing.join()
    writing.join()
    assert found("otter") == {"First"}
    assert found() == {"Second", "Third"}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("search_engine", ["database"], indirect=True)
def test_a_page_is_saved_while_the_rows_that_a_run_has_added_are_locked(hedgehogs, found):
    first, second, _third = hedgehogs
    is_locked, goes_on = Event(), Event()
    added = IndexEntry.objects.filter(object_id=str(second.pk))
    added.update(title_norm=1.0)  # as it is added

    def hold():
        with transaction.atomic():
            list(added.select_for_update())
            is_locked.set()
            goes_on.wait(20)
        connection.close()

    holding = Thread(target=hold)
    holding.start()
    assert is_locked.wait(20)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '1s'")
        first.question = "An otter?"
        first.save()
    goes_on.set()
    holding.join()
    assert found("otter") == {"First"}


def test_a_second_run_is_refused_while_one_is_under_way_and_says_so(hedgehogs, found):
    def start_another():
        with pytest.raises(AlreadyUnderWay):
            reindex("default")
        with pytest.raises(CommandError, match="being filled already"):
            call_command("update_index", backend_name="default", verbosity=0)

    reindex("default", chunk=1, say=in_the_middle(start_another))
    assert reindex("default") > 3
    assert found() == {"First", "Second", "Third"}


def test_the_health_check_says_how_far_it_is(hedgehogs, browse):
    seen = []

    def look():
        seen.append(browse("/health/").json()["parts"]["search index"]["said"])

    reindex("default", chunk=1, say=in_the_middle(look))
    assert seen[0].startswith("being filled: ")
    assert "said" not in browse("/health/").json()["parts"]["search index"]


def test_a_run_that_fails_leaves_the_index_as_it_was_and_the_next_one_may_begin(hedgehogs, found):
    def fail():
        raise ConnectionError("The engine went away.")

    with pytest.raises(ConnectionError):
        reindex("default", chunk=1, say=in_the_middle(fail))
    assert found() == {"First", "Second", "Third"}
    assert reindex("default") > 3
    backend = get_search_backend()
    if hasattr(backend, "es"):
        name = backend.get_index_for_model(Page).name
        assert len(backend.es.indices.get(index=f"{name}*")) == 1, "no half index is left"


@pytest.mark.parametrize("search_engine", ELASTICSEARCH, indirect=True)
def test_what_is_written_before_any_filling_makes_way_for_the_alias_in_one_step(
    hedgehogs, found, search_engine
):
    backend = get_search_backend()
    name = backend.get_index_for_model(Page).name
    backend.es.indices.delete(index=",".join(backend.es.indices.get_alias(name=name)))
    backend.add(hedgehogs[0])  # an index of the alias's own name comes of it
    assert not backend.es.indices.exists_alias(name=name)
    reindex("default")
    assert len(backend.es.indices.get_alias(name=name)) == 1
    assert found() == {"First", "Second", "Third"}


@pytest.mark.parametrize("search_engine", ELASTICSEARCH, indirect=True)
def test_a_write_that_is_on_its_way_while_the_alias_moves_goes_into_the_new_index(
    hedgehogs, authority, found, search_engine, monkeypatch
):
    backend = get_search_backend()
    refused = []
    add_item = backend.index_class.add_item

    def refuse_once(index, item):
        if not refused:
            refused.append(item)
            raise NotFoundError("gone", ApiResponseMeta(404, "1.1", {}, 0, None), {})
        add_item(index, item)

    monkeypatch.setattr(backend.index_class, "add_item", refuse_once)
    ChallengePageFactory(authority=authority, title="Fourth", question="A hedgehog again?")
    assert refused
    assert breaker.failures == 0
    assert not MissedUpdate.objects.exists()
    assert found() == {"First", "Second", "Third", "Fourth"}


def test_a_run_that_was_killed_keeps_nobody_out_for_longer_than_five_minutes(db):
    Reindexing.objects.create(backend="default")
    with pytest.raises(AlreadyUnderWay):
        reindex("default")
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        assert reindex("default") > 0

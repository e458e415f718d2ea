"""Many who ask for a page that has just ended: one makes it, the others have it from them."""

from threading import Event, Thread

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from wagtail import hooks

from authorities.caching import versions
from marketplace.page_cache import middleware
from tests.factories import ChallengePageFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_one_makes_the_page_and_the_others_wait_for_it(authority):
    ChallengePageFactory(authority=authority, slug="damp")
    made, has_begun, may_end = [], Event(), Event()

    def slowly(page, request, args, kwargs):
        made.append(page.slug)
        has_begun.set()
        may_end.wait(5)

    answers = []

    def read():
        answers.append(
            Client(headers={"host": authority.hostname}).get("/challenges/damp/").status_code
        )
        connection.close()

    with hooks.register_temporarily("before_serve_page", slowly):
        first = Thread(target=read)
        first.start()
        assert has_begun.wait(5)
        others = [Thread(target=read) for _ in range(3)]
        for thread in others:
            thread.start()
        may_end.set()
        for thread in [first, *others]:
            thread.join(10)
    assert answers == [200] * 4
    assert made == ["damp"]


def test_who_waits_for_a_maker_that_was_killed_makes_the_page(authority, monkeypatch):
    monkeypatch.setattr(middleware, "WAITS_AT_MOST", 0.05)
    reader = Client(headers={"host": authority.hostname})
    versions.pages().add(f"making:{key_of('/', authority)}", True)
    assert reader.get("/").status_code == 200


def key_of(path, authority):
    """Return under what a page is cached."""
    request = RequestFactory().get(path, headers={"host": authority.hostname})
    return middleware._key(request)

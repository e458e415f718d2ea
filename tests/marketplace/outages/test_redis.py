"""Redis gone, and Redis hanging: pages are made anew, limits hold, and nobody reads what is old."""

import time

import pytest
from django.core.cache import cache, caches
from django.test import Client

from authorities.caching import versions
from authorities.http.rate_limit import RateLimit
from marketplace import env as environment
from marketplace.outages.redis import CacheIsAway, breaker
from tests.factories import ChallengePageFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.redis,
    pytest.mark.one_database,
]


@pytest.fixture(autouse=True)
def _cached_in_redis(redis, settings, monkeypatch):
    monkeypatch.setenv("REDIS_URL", redis.url)
    settings.CACHES = settings.CACHES | {
        "default": environment.cache("cache"),
        "pages": environment.cache("page_cache"),
    }
    settings.PAGE_CACHE = True
    breaker.reset()
    yield
    if versions.is_owed():
        breaker.reset()
        redis.kill()
        redis.start()
        wait_until(lambda: not versions.is_owed())
    breaker.reset()


@pytest.fixture
def brief(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def read(authority, brief):
    """Return a function that reads the brief as anybody, and returns answer and seconds."""

    def get():
        began = time.monotonic()
        response = Client(headers={"host": authority.hostname}).get(brief.url)
        return response, time.monotonic() - began

    return get


def wait_until(is_so):
    give_up_at = time.monotonic() + 15
    while not is_so():
        assert time.monotonic() < give_up_at
        time.sleep(0.1)


@pytest.mark.parametrize("way", ["kill", "hang"])
def test_a_page_is_made_anew_and_only_the_first_reader_waits_for_a_moment(redis, read, way):
    _made, made_in = read()
    getattr(redis, way)()
    first, waited = read()
    second, then = read()
    assert [first.status_code, second.status_code] == [200, 200]
    assert waited < made_in + 1
    assert then < made_in + 0.3


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.parametrize("way", ["kill", "hang"])
def test_what_changed_while_it_was_away_is_not_shown_as_it_was(redis, read, brief, way):
    brief.summary = "Before the outage."
    brief.save_revision().publish()
    read()
    assert "Before the outage." in read()[0].text
    getattr(redis, way)()
    brief.summary = "During the outage."
    brief.save_revision().publish()
    assert "During the outage." in read()[0].text
    if way == "kill":
        redis.start()
    else:
        redis.wake()
    assert "During the outage." in read()[0].text
    wait_until(lambda: not versions.is_owed())
    assert "During the outage." in read()[0].text


def test_a_limit_is_kept_without_it(redis):
    limit = RateLimit("test", 2, 60)
    redis.kill()
    assert [limit.is_hit("ada") for _ in range(3)] == [False, False, True]


def test_what_can_be_made_anew_is_and_who_must_know_is_told(redis):
    cache.set("a", 1)
    assert cache.get("a") == 1
    redis.kill()
    assert cache.get("a", "nothing") == "nothing"
    assert cache.add("a", 2)
    assert cache.get_or_set("a", lambda: 3) == 3
    assert cache.get_many(["a"]) == {}
    cache.set("a", 4)
    with pytest.raises(CacheIsAway):
        caches["pages"].get("a")


def test_it_is_used_again_once_it_is_back(redis, monkeypatch):
    redis.kill()
    cache.set("a", 1)
    redis.start()
    assert cache.get("a") is None
    monkeypatch.setattr(breaker, "next_try", 0.0)
    cache.set("a", 2)
    assert cache.get("a") == 2

"""Redis as a cache that may be gone or hang: one request waits for a moment, the others not."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

from search.index.circuit_breaker import Breaker

FAULTS = (RedisError, OSError)
# One for both caches: they are in the same Redis.
breaker = Breaker(name="redis", longest_gap=10)


class CacheIsAway(Exception):
    """The cache does not answer, or is left alone because it did not a moment ago."""


class CarefulRedisCache(RedisCache):
    """Raises `CacheIsAway`, for who must know whether what was asked was done."""

    def _ask(self, ask: Callable[[], Any], instead: object = None) -> Any:
        if breaker.may_ask():
            try:
                answer = ask()
            except FAULTS as fault:
                breaker.failed(fault)
            else:
                breaker.worked()
                return answer
        return self._away(instead)

    def _away(self, instead: object) -> object:
        raise CacheIsAway

    def add(self, *args, **kwargs):
        return self._ask(partial(super().add, *args, **kwargs), True)

    def get(self, key, default=None, version=None):
        return self._ask(partial(super().get, key, default, version), default)

    def set(self, *args, **kwargs):
        return self._ask(partial(super().set, *args, **kwargs))

    def touch(self, *args, **kwargs):
        return self._ask(partial(super().touch, *args, **kwargs), False)

    def delete(self, *args, **kwargs):
        return self._ask(partial(super().delete, *args, **kwargs), False)

    def get_many(self, *args, **kwargs):
        return self._ask(partial(super().get_many, *args, **kwargs), {})

    def has_key(self, *args, **kwargs):
        return self._ask(partial(super().has_key, *args, **kwargs), False)

    def incr(self, key, delta=1, version=None):
        return self._ask(partial(super().incr, key, delta, version), delta)

    def set_many(self, *args, **kwargs):
        return self._ask(partial(super().set_many, *args, **kwargs), [])

    def delete_many(self, *args, **kwargs):
        return self._ask(partial(super().delete_many, *args, **kwargs))

    def clear(self):
        return self._ask(super().clear, False)


class QuietRedisCache(CarefulRedisCache):
    """Has nothing while it is away, and lets everybody go on; for what can be made anew."""

    def _away(self, instead: object) -> object:
        return instead

"""Pages that everybody reads alike are made once, and shown until something in them changes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import blake2b
from time import monotonic, sleep
from typing import TypeVar

import structlog
from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers

from applications.jobs.view_counts import count_view_of_copy
from authorities.caching import versions
from authorities.caching.fragments import LIFETIME, use_fragments
from authorities.caching.routing import remember_route, remember_site
from authorities.caching.tables import EVERYTHING
from authorities.dates import track_expiry
from challenges.presentation.next_change import next_change
from marketplace.page_cache.cached_page import TOKEN, CachedPage

log = structlog.get_logger(__name__)

Answer = TypeVar("Answer")

# Only views with these names: what is added is private until somebody says that it is not.
PUBLIC_VIEWS = frozenset(
    {"wagtail_serve", "challenge_updates", "challenge_feed", "challenge_calendar"}
)
LONGEST_ADDRESS = 500
# Seconds: who reads a page that just ended waits so long for the one who makes it anew.
MAKING_TAKES, WAITS_AT_MOST, BETWEEN_LOOKS = 10, 1, 0.02


class PageCacheMiddleware:
    """Answers with a cached page before anything is asked of sessions, sites or the database."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the cached page, or make it, and cache it if everybody may have it."""
        if not settings.PAGE_CACHE:
            return self.get_response(request)
        if request.method not in ("GET", "HEAD"):
            return _for_one_reader(request, self.get_response(request))
        if not (_comes_from_anybody(request) and _is_public(request)):
            with use_fragments():
                return _for_one_reader(request, self._answer(request))
        now = timezone.now()
        key = _key(request)
        current, cached = _find(key, now)
        makes_alone = bool(current and not cached) and _begin(key)
        if current and not cached and not makes_alone:
            current, cached = _wait(key, now)
        if cached:
            if cached.page_id:
                count_view_of_copy(request, cached.page_id)
            return cached.answer(request)
        try:
            return self._make(request, key, now, current)
        finally:
            if makes_alone:
                _finish(key)

    def _answer(self, request: HttpRequest) -> HttpResponseBase:
        """Return a new answer, to somebody who is told where the address leads."""
        remember_site(request)
        if (found := _match(request)) and found.view_name == "wagtail_serve":
            remember_route(request, found.args[0])
        return self.get_response(request)

    def _make(
        self, request: HttpRequest, key: str, now: datetime, current: str | None
    ) -> HttpResponseBase:
        """Return a new answer, and cache it if everybody may have it and the cache answers."""
        # Before anything is read: what changes meanwhile has ended when the page is looked for.
        with use_fragments(current) as reading, track_expiry() as ends:
            before = reading.tables()
            response = self._answer(request)
        if not (before and isinstance(response, HttpResponse) and _is_the_same_for_all(response)):
            return response
        ends.append(now + LIFETIME)
        if change := next_change(now, min(ends)):
            ends.append(change)
        cached = CachedPage.of(
            response,
            version=current or "",
            made_from={table: before[table] for table in reading.read},
            until=min(ends),
            page_id=getattr(request, "viewed_page_id", None),
        )
        if (TOKEN in cached.gaps) != bool(response.cookies):
            return response  # the token stands in a place that we do not know
        _store(key, cached)
        return cached.answer(request)


def _comes_from_anybody(request: HttpRequest) -> bool:
    """Return whether the answer can be the same for all: nobody known asks for no words."""
    return (
        settings.SESSION_COOKIE_NAME not in request.COOKIES
        and CookieStorage.cookie_name not in request.COOKIES
        and "Authorization" not in request.headers
        and not getattr(request, "is_dummy", False)  # Wagtail's preview
        and len(request.get_full_path()) <= LONGEST_ADDRESS
        # Few search for the same words, and a search engine learns of a change a moment later.
        and not request.GET.get("q")
    )


def _is_public(request: HttpRequest) -> bool:
    """Return whether the address leads to what is for everybody."""
    found = _match(request)
    return found is not None and found.view_name in PUBLIC_VIEWS


def _match(request: HttpRequest) -> ResolverMatch | None:
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None


def _is_the_same_for_all(response: HttpResponse) -> bool:
    """Return whether anybody may have this answer."""
    return (
        response.status_code == 200
        and not response.streaming
        and set(response.cookies) <= {settings.CSRF_COOKIE_NAME}
        and response.get("Vary", "Cookie") == "Cookie"
        and not response.has_header("Cache-Control")
    )


def _for_one_reader(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return the answer, so marked that no cache on its way shows it to anybody else."""
    found = request.resolver_match
    if found and found.view_name in PUBLIC_VIEWS and not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_cache=True)
        patch_vary_headers(response, ["Cookie"])
    return response


def _key(request: HttpRequest) -> str:
    address = f"{request.scheme}://{request.get_host()}{request.get_full_path()}"
    return f"page:{blake2b(address.encode(), digest_size=20).hexdigest()}"


def _find(key: str, now: datetime) -> tuple[str | None, CachedPage | None]:
    """Return the version of all tables together, and the page if it is cached and still true.

    None where the cache does not answer: then nothing is cached.
    """
    if versions.is_owed():
        return None, None
    try:
        _forget_what_older_code_made()
        found = versions.pages().get_many([versions.KEY, key])
        current = found.get(versions.KEY) or versions.current()
        cached = found.get(key)
        if cached is None or now >= cached.until:
            return current, None
        if cached.version != current:
            if not versions.are_as_before(cached.made_from):
                return current, None
            # Something else has changed: the next reader need not ask again.
            _store(key, replace(cached, version=current))
    except Exception as error:
        log.warning("page_cache_failed", error=str(error))
        versions.end_later()
        return None, None
    return current, cached


def _wait(key: str, now: datetime) -> tuple[str | None, CachedPage | None]:
    """Return what `_find` does, once whoever makes the page has made it, or took too long."""
    latest = monotonic() + WAITS_AT_MOST
    while True:
        sleep(BETWEEN_LOOKS)
        current, cached = _find(key, now)
        if cached or not current or monotonic() > latest:
            return current, cached
        if not _ask(lambda: versions.pages().get(_making(key)), None):
            return current, None


def _begin(key: str) -> bool:
    """Return whether nobody else is making this page now."""
    return _ask(lambda: versions.pages().add(_making(key), True, timeout=MAKING_TAKES), False)


def _finish(key: str) -> None:
    _ask(lambda: versions.pages().delete(_making(key)), False)


def _making(key: str) -> str:
    return f"making:{key}"


def _store(key: str, cached: CachedPage) -> None:
    _ask(lambda: versions.pages().set(key, cached, timeout=LIFETIME.total_seconds()), None)


def _ask(question: Callable[[], Answer], otherwise: Answer) -> Answer:
    """Return what the cache answers, or something else where it does not."""
    try:
        return question()
    except Exception as error:
        log.warning("page_cache_failed", error=str(error))
        return otherwise


@cache
def _forget_what_older_code_made() -> None:
    """Begin anew once in each process: it may run newer code than what made the pages."""
    versions.end(EVERYTHING)

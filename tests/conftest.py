"""What all tests share: two authorities, and what is skipped where a service is missing."""

import gc
import os
import re
import shutil

import pytest
from django.conf import settings

from tests import databases
from tests.clamd import CLAMD, clamd, scanner  # noqa: F401  # fixtures
from tests.factories import start
from tests.lazy_index import index_when_looked_at
from tests.meaning import meaning  # noqa: F401  # fixture
from tests.redis_server import REDIS, redis  # noqa: F401  # fixture

CHROMIUM = os.environ.get("CHROMIUM") or next(
    (
        found
        for name in ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
        if (found := shutil.which(name))
    ),
    None,
)
POSTGRESQL_URL = os.environ.get("TEST_POSTGRESQL_URL")
IS_POSTGRESQL = settings.DATABASES["default"]["ENGINE"].endswith("postgresql")
ELASTICSEARCH_URLS = [
    url for url in os.environ.get("TEST_ELASTICSEARCH_URLS", "").split(",") if url
]
ELASTICSEARCH = [
    pytest.param(url, marks=pytest.mark.elasticsearch, id=f"elasticsearch-{number}")
    for number, url in enumerate(ELASTICSEARCH_URLS or ["http://missing"], start=8)
]

# A second server is another version of the same engine: only what could differ is asked of it.
FIRST_SERVER_ALONE = (
    "test_brief",
    "test_facets",
    "test_insights",
    "test_leaks",
    "test_promoted",
    "test_recommendations",
    "test_saved_searches",
    "test_similar",
    "test_suggestions",
    "test_synonyms",
)
ON_ANOTHER_SERVER = re.compile(r"elasticsearch-(?!8)\d")

# Django's browser journeys ask the database from the event loop's thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_finish(session):
    """Let Python look seldom for garbage in what was imported: it is there until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_collection_modifyitems(config, items):
    """Skip what this machine cannot run, and say how to enable it."""
    missing = {}
    if not CHROMIUM:
        missing["journey"] = "needs Chromium: install it, or set CHROMIUM to its path"
    if not ELASTICSEARCH_URLS:
        missing["elasticsearch"] = "needs Elasticsearch: set TEST_ELASTICSEARCH_URLS"
    if not IS_POSTGRESQL and not POSTGRESQL_URL:
        missing["postgresql"] = "needs PostgreSQL: set TEST_POSTGRESQL_URL"
    if not REDIS:
        missing["redis"] = "needs Redis: install redis-server"
    if not CLAMD:
        missing["clamav"] = "needs ClamAV: install clamav-daemon"
    left_out = (
        [item for item in items if item.get_closest_marker("postgresql") and not IS_POSTGRESQL]
        if POSTGRESQL_URL
        else []
    )
    left_out += [item for item in items if _is_asked_of_the_first_server_alone(item)]
    # 300 MB of programs for two tests: they are asked for by their marker, `-m soffice`.
    if "soffice" not in (config.option.markexpr or ""):
        left_out += [item for item in items if item.get_closest_marker("soffice")]
    elif not shutil.which("soffice"):
        missing["soffice"] = "needs LibreOffice: install libreoffice-calc"
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
    for item in items:
        for marker, reason in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def _is_asked_of_the_first_server_alone(item) -> bool:
    return bool(ON_ANOTHER_SERVER.search(item.name)) and item.path.stem in FIRST_SERVER_ALONE


def pytest_sessionfinish(session, exitstatus):
    """Fail where every service was promised and a test was skipped all the same."""
    if os.environ.get("REQUIRE_SERVICES") and not hasattr(session.config, "workerinput"):
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        if reporter.stats.get("skipped") and session.exitstatus == 0:
            session.exitstatus = 1


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker, worker_id):
    """Copy a migrated database, and make the two authorities in it once.

    They are kept for the tests that empty the database.
    """
    with django_db_blocker.unblock():
        databases.begin(worker_id)
        start("birmingham")
        start("wmca")
        databases.keep()
    yield
    with django_db_blocker.unblock():
        databases.end(worker_id)


@pytest.fixture(autouse=True)
def _lazy_index(request):
    """Let what a test saves be indexed when it looks for something.

    Not where other threads look too, or an index that is no table.
    """
    marker = request.node.get_closest_marker("django_db")
    is_shared = marker and (marker.kwargs.get("transaction") or True in marker.args)
    at_once = {"transactional_db", "live_server", "meaning"}.intersection(request.fixturenames)
    if is_shared or at_once or request.node.get_closest_marker("elasticsearch"):
        yield
        return
    with index_when_looked_at():
        yield


@pytest.fixture
def authority(db):
    """Birmingham City Council, at birmingham.example.org."""
    return start("birmingham")


@pytest.fixture
def other_authority(db):
    """West Midlands Combined Authority, at wmca.example.org."""
    return start("wmca")


@pytest.fixture(autouse=True)
def _no_leftovers():
    """Let no test see what another one left in the cache of Wagtail's site roots."""
    from django.core.cache import cache

    yield
    if settings.CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        cache.clear()


@pytest.fixture
def browse(client, authority):
    """Return a function that opens a path at an authority's own address."""

    def get(path, *, at=authority, **kwargs):
        return client.get(path, headers={"host": at.hostname}, **kwargs)

    return get


@pytest.fixture
def sign_in(client):
    """Return a function that signs a person in and returns the client."""

    def as_(user):
        client.force_login(user)
        return client

    return as_


@pytest.fixture
def pictures(db):
    """Three pictures to stand on cards."""
    from wagtail.images import get_image_model
    from wagtail.images.tests.utils import get_test_image_file

    return [
        get_image_model().objects.create(
            title=f"Picture {number}",
            file=get_test_image_file(filename=f"{number}.png", size=(1280, 720)),
        )
        for number in range(3)
    ]


class SearchEngine:
    """Where the site's search looks, and how a test puts pages into it."""

    def index(self, pages) -> None:
        """Put the pages into the index and wait until a search finds them."""
        from modelsearch.backends import get_search_backend
        from wagtail.models import Page

        backend = get_search_backend()
        for page in pages:
            if page.live:
                backend.add(page)
        # Indexes of other models are made when something of theirs is added.
        backend.get_index_for_model(Page).refresh()


@pytest.fixture(params=["database", *ELASTICSEARCH])
def search_engine(request, settings, db, worker_id):
    """Each search engine in turn: the database's own, and each Elasticsearch that is there."""
    if request.param != "database":
        settings.MODELSEARCH_BACKENDS = settings.WAGTAILSEARCH_BACKENDS = {
            "default": {
                "BACKEND": "search.index.engines.elasticsearch",
                "URLS": [request.param],
                "INDEX_PREFIX": f"test-{worker_id}",
                "TIMEOUT": 30,
            },
            "database": {"BACKEND": "search.index.engines.database"},
        }
        if request.param in _with_index:
            _empty_index()
        else:
            _make_index()
            _with_index.add(request.param)
    yield SearchEngine()
    if request.path.stem in MAKE_INDEXES:
        _with_index.discard(request.param)


# Servers on which this process has an index of pages. Making one takes seconds, emptying it none.
_with_index: set[str] = set()
# These make and lose indexes themselves.
MAKE_INDEXES = ("test_reindexing", "test_engine_outage")


def _make_index() -> None:
    """Make an empty index of pages; those of images and the like are made when needed."""
    from modelsearch.backends import get_search_backend
    from wagtail.models import Page, get_page_models

    backend = get_search_backend()
    rebuilder = backend.rebuilder_class(backend.get_index_for_model(Page))
    index = rebuilder.start()
    for model in [Page, *get_page_models()]:
        index.add_model(model)
    rebuilder.finish()


def _empty_index() -> None:
    """Delete what a test before has put into the index."""
    from modelsearch.backends import get_search_backend
    from wagtail.models import Page

    backend = get_search_backend()
    index = backend.get_index_for_model(Page)
    index.refresh()
    found = backend.es.search(index=index.name, size=10_000, source=False)["hits"]["hits"]
    if found:
        gone = [{"delete": {"_index": index.name, "_id": hit["_id"]}} for hit in found]
        backend.es.bulk(operations=gone, refresh=True)

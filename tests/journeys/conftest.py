"""A real browser, an authority at the live server's address, and the people around it."""

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.db import connection
from playwright.sync_api import Browser, Page, expect, sync_playwright
from wagtail.models import Site

from authorities.models import Role, User
from tests.conftest import CHROMIUM
from tests.factories import UserFactory
from tests.journeys.watching import watch

PASSWORD = "walls-remember-rain"
# Nobody looks: what draws by a graphics card is left out, which would be done by the processor.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-software-rasterizer",
    "--disable-extensions",
]
PATIENCE = 20_000  # milliseconds: a busy machine is slow, not wrong


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what stands in this folder: it needs Chromium, and data that other threads see."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.journey)
            item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="package")
def browser(django_db_setup) -> Iterator[Browser]:
    """Chromium, started once."""
    expect.set_options(timeout=PATIENCE)
    contents = connection._test_serialized_contents
    with sync_playwright() as playwright:
        # Beside Playwright's event loop Django has another connection, which knows of nothing to
        # restore when a test has emptied the database.
        connection._test_serialized_contents = contents
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def site(live_server, authority) -> Site:
    """Birmingham City Council, at the address where the live server listens."""
    cache.clear()
    authority.hostname = "localhost"
    authority.port = urlsplit(live_server.url).port
    authority.save()
    return authority


@pytest.fixture
def open_window(browser, site) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a window of a person's own, with their own cookies.

    The test fails if anything in any window broke, whatever else it found.
    """
    contexts, problems = [], []

    def open_(width: int = 1280, height: int = 900, **options) -> Page:
        context = browser.new_context(
            base_url=site.root_url,
            viewport={"width": width, "height": height},
            locale="en-GB",
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        watch(page, problems)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not problems, "\n".join(problems)


@pytest.fixture
def desktop(open_window) -> Page:
    """A window on a desk."""
    return open_window()


@pytest.fixture
def phone(open_window) -> Page:
    """A phone, held upright."""
    return open_window(390, 844, has_touch=True)


@pytest.fixture
def narrow(open_window) -> Page:
    """The narrowest window: a small phone, or a desktop at 400% zoom."""
    return open_window(320, 640)


@pytest.fixture
def without_scripts(open_window) -> Page:
    """A browser in which no script runs."""
    return open_window(java_script_enabled=False)


@pytest.fixture
def sign_in(open_window, site) -> Callable[..., Page]:
    """Return a function that signs somebody new in at the admin, in a window of their own."""

    def as_(role: Role) -> Page:
        person: User = UserFactory.working_for(site, role, password=make_password(PASSWORD))
        window = open_window()
        window.goto("/admin/")
        window.get_by_role("textbox", name="Email address").fill(person.email)
        window.get_by_role("textbox", name="Password").fill(PASSWORD)
        window.get_by_role("button", name="Sign in").click()
        window.wait_for_url("**/admin/")
        return window

    return as_

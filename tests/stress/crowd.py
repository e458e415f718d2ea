"""Many browsers at once."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

import requests
from wagtail.models import Site

from tests.stress.browser import Answer, Browser
from tests.stress.forms import Form
from tests.stress.server import Server


class Crowd:
    """So many clients, who share the forms among themselves."""

    def __init__(self, server: Server, site: Site, forms: list[Form], clients: int) -> None:
        self.browsers = [Browser(form, server.address, site.hostname) for form in forms]
        self._clients = clients

    def open(self) -> None:
        """Open every form, a few at a time: nobody fills one in within a second."""
        self._all(Browser.open, at_once=4)

    def send(self, how: Callable[[Browser], object] = Browser.send) -> float:
        """Send every form, as many at once as there are clients; return the seconds it took."""

        def send_or_give_up(browser: Browser) -> None:
            # Who gives up has no answer, and is counted by that.
            with suppress(requests.RequestException):
                how(browser)

        begun = time.monotonic()
        self._all(send_or_give_up, at_once=self._clients)
        return time.monotonic() - begun

    @property
    def answered(self) -> int:
        """How many forms have an answer."""
        return sum(bool(browser.answers) for browser in self.browsers)

    @property
    def answers(self) -> list[Answer]:
        """Every answer that came."""
        return [answer for browser in self.browsers for answer in browser.answers]

    def _all(self, job: Callable[[Browser], object], at_once: int) -> None:
        pool = ThreadPoolExecutor(at_once)
        try:
            for done in [pool.submit(job, browser) for browser in self.browsers]:
                done.result()
        finally:
            pool.shutdown(cancel_futures=True)

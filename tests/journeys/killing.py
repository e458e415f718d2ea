"""A browser of a person's own, with a profile on disk, that can be killed at any moment."""

import os
import signal
import subprocess
import time
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.conftest import CHROMIUM
from tests.journeys.watching import watch


class OwnBrowser:
    """Chromium as a person has it: what it keeps is in `profile`, and outlives it or does not."""

    def __init__(self, launcher: Browser, arguments: list[str], profile: Path) -> None:
        self.launcher, self.arguments, self.profile = launcher, arguments, profile
        self.problems: list[str] = []

    def open(self, address: str, **size) -> Page:
        """Start the browser and return its window at the address."""
        port = self.profile / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        self.process = subprocess.Popen(
            [
                str(CHROMIUM),
                *self.arguments,
                f"--user-data-dir={self.profile}",
                "--remote-debugging-port=0",
                "--no-first-run",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        until = time.monotonic() + 30
        while not (port.exists() and port.read_text().count("\n")):
            assert time.monotonic() < until, "the browser does not start"
            time.sleep(0.05)
        where = f"http://127.0.0.1:{port.read_text().splitlines()[0]}"
        self.connection = self.launcher.browser_type.connect_over_cdp(where)
        self.window = window = self.connection.contexts[0].new_page()
        watch(window, self.problems)
        window.set_viewport_size({"width": 1280, "height": 900})
        window.goto(address)
        return window

    def kill(self) -> None:
        """End every process of the browser at once: none of them can put anything in order."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.connection.close()

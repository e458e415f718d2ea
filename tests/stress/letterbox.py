"""An SMTP server, and the worker that brings it mail."""

import re
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes, policy
from pathlib import Path

from aiosmtpd.controller import Controller

RECEIPT = re.compile(r"We have your application (\S+)")
PAUSE = 1


class Letterbox:
    """Counts the receipts that came, by their references."""

    def __init__(self, port: int) -> None:
        self.receipts: Counter[str] = Counter()
        self._controller = Controller(self, hostname="127.0.0.1", port=port)

    def __enter__(self) -> "Letterbox":
        self._controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._controller.stop()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        """Take a letter."""
        letter = message_from_bytes(envelope.content, policy=policy.default)
        if receipt := RECEIPT.search(letter["Subject"]):
            self.receipts[receipt[1]] += 1
        return "250 OK"


class Postman:
    """`manage.py run_worker --once`, in a process that can be killed."""

    def __init__(self, log: Path) -> None:
        self._log = log

    def work(self) -> None:
        """Do one round."""
        self._start().wait()

    def work_while(self, is_needed) -> None:
        """Do one round after the other for as long as `is_needed()`."""
        while is_needed():
            self.work()
            time.sleep(PAUSE)

    def work_and_die(self, is_time) -> bool:
        """Begin a round, and kill it as soon as `is_time()`; return whether it came to that."""
        process = self._start()
        while process.poll() is None:
            if is_time():
                process.kill()
                process.wait()
                return True
            time.sleep(0.005)
        return False

    def faults(self) -> list[str]:
        """Return the lines of the log that tell of a job that failed as a whole."""
        lines = self._log.read_text(errors="replace").splitlines()
        return [line for line in lines if "task_failed" in line or "is locked" in line]

    def _start(self) -> subprocess.Popen:
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", "run_worker", "--once"], stdout=log, stderr=log
            )

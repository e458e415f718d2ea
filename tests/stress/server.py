"""A real server, in a process group of its own that can be killed at once."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests

WORKERS, THREADS = 2, 8
PATIENCE = 60


def free_port() -> int:
    """Return a port of this machine on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """gunicorn with workers and threads, started on entering and stopped on leaving."""

    def __init__(self, log: Path) -> None:
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._log = log
        self._command = [sys.executable, "-m", "gunicorn", "marketplace.wsgi"]
        self._command += ["--bind", f"127.0.0.1:{port}", "--no-control-socket", "--preload"]
        self._command += ["--workers", str(WORKERS), "--threads", str(THREADS)]

    def __enter__(self) -> "Server":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._signal(signal.SIGKILL)

    def start(self) -> None:
        """Start the server, and wait until it answers. Raises `TimeoutError` if it does not."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                self._command, stdout=log, stderr=log, start_new_session=True
            )
        give_up_at = time.monotonic() + PATIENCE
        while not self._answers():
            if time.monotonic() > give_up_at:
                raise TimeoutError(f"The server does not answer. Its log is {self._log}.")
            time.sleep(0.1)

    def kill(self) -> None:
        """Kill all of it in the middle of what it does, as a power cut of the process."""
        self._signal(signal.SIGKILL)

    def faults(self) -> list[str]:
        """Return the lines of the log that tell of an error nobody meant."""
        lines = self._log.read_text(errors="replace").splitlines()
        signs = ("Internal Server Error", "database is locked", "Error:", "deadlock")
        return [line for line in lines if any(sign in line for sign in signs)]

    def _signal(self, number: signal.Signals) -> None:
        os.killpg(self._process.pid, number)
        self._process.wait()

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.address}/health/", timeout=5).ok
        except requests.RequestException:
            return False

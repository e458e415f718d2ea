"""A real Redis server, which a test can stop in its tracks, kill, and start again."""

import shutil
import signal
import socket
import subprocess
import time

import pytest

REDIS = shutil.which("redis-server")


class RedisServer:
    """The daemon at one address; what it holds is gone when it ends."""

    def __init__(self) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._process: subprocess.Popen | None = None

    def start(self) -> None:
        """Return once it answers."""
        self._process = subprocess.Popen(
            [REDIS, "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        give_up_at = time.monotonic() + 30
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert time.monotonic() < give_up_at, "redis-server does not start"
                time.sleep(0.05)

    def kill(self) -> None:
        """End it, as a power cut does."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    def hang(self) -> None:
        """Let it take connections and say nothing."""
        assert self._process
        self._process.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Let it go on, with all that it held."""
        assert self._process
        self._process.send_signal(signal.SIGCONT)


@pytest.fixture
def redis():
    """Return a server that runs."""
    server = RedisServer()
    server.start()
    yield server
    server.kill()

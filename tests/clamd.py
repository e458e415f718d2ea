"""A real clamd with a signature of the tests' own: what it calls a virus is EICAR's test file."""

import shutil
import socket
import subprocess
import time

import pytest

CLAMD = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
# In two halves, so that no scanner takes this file for the thing itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MOST = 2 * 1024 * 1024


class Clamd:
    """The daemon, which a test can stop and start again at the same address."""

    def __init__(self, folder) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"127.0.0.1:{self.port}"
        self.socket = folder / "clamd.socket"
        self._process: subprocess.Popen | None = None
        self._config = folder / "clamd.conf"
        database = folder / "database"
        database.mkdir()
        (database / "own.ndb").write_text(f"Eicar-Test:0:*:{EICAR.hex()}\n")
        self._config.write_text(
            f"DatabaseDirectory {database}\nTCPSocket {self.port}\nTCPAddr 127.0.0.1\n"
            f"LocalSocket {self.socket}\nForeground yes\nStreamMaxLength {MOST}\n"
        )

    def start(self) -> None:
        """Return once it answers."""
        self._process = subprocess.Popen(
            [CLAMD, "--config-file", str(self._config)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        give_up_at = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert time.monotonic() < give_up_at, "clamd does not start"
                time.sleep(0.1)

    def stop(self) -> None:
        """End it, if it runs."""
        if self._process:
            self._process.kill()
            self._process.wait()
            self._process = None

    @property
    def is_running(self) -> bool:
        """Whether it was started and not stopped."""
        return self._process is not None


@pytest.fixture(scope="session")
def clamd(tmp_path_factory):
    """A daemon for all tests that ask for one."""
    daemon = Clamd(tmp_path_factory.mktemp("clamd"))
    yield daemon
    daemon.stop()


@pytest.fixture
def scanner(clamd, settings):
    """The daemon, running, and set as the scanner of uploads."""
    if not clamd.is_running:
        clamd.start()
    settings.CLAMAV_ADDRESS = clamd.address
    return clamd

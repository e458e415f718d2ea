"""Asking a real clamd; and a scanner that is away, hangs or says something else."""

import socket
import threading
from contextlib import contextmanager

import pytest

from authorities.uploads.scanner import ScanFailed, ScannerUnreachable, scan
from tests.authorities.uploads.test_what_files_are import docx
from tests.clamd import EICAR, MOST


@contextmanager
def answering(answer, *, hangs=False):
    """A scanner that reads what it is sent and gives one answer, or none."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve():
            connection, _address = server.accept()
            with connection:
                connection.settimeout(5)
                received = b""
                while not received.endswith(b"\0\0\0\0"):
                    received += connection.recv(65536)
                if hangs:
                    finished.wait(5)
                else:
                    connection.sendall(answer)

        finished = threading.Event()
        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        finished.set()
        thread.join(5)


@pytest.mark.clamav
class TestRealDaemon:
    def test_a_harmless_file_has_nothing_in_it(self, scanner):
        assert scan([b"Nothing", b" harmful."], seconds=10) == ""

    def test_what_is_harmful_is_named_also_within_an_office_document(self, scanner):
        assert scan([EICAR[:20], EICAR[20:]], seconds=10).startswith("Eicar-Test")
        within = docx(("word/media/image1.png", EICAR))
        assert scan([within], seconds=10).startswith("Eicar-Test")

    def test_a_socket_of_unix_does_as_well(self, scanner, settings):
        for address in (f"unix:{scanner.socket}", str(scanner.socket), f"tcp://{scanner.address}"):
            settings.CLAMAV_ADDRESS = address
            assert scan([EICAR], seconds=10).startswith("Eicar-Test")

    def test_what_is_too_long_for_the_daemon_does_not_pass(self, scanner):
        with pytest.raises(ScanFailed, match=r"limit|hung up|no answer"):
            scan([b"x" * 1024 * 1024] * (MOST // 1024**2 + 2), seconds=10)

    def test_a_daemon_that_is_stopped_is_unreachable(self, scanner):
        scanner.stop()
        with pytest.raises(ScannerUnreachable):
            scan([b"x"], seconds=10)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\0",
        b"OK\0",
        b"stream: ok\0",
        b"stream: Eicar ERROR\0",
        b"PONG\0",
        b"stream: OK FOUNDX\0",
    ],
)
@pytest.mark.one_database
def test_an_answer_that_is_neither_yes_nor_no_passes_nothing(settings, answer):
    with answering(answer) as address:
        settings.CLAMAV_ADDRESS = address
        with pytest.raises(ScanFailed):
            scan([b"x"], seconds=5)


@pytest.mark.one_database
def test_a_scanner_that_hangs_is_waited_for_no_longer_than_said(settings):
    with answering(b"stream: OK\0", hangs=True) as address:
        settings.CLAMAV_ADDRESS = address
        with pytest.raises(ScanFailed, match="no answer"):
            scan([b"x"], seconds=0.3)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd.socket", "no-port:x", "::"])
@pytest.mark.one_database
def test_an_address_at_which_nothing_listens_is_said(settings, address):
    settings.CLAMAV_ADDRESS = address
    with pytest.raises(ScannerUnreachable):
        scan([b"x"], seconds=5)

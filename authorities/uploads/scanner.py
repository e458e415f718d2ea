"""Asking ClamAV's daemon about a file: its INSTREAM command, over TCP or a socket of Unix.

The command is described in clamd(8).
"""

import socket
import struct
import time
from collections.abc import Iterable

from django.conf import settings

PIECE = 64 * 1024
CONNECT_SECONDS = 2.0
LONGEST_ANSWER = 4096
DEFAULT_PORT = 3310


class ScanFailed(Exception):
    """The scanner did not say whether the file is harmless; the message says what it did."""


class ScannerUnreachable(ScanFailed):
    """Nothing listens at the scanner's address: the next file would fare no better."""


def is_set() -> bool:
    """Return whether files are to be scanned at all."""
    return bool(settings.CLAMAV_ADDRESS)


def scan(pieces: Iterable[bytes], *, seconds: float) -> str:
    """Return the name of what the scanner found in the file, or an empty text if nothing.

    Raises `ScanFailed` unless it said one or the other within so many seconds.
    """
    deadline = time.monotonic() + seconds
    with _connect(min(CONNECT_SECONDS, seconds)) as connection:
        try:
            connection.sendall(b"zINSTREAM\0")
            for piece in pieces:
                for start in range(0, len(piece), PIECE):
                    part = piece[start : start + PIECE]
                    _wait_at_most(connection, deadline)
                    connection.sendall(struct.pack(">I", len(part)) + part)
            connection.sendall(struct.pack(">I", 0))
        except TimeoutError as slow:
            raise ScanFailed("The scanner took too long.") from slow
        except OSError:
            # It hangs up on what is too long for it, and has said so.
            return _read(_answer(connection, deadline))
        return _read(_answer(connection, deadline))


def _connect(seconds: float) -> socket.socket:
    address = settings.CLAMAV_ADDRESS.removeprefix("tcp://")
    path = address.removeprefix("unix://").removeprefix("unix:")
    try:
        if path.startswith("/"):
            connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            connection.settimeout(seconds)
            try:
                connection.connect(path)
            except OSError:
                connection.close()
                raise
            return connection
        host, _colon, port = address.rpartition(":")
        if not host:
            host, port = address, str(DEFAULT_PORT)
        return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)
    except (OSError, ValueError) as error:
        raise ScannerUnreachable(f"{address}: {error}") from error


def _wait_at_most(connection: socket.socket, deadline: float) -> None:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    connection.settimeout(left)


def _answer(connection: socket.socket, deadline: float) -> str:
    answer = b""
    try:
        while b"\0" not in answer and len(answer) < LONGEST_ANSWER:
            _wait_at_most(connection, deadline)
            if not (received := connection.recv(LONGEST_ANSWER)):
                break
            answer += received
    except OSError as error:
        raise ScanFailed(f"The scanner gave no answer: {error!r}") from error
    return answer.partition(b"\0")[0].decode("utf-8", "replace").strip()


def _read(answer: str) -> str:
    """Return what was found; raise `ScanFailed` for any answer that says neither yes nor no."""
    if answer == "stream: OK":
        return ""
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        return answer.removeprefix("stream: ").removesuffix(" FOUND")[:200]
    raise ScanFailed(answer or "The scanner hung up.")

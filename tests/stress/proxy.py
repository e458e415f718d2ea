"""A line to the search engine that can be cut, or go dead, while everybody talks on it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum


class Line(Enum):
    """What becomes of a connection."""

    PASSES = "passes"
    REFUSES = "refuses"
    HANGS = "hangs"


class Proxy:
    """Stands between the server and an engine at this host and port."""

    def __init__(self, host: str, port: int) -> None:
        self._engine = (host, port)
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=128)
        self._port = self._socket.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._line = Line.PASSES
        self._open: set[socket.socket] = set()
        threading.Thread(target=self._accept, args=(self._socket,), daemon=True).start()

    def become(self, line: Line) -> None:
        """Treat every connection so from now on, those that stand too."""
        was, self._line = self._line, line
        if line is Line.REFUSES:
            # Who waits in `accept` would keep the port open.
            with suppress(OSError):
                self._socket.shutdown(socket.SHUT_RDWR)
            self._socket.close()
        elif was is Line.REFUSES:
            self._socket = socket.create_server(("127.0.0.1", self._port), backlog=128)
            threading.Thread(target=self._accept, args=(self._socket,), daemon=True).start()
        if line is not Line.HANGS:
            self._hang_up()

    def _hang_up(self) -> None:
        for each in tuple(self._open):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    def _accept(self, listening: socket.socket) -> None:
        with suppress(OSError):
            while True:
                caller, _address = listening.accept()
                threading.Thread(target=self._serve, args=(caller,), daemon=True).start()

    def _serve(self, caller: socket.socket) -> None:
        """Stand between a caller and the engine until both have hung up."""
        with caller, self._kept(caller), suppress(OSError):
            while self._line is Line.HANGS:
                time.sleep(0.05)
            with socket.create_connection(self._engine) as engine, self._kept(engine):
                back = threading.Thread(target=self._carry, args=(engine, caller), daemon=True)
                back.start()
                self._carry(caller, engine)
                back.join()

    @contextmanager
    def _kept(self, end: socket.socket) -> Iterator[None]:
        self._open.add(end)
        try:
            yield
        finally:
            self._open.discard(end)

    def _carry(self, source: socket.socket, goal: socket.socket) -> None:
        """Carry what one end says to the other; keep it back for as long as the line is dead."""
        with suppress(OSError):
            while said := source.recv(65536):
                while self._line is Line.HANGS:
                    time.sleep(0.05)
                goal.sendall(said)
        with suppress(OSError):
            goal.shutdown(socket.SHUT_WR)

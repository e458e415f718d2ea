"""The archive: a tar that is written and read in one go, with a digest of each part at its end.

`manifest.json` comes first, then `database/<number>` in pieces and `files/<storage>/<name>`, and
`closing.json` last: an archive without it was cut off.
"""

import hashlib
import json
import tarfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import PurePosixPath
from typing import IO, Any, Protocol

FORMAT, PRODUCT = 1, "challenge-marketplace"
MANIFEST, CLOSING = "manifest.json", "closing.json"
PIECE = 16 * 1024 * 1024
READ = 1024 * 1024


BROKEN = (tarfile.TarError, EOFError, OSError)
CUT_OFF = "The archive is cut off, damaged or no archive: use another one."


class Readable(Protocol):
    """What can be read once, from its beginning."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        ...


class Unusable(Exception):
    """The archive, or the place, is not what it should be; the message says what to do."""


class Writer:
    """Writes an archive into a stream."""

    def __init__(self, stream: IO[bytes], manifest: dict[str, Any]) -> None:
        self._tar = tarfile.open(  # noqa: SIM115  # `close` closes it
            fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT
        )
        self._digests: dict[str, str] = {}
        said = {"product": PRODUCT, "format": FORMAT, **manifest}
        self._add(MANIFEST, BytesIO(json.dumps(said).encode()))

    def add_database(self, pieces: Iterable[bytes]) -> None:
        """Add the database as it comes."""
        for number, piece in enumerate(pieces):
            self._add(f"database/{number:08}", BytesIO(piece))

    def add_file(self, storage: str, name: str, content: IO[bytes], size: int) -> None:
        """Add as much of a file as it had when it was opened."""
        self._add(f"files/{storage}/{name}", content, size)

    def close(self, closing: dict[str, Any]) -> None:
        """End the archive with what it holds."""
        said = json.dumps({**closing, "digests": self._digests}).encode()
        self._add(CLOSING, BytesIO(said))
        self._tar.close()

    def _add(self, name: str, content: IO[bytes], size: int | None = None) -> None:
        info = tarfile.TarInfo(name)
        info.size = len(content.getbuffer()) if isinstance(content, BytesIO) else size or 0
        info.mode = 0o600
        counted = _Counted(content)
        self._tar.addfile(info, counted)  # type: ignore[arg-type]
        self._digests[name] = counted.digest()


@dataclass
class Verified:
    """What an archive says of itself, once all of it was read."""

    manifest: dict[str, Any]
    closing: dict[str, Any]
    files: int = 0
    content_bytes: int = 0
    names: set[str] = field(default_factory=set)


def verify(stream: IO[bytes]) -> Verified:
    """Read all of an archive, and return what it says. Raises `Unusable`; writes nothing."""
    found = Verified({}, {})
    digests: dict[str, str] = {}
    for name, content in members(stream):
        if not found.manifest and name != MANIFEST:
            raise Unusable("This is no backup of a challenge marketplace.")
        if found.closing:
            raise Unusable("The archive goes on after its end: somebody added to it.")
        if name in (MANIFEST, CLOSING):
            raw = content.read()
            read = _read_json(raw)
            if name == CLOSING:
                found.closing = read
                continue
            found.manifest = read
            digests[name] = hashlib.sha256(raw).hexdigest()
            continue
        counted = _Counted(content)
        while piece := counted.read(READ):
            found.content_bytes += len(piece)
        digests[name] = counted.digest()
        found.files += name.startswith("files/")
        found.names.add(name)
    if not found.closing:
        raise Unusable("The archive is cut off, or damaged: use another one.")
    if found.closing.get("digests") != digests:
        raise Unusable("What the archive holds is not what was put into it: use another one.")
    return found


def members(stream: IO[bytes]) -> Iterator[tuple[str, Readable]]:
    """Yield each part's name and content, in order. Raises `Unusable` for what is no plain part."""
    try:
        with tarfile.open(fileobj=stream, mode="r|") as tar:
            for info in tar:
                if info.type not in (tarfile.REGTYPE, tarfile.AREGTYPE) or info.sparse:
                    raise Unusable("The archive holds a link or a device: nothing was restored.")
                if not _is_ours(info.name):
                    raise Unusable("The archive names a place outside: nothing was restored.")
                content = tar.extractfile(info)
                if content is None:
                    raise Unusable("The archive is damaged: use another one.")
                yield info.name, _Part(content)
    except BROKEN as fault:
        raise Unusable(CUT_OFF) from fault


def _is_ours(name: str) -> bool:
    path = PurePosixPath(name)
    if name in (MANIFEST, CLOSING):
        return True
    if path.is_absolute() or ".." in path.parts or "\0" in name or "\\" in name:
        return False
    is_piece = len(path.parts) == 2 and path.parts[0] == "database" and path.name.isdecimal()
    return is_piece or (len(path.parts) > 2 and path.parts[0] == "files")


def _read_json(raw: bytes) -> dict[str, Any]:
    try:
        read = json.loads(raw)
    except ValueError as fault:
        raise Unusable("The archive is damaged: use another one.") from fault
    if not isinstance(read, dict):
        raise Unusable("The archive is damaged: use another one.")
    return read


class _Part:
    """The content of one part, which may end too soon."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; raise `Unusable` where there are none that should be."""
        try:
            return self._content.read(size)
        except BROKEN as fault:
            raise Unusable(CUT_OFF) from fault


class _Counted:
    """A file that is read once, with the digest of what was read."""

    def __init__(self, content: Readable) -> None:
        self._content, self._hash = content, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        read = self._content.read(size)
        self._hash.update(read)
        return read

    def digest(self) -> str:
        """Return the digest of what was read until now."""
        return self._hash.hexdigest()

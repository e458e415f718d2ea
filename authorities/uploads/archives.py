"""ZIP archives, in which office documents come: bounds first, then each entry once, in pieces."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from authorities.uploads.signatures import (
    HEAD,
    MARKUP,
    ZIP_TAIL,
    refuse_hidden,
    two_things,
)

MOST_ENTRIES = 5_000
MOST_DIRECTORY = 2 * 1024 * 1024
MOST_UNPACKED = 256 * 1024 * 1024
# Text packs to a tenth or so, empty tables to a hundredth; a bomb to a thousandth.
MOST_RATIO = 200
SMALL = 1024 * 1024
PIECE = 256 * 1024
METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
LONG_END = b"PK\x06\x06"
LONG_LOCATOR = b"PK\x06\x07"
DRIVE = re.compile(r"[A-Za-z]:")


@dataclass
class Budget:
    """How much may still be unpacked of one upload, archives within it included."""

    left: int = MOST_UNPACKED
    entries: int = MOST_ENTRIES

    def take(self, size: int) -> None:
        """Take so many bytes; raise `ValidationError` when they are more than are left."""
        self.left -= size
        if self.left < 0:
            raise unpacks_too_large()


@dataclass
class Archive:
    """An archive whose bounds were checked; `names` are its entries' with forward slashes."""

    zip: zipfile.ZipFile
    budget: Budget
    names: dict[str, zipfile.ZipInfo] = field(default_factory=dict)

    @cached_property
    def _by_small_name(self) -> dict[str, zipfile.ZipInfo]:
        return {name.lower(): info for name, info in self.names.items()}

    def find(self, name: str) -> zipfile.ZipInfo | None:
        """Return the entry of this name, whatever its case, as office programs find it."""
        return self._by_small_name.get(name.lower())

    def read(self, info: zipfile.ZipInfo, most: int = 4 * 1024 * 1024) -> bytes:
        """Return the entry's content; raise `ValidationError` where it is longer than `most`."""
        if info.file_size > most:
            raise unpacks_too_large()
        return b"".join(self.pieces(info))

    def pieces(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        """Yield the entry's content in pieces; raise `ValidationError` where it is damaged.

        No more is unpacked than the archive's directory promised, and that was checked.
        """
        try:
            with self.zip.open(info) as entry:
                while piece := entry.read(PIECE):
                    self.budget.take(len(piece))
                    yield piece
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, struct.error) as bad:
            raise damaged() from bad
        except (NotImplementedError, RuntimeError) as locked:
            raise has_password() from locked


def open_archive(content: bytes, budget: Budget | None = None) -> Archive:
    """Return the archive; raise `ValidationError` before unpacking what is out of bounds.

    Bounds hold for the number of entries, their sizes and ratio, and where they would be unpacked.
    """
    budget = budget or Budget()
    _check_frame(content)
    try:
        opened = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, struct.error, NotImplementedError) as bad:
        raise damaged() from bad
    archive = Archive(opened, budget)
    infos = opened.infolist()
    budget.entries -= len(infos)
    if budget.entries < 0:
        raise unpacks_too_large()
    for info in infos:
        _check_entry(info)
        name = info.filename.replace("\\", "/")
        if name in archive.names:
            raise two_things()
        archive.names[name] = info
    if sum(info.file_size for info in infos) > budget.left:
        raise unpacks_too_large()
    return archive


def _check_frame(content: bytes) -> None:
    """Raise `ValidationError` unless the file is one archive from its first byte to its last."""
    at = content.rfind(b"PK\x05\x06", max(0, len(content) - ZIP_TAIL))
    if at < 0 or len(content) < at + 22:
        raise damaged()
    entries, size, offset, comment = struct.unpack("<HIIH", content[at + 10 : at + 22])
    ends = at
    if content[max(0, at - 20) : at].startswith(LONG_LOCATOR):
        # Some writers always add the frame for archives of more than 4 GB (APPNOTE 4.3.14, 15).
        (ends,) = struct.unpack("<Q", content[at - 12 : at - 4])
        if not content[ends : ends + 56].startswith(LONG_END) or len(content) < ends + 56:
            raise damaged()
        entries, size, offset = struct.unpack("<QQQ", content[ends + 32 : ends + 56])
    if entries > MOST_ENTRIES or size > MOST_DIRECTORY:
        raise unpacks_too_large()
    behind = content[at + 22 :]
    if ends != offset + size or len(behind) != comment or MARKUP.search(behind):
        raise two_things()
    if b"%PDF-" in content[: HEAD + 5]:
        raise two_things()
    refuse_hidden(content[: offset + size], has_markup=True)


def _check_entry(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x1 or info.flag_bits & 0x40:
        raise has_password()
    path = info.filename.replace("\\", "/")
    leads_elsewhere = path.startswith("/") or DRIVE.match(path) or ".." in path.split("/")
    if leads_elsewhere or stat.S_ISLNK(info.external_attr >> 16) or not path.isprintable():
        raise ValidationError(
            _(
                "This file would write outside its own folder when unpacked. "
                "Save it as a new file, and choose that one."
            ),
            code="path",
        )
    if info.compress_type not in METHODS:
        raise damaged()
    if info.file_size > SMALL and info.file_size > MOST_RATIO * max(1, info.compress_size):
        raise unpacks_too_large()


def unpacks_too_large() -> ValidationError:
    """Return the refusal of what grows too large."""
    return ValidationError(
        _(
            "This file unpacks to far more than its size. Take out what is empty or repeated, "
            "or save it as a PDF, then choose it again."
        ),
        code="bomb",
    )


def damaged() -> ValidationError:
    """Return the refusal of what cannot be read."""
    return ValidationError(
        _("This file is damaged. Open it, save it as a new file, and choose that one."),
        code="damaged",
    )


def has_password() -> ValidationError:
    """Return the refusal of what cannot be read without a password."""
    return ValidationError(
        _(
            "This file is protected by a password, so nobody here could open it. "
            "Save it without the password, then choose it again."
        ),
        code="password",
    )

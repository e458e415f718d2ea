"""Archives that unpack too large, lie about themselves, or point out of themselves."""

import io
import struct
import zipfile
from collections.abc import Iterator

from tests.authorities.uploads.corpus import (
    WINDOWS,
    Case,
    archive,
    sheet,
    text,
    word,
    word_parts,
)

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def places(content: bytes, part: str) -> tuple[int, int]:
    """Return where this part's local and central headers begin."""
    name = part.encode()
    with zipfile.ZipFile(io.BytesIO(content)) as kept:
        local = kept.getinfo(part).header_offset
    central = content.index(CENTRAL)
    while content[central + 46 : central + 46 + len(name)] != name:
        central = content.index(CENTRAL, central + 4)
    return local, central


def with_field(content: bytes, part: str, local_at: int, central_at: int, value: bytes) -> bytes:
    """Return the archive with a field of this part's headers overwritten in both places."""
    local, central = places(content, part)
    out = bytearray(content)
    for start, at in ((local, local_at), (central, central_at)):
        out[start + at : start + at + len(value)] = value
    return bytes(out)


def overlapping(times: int) -> bytes:
    """Return a Word document of which many entries unpack the same 10 megabytes."""
    content = archive({**word_parts(), "word/a0.xml": bytes(10_000_000)})
    _local, central = places(content, "word/a0.xml")
    end = content.rindex(END)
    row = content[central:end]
    rows = b"".join(row.replace(b"word/a0", b"word/" + name) for name in _names(times))
    total = struct.unpack_from("<H", content, end + 10)[0] + times
    start = content.index(CENTRAL)
    directory = content[start:end] + rows
    sizes = struct.pack("<HHHHIIH", 0, 0, total, total, len(directory), start, 0)
    return content[:start] + directory + END + sizes


def _names(times: int) -> Iterator[bytes]:
    for number in range(1, times + 1):
        yield b"%c%c" % (98 + number // 10, 48 + number % 10)


def nested(depth: int) -> bytes:
    """Return an archive in an archive in an archive."""
    content = archive({"0.txt": bytes(1_000_000)})
    for number in range(depth):
        content = archive({f"{number}.zip": content})
    return content


def holding_itself() -> bytes:
    """Return an archive of which one entry is the whole archive."""
    content = archive({**word_parts(), "word/self.docx": b""}, stored=("word/self.docx",))
    _local, central = places(content, "word/self.docx")
    out = bytearray(content)
    size = struct.pack("<II", len(content), len(content))
    out[central + 20 : central + 28] = size
    out[central + 42 : central + 46] = bytes(4)
    return bytes(out)


def bombs() -> Iterator[Case]:
    """Yield archives that unpack to far more than they are."""
    large = bytes(150_000_000)
    yield (
        "word-document-that-unpacks-to-150-megabytes",
        "plan.docx",
        word({"word/media/a.xml": large}),
    )
    yield "open-document-that-unpacks-to-150-megabytes", "plan.odt", text({"Pictures/a.svm": large})
    types = word_parts()["[Content_Types].xml"].replace(b"?>\n", b"?>" + b" " * 40_000_000)
    yield (
        "content-types-that-unpack-to-40-megabytes",
        "plan.docx",
        word({"[Content_Types].xml": types}),
    )
    crowd = {f"xl/{number}": b"" for number in range(30_000)}
    yield "workbook-of-30000-entries", "costs.xlsx", sheet(crowd)
    lies = word({"word/media/a.xml": bytes(150_000_000)})
    small = struct.pack("<I", 100)
    lies = with_field(lies, "word/media/a.xml", 22, 24, small)
    yield "word-document-that-lies-about-its-size", "plan.docx", lies
    yield "word-document-of-overlapping-entries", "plan.docx", overlapping(40)
    yield "word-document-of-nested-archives", "plan.docx", word({"word/media/9.zip": nested(9)})
    yield "word-document-that-holds-itself", "plan.docx", holding_itself()
    other = archive({**word_parts(), "word/a.xml": bytes(50_000_000)}, method=zipfile.ZIP_BZIP2)
    yield "word-document-packed-by-bzip2", "plan.docx", other


def paths() -> Iterator[Case]:
    """Yield archives whose entries point elsewhere, or have names that readers differ about."""
    yield "entry-above-the-archive-from-within", "plan.odt", text({"Pictures/../../../x": b"x"})
    yield "entry-at-an-absolute-path", "plan.docx", word({"/etc/cron.d/x": b"x"})
    yield "entry-on-a-drive", "plan.docx", word({"C:\\Windows\\x.dll": WINDOWS})
    yield "entry-with-nul-in-its-name", "plan.docx", word({"word/media/a.exe\0.png": WINDOWS})
    target = io.BytesIO(word())
    with zipfile.ZipFile(target, "a") as kept:
        link = zipfile.ZipInfo("word/media/image1.png")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        kept.writestr(link, "/etc/passwd")
    local, _central = places(hidden := word({"word/safe.xml": WINDOWS}), "word/safe.xml")
    renamed = hidden[: local + 30] + b"word/evil.exe" + hidden[local + 43 :]
    yield "entry-with-two-names", "plan.docx", renamed


def locked_or_broken() -> Iterator[Case]:
    """Yield archives with a password, and archives that are not whole."""
    flag = with_field(word(), "word/document.xml", 6, 8, b"\x01\0")
    yield "word-document-whose-archive-is-locked", "plan.docx", flag
    flag = with_field(text(), "content.xml", 6, 8, b"\x01\0")
    strong = with_field(with_field(word(), "word/document.xml", 6, 8, b"\x41\0"), *_aes())
    yield "word-document-whose-archive-is-locked-by-aes", "plan.docx", strong
    yield "word-document-cut-in-the-middle", "plan.docx", word()[:700]
    wrong = with_field(word(), "word/document.xml", 14, 16, b"\x01\x02\x03\x04")
    yield "word-document-whose-sum-is-wrong", "plan.docx", wrong
    yield "archive-of-nothing", "costs.xlsx", END + bytes(18)


def _aes() -> tuple[str, int, int, bytes]:
    return "word/document.xml", 8, 10, struct.pack("<H", 99)


def archives() -> Iterator[Case]:
    """Yield every hostile archive."""
    yield from bombs()
    yield from paths()
    yield from locked_or_broken()

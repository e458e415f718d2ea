"""PDFs that act, carry programs, ask for a password, never end or are not whole."""

import zlib
from collections.abc import Iterator

from tests.authorities.uploads.corpus import SCRIPT, WINDOWS, Case
from tests.authorities.uploads.corpus_pdf import objects_of, pdf, stream

ALERT = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
LAUNCH = b"<< /S /Launch /Win << /F (cmd.exe) /P (/c calc) >> /F (cmd.exe) >>"


def carrying(name: bytes, content: bytes) -> bytes:
    """Return a PDF with this file attached."""
    names = b"/Names << /EmbeddedFiles << /Names [(%s) 6 0 R] >> >>" % name
    specification = b"<< /Type /Filespec /F (%s) /UF (%s) /EF << /F 7 0 R >> >>" % (name, name)
    attached = stream(content, b"/Type /EmbeddedFile")
    return pdf(specification, attached, catalog=names)


def in_an_object_stream(hidden: bytes) -> bytes:
    """Return a PDF whose action (object 6) is packed where a search by bytes cannot see it."""
    inner = b"6 0 " + hidden
    packed = stream(zlib.compress(inner), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    objects = [*objects_of(catalog=b"/OpenAction 6 0 R"), packed]
    out, places = bytearray(b"%PDF-1.5\n"), {}
    for number, content in zip([1, 2, 3, 4, 5, 7], objects, strict=True):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = places[8] = len(out)
    rows = b"\0\0\0\0"
    for number in range(1, 9):
        place = places.get(number)
        row = (
            b"\x02" + (7).to_bytes(2, "big")
            if place is None
            else b"\x01" + place.to_bytes(2, "big")
        )
        rows += row + b"\0"
    entries = b"/Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R"
    return bytes(
        out + b"8 0 obj\n" + stream(rows, entries) + b"\nendobj\nstartxref\n%d\n%%%%EOF" % start
    )


def acting() -> Iterator[Case]:
    """Yield PDFs that do something when they are opened."""
    yield "pdf-runs-javascript-on-opening", "plan.pdf", pdf(catalog=b"/OpenAction " + ALERT)
    named = b"/Names << /JavaScript << /Names [(a) 6 0 R] >> >>"
    yield "pdf-names-a-javascript", "plan.pdf", pdf(ALERT, catalog=named)
    escaped = b"/OpenAction << /S /J#61va#53cript /J#53 (app.alert\\(1\\)) >>"
    yield "pdf-spells-javascript-in-escapes", "plan.pdf", pdf(catalog=escaped)
    yield "pdf-hides-javascript-in-an-object-stream", "plan.pdf", in_an_object_stream(ALERT)
    yield "pdf-launches-a-program", "plan.pdf", pdf(catalog=b"/OpenAction " + LAUNCH)
    link = b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A %s >>" % LAUNCH
    yield "pdf-launches-a-program-from-a-link", "plan.pdf", pdf(link, page=b"/Annots [6 0 R]")
    added = pdf()
    added += b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R /OpenAction %s >>\nendobj\n" % ALERT
    place = len(pdf())
    added += b"xref\n1 1\n%010d 00000 n \ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\n" % (
        place,
        pdf().rindex(b"xref\n0 "),
    )
    added += b"startxref\n%d\n%%%%EOF\n" % added.rindex(b"xref\n1 1")
    yield "pdf-gains-javascript-in-a-later-version", "plan.pdf", added


def carried() -> Iterator[Case]:
    """Yield PDFs with a program attached."""
    yield "pdf-carries-a-program", "plan.pdf", carrying(b"update.exe", WINDOWS)
    yield "pdf-carries-a-script", "plan.pdf", carrying(b"update.js", SCRIPT)
    note = b"<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] /FS 7 0 R >>"
    named = b"<< /Type /Filespec /F (a.scr) /EF << /F 8 0 R >> >>"
    program = stream(WINDOWS, b"/Type /EmbeddedFile")
    yield (
        "pdf-pins-a-program-to-its-page",
        "plan.pdf",
        pdf(note, named, program, page=b"/Annots [6 0 R]"),
    )


def broken() -> Iterator[Case]:
    """Yield PDFs that are locked, cut, or never end."""
    yield "pdf-after-five-kilobytes-of-junk", "plan.pdf", b"x" * 5000 + pdf()
    yield "pdf-of-a-first-line-alone", "plan.pdf", b"%PDF-1.7\n"
    yield "pdf-first-line-before-text", "plan.pdf", b"%PDF-1.4\nOur plan for the pilot.\n%%EOF\n"
    yield "pdf-cut-in-the-middle", "plan.pdf", pdf()[:200]
    circle = objects_of()
    circle[1] = b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    yield "pdf-whose-pages-hold-themselves", "plan.pdf", pdf(objects=circle)
    empty = objects_of()
    empty[1] = b"<< /Type /Pages /Kids [] /Count 0 >>"
    yield "pdf-of-no-pages", "plan.pdf", pdf(objects=empty)
    bomb = zlib.compress(zlib.compress(bytes(200_000_000), 9), 9)
    twice = objects_of()
    twice[3] = stream(bomb, b"/Filter [/FlateDecode /FlateDecode]")
    yield "pdf-whose-page-unpacks-to-200-megabytes", "plan.pdf", pdf(objects=twice)


def pdfs() -> Iterator[Case]:
    """Yield every hostile PDF."""
    yield from acting()
    yield from carried()
    yield from broken()

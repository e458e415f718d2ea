"""What a file is, read from what it is, and the sentence for each that is not taken."""

import io
import struct
import time
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from authorities.uploads import pdfs
from authorities.uploads.kinds import CSV, DOCX, JPEG, ODT, PDF, TXT, XLSX
from authorities.uploads.validation import read_kind

pytestmark = pytest.mark.one_database

WRITERS = Path(__file__).parent / "writers"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO_MAIN = "application/vnd.ms-word.document.macroEnabled.main+xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
A_PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def content_types(main=MAIN, more=""):
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>{more}</Types>'
    )


def packed(*entries, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


def docx(*more, types=None):
    return packed(
        ("word/document.xml", "<document/>"),
        ("_rels/.rels", "<Relationships/>"),
        *more,
        ("[Content_Types].xml", types or content_types()),
    )


def odt(*more, mimetype="application/vnd.oasis.opendocument.text"):
    return packed(("content.xml", "<office/>"), *more, ("mimetype", mimetype))


def ole(stream):
    return OLE + stream.encode("utf-16-le")


def picture(kind, size=(8, 8)):
    out = io.BytesIO()
    Image.new("RGB", size).save(out, kind)
    return out.getvalue()


def pdf_with(text):
    return A_PDF.replace(b"/Type /Catalog", b"/Type /Catalog " + text)


def object_stream(text):
    packed_text = zlib.compress(text)
    return (
        b"2 0 obj\n<< /Type /ObjStm >>\nstream\n" + packed_text + b"\nendstream\nendobj\n3 0 obj <<"
    )


def attached(text):
    whole = (WRITERS / "summary.pdf").read_bytes()
    assert b"/Type /Catalog" in whole
    return whole.replace(b"/Type /Catalog", b"/Type /Catalog " + text)


def huge_png():
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + header
    crc = struct.pack(">I", zlib.crc32(chunk))
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + crc + picture("PNG")[33:]


def refusal(content, name="plan.pdf"):
    with pytest.raises(ValidationError) as refused:
        read_kind(content, name)
    return " ".join(refused.value.messages)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("plan-by-python-docx.docx", DOCX),
        ("plan-by-libreoffice.odt", ODT),
        ("costs-by-openpyxl.xlsx", XLSX),
        ("photo.jfif", JPEG),
        ("photo.jpe", JPEG),
        ("summary.pdf", PDF),
        ("plan-that-may-not-be-changed.pdf", PDF),
        ("summary-with-leading-bytes.pdf", PDF),
    ],
)
def test_what_other_programs_wrote_is_taken(name, kind):
    found = read_kind((WRITERS / name).read_bytes(), name)
    assert found == kind
    assert f".{name.rpartition('.')[2]}" in kind.endings


def test_an_office_document_is_known_wherever_its_parts_stand():
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><m:file-entry '
        'm:full-path="/" m:media-type="application/vnd.oasis.opendocument.text"/></m:manifest>'
    )
    assert read_kind(docx(), "a.docx") == DOCX
    assert read_kind(odt(), "a.odt") == ODT
    without = packed(("content.xml", "<office/>"), ("META-INF/manifest.xml", manifest))
    assert read_kind(without, "a.odt") == ODT


def test_a_workbook_behind_a_chart_is_no_archive_in_an_archive():
    book = (WRITERS / "costs-by-openpyxl.xlsx").read_bytes()
    assert read_kind(docx(("word/embeddings/Sheet1.xlsx", book)), "a.docx") == DOCX
    assert "archive inside" in refusal(docx(("word/media/Sheet1.xlsx", book)))
    twice = docx(("word/embeddings/a.docx", docx(("word/embeddings/b.xlsx", book))))
    assert "archive inside" in refusal(twice)


@pytest.mark.parametrize("text", ["Größe;1\n", "a,b\r\n1,2", "\ufeffName,Ort\n"])
def test_a_table_is_taken_in_each_encoding_that_spreadsheets_write(text):
    encodings = ["utf-8", "utf-16", *(["latin-1"] if "\ufeff" not in text else [])]
    assert {read_kind(text.encode(one), "t.csv") for one in encodings} == {CSV}
    assert read_kind(text.encode(), "t.txt") == TXT


REFUSED = [
    (docx(types=content_types(main=MACRO_MAIN)), "There are macros"),
    (docx(("word/vbaProject.bin", b"x")), "There are macros"),
    (odt(("Basic/Standard/Module1.xml", "<x/>")), "There are macros"),
    (docx(("word/embeddings/tool.exe", b"x")), "There is a program"),
    (docx(("word/media/image1.png", b"MZ\x90")), "There is a program"),
    (docx(("word/embeddings/o.bin", ole("Ole10Native"))), "embedded in this document"),
    (docx(("a.bin", b"Rar!\x1a\x07\x00")), "archive inside"),
    (packed(("a.bin", b"7z\xbc\xaf")), "This is an archive of files"),
    (docx(("word/more.gz", b"\x1f\x8b\x08")), "archive inside"),
    (docx(("../../evil.xml", b"")), "outside its own folder"),
    (docx(("/evil.xml", b"")), "outside its own folder"),
    (docx(("word/zeros.xml", bytes(9_000_000))), "unpacks to far more"),
    (docx(*((f"word/{n}.xml", "") for n in range(5_000))), "unpacks to far more"),
    (docx(("word/x.xml", '<!DOCTYPE x [<!ENTITY a "b">]>')), "starts or fetches"),
    (
        docx(
            (
                "word/_rels/settings.xml.rels",
                '<r><Relationship Type="http://x/attachedTemplate" '
                'Target="https://evil.example/t.dotm" TargetMode="External"/></r>',
            )
        ),
        "starts or fetches",
    ),
    (docx(("mimetype", "application/vnd.oasis.opendocument.text")), "two things at once"),
    (docx() + b"<script>alert(1)</script>", "two things at once"),
    (b"MZ" + docx(), "This is a program"),
    (A_PDF + docx(), "two things at once"),
    (A_PDF + b"<script>alert(1)</script>", "two things at once"),
    (b"<html><script>1</script>" + A_PDF, "two things at once"),
    (b"x" * 1100 + A_PDF, "This is a plain text"),
    (pdf_with(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), "a script in this PDF"),
    (pdf_with(b"/OpenAction << /S /J#61vaScript /JS (1) >>"), "a script in this PDF"),
    (pdf_with(b"/OpenAction << /S /Launch /F (cmd.exe) >>"), "starts or fetches"),
    (pdf_with(b"/X 2 0 R >>\nendobj\n" + object_stream(b"<< /S /JavaScript >>")), "a script in"),
    (attached(b"/X << /EF << /F 2 0 R >> >>"), "Another file is attached"),
    (pdf_with(b"/A << /S /URI /URI (javascript:alert(1)) >>"), "starts or fetches"),
    (docx(("word/x.xml", "<x/>".encode("utf-16"))), "damaged"),
    (picture("JPEG") + A_PDF, "two things at once"),
    (A_PDF.replace(b"%%EOF", b""), "damaged"),
    ((WRITERS / "summary-with-password.pdf").read_bytes(), "protected by a password"),
    (
        ole("EncryptedPackage"),
        "protected by a password",
    ),
    (
        ole("WordDocument"),
        "older Word document (.doc)",
    ),
    (b"\0\0\0\x18ftypheic" + bytes(40), "a photo from an iPhone (HEIC)"),
    (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "SVG"),
    (b"{\\rtf1 Hello}", "Rich Text"),
    (packed(("Index/Document.iwa", b"x")), "Pages, Numbers or Keynote"),
    (b"\x7fELF\x02\x01\x01" + bytes(100), "This is a program"),
    (picture("JPEG") + docx(), "two things at once"),
    (picture("PNG") + b"MZ" + bytes(60), "two things at once"),
    (b"\xff\xd8\xff\xe0/*" + picture("JPEG")[6:], "two things at once"),
    (b"GIF89a/*" + bytes(20) + b"*/=alert(1)", "two things at once"),
    (picture("GIF")[:6] + b"\xff", "damaged"),
    (huge_png(), "more than 60 million pixels"),
]


@pytest.mark.parametrize(("content", "sentence"), REFUSED, ids=range(len(REFUSED)))
def test_what_is_not_taken_is_told_by_its_own_sentence(content, sentence):
    assert sentence in refusal(content)


XPS_TYPES = ("[Content_Types].xml", content_types(main="application/vnd.ms-package.xps+xml"))
APPLES = packed(("Index/Document.iwa", b"x"))


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (APPLES, "plan.pages", "This is a Pages document. Export it as PDF or Word"),
        (APPLES, "costs.numbers", "This is a Numbers spreadsheet. Export it as PDF or Excel"),
        (APPLES, "pitch.key", "This is a Keynote presentation. Export it as a PDF"),
        (APPLES, "plan.docx", "This is a Pages, Numbers or Keynote document."),
        (packed(("x", b"y")), "plan.pages", "This is a Pages document."),
        (odt(mimetype="application/epub+zip"), "plan.epub", "an electronic book (EPUB). Save it"),
        (packed(XPS_TYPES), "plan.oxps", "This is an XPS document. Print it to a PDF"),
        (ole("VisioDocument"), "plan.vsd", "This is a drawing. Save it as PNG or PDF"),
        (b"[InternetShortcut]\nURL=https://example.org", "plan.url", "a link to a document"),
        (b'{"doc_id": "1"}', "plan.gdoc", "a link to a document, not the document. Download"),
        (b"\0\0\0\x14ftypqt  " + bytes(40), "clip.mov", "a film or a recording. Say where"),
        (b"\0\0\0\x1cftypmp42" + bytes(40), "clip.mp4", "a film or a recording. Say where"),
        (b"II*\0\x08\0\0\0" + bytes(40), "scan.tif", "Save it as JPEG or PNG."),
        (b"\x93\0\x91\xff" * 40, "plan.pdf", "named as a PDF, but it is none. Save or print it"),
        (b"\x93\0\x91\xff" * 40, "plan.xyz", "We cannot tell what this file is. Save it as a PDF"),
    ],
)
def test_what_a_person_knows_by_its_name_is_called_so_with_what_would_do(content, name, sentence):
    assert sentence in refusal(content, name)


@pytest.mark.parametrize("name", ["notes.txt", "table.csv"])
@pytest.mark.parametrize(
    "content", [b"<html><body>", b"#!/bin/sh\n", b"a\0b", b"a <script>1</script>", b"MZ\x90\0"]
)
def test_a_text_is_no_page_and_no_program(content, name):
    assert "not a plain text" in refusal(content, name)


def test_a_table_that_starts_a_program_is_refused():
    assert "not a plain text" in refusal(b"Name,Cost\nA,=cmd|' /C calc'!A0\n", "table.csv")


def test_a_stream_that_unpacks_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_IN_STREAM", 10_000_000)
    zeros = zlib.compress(bytes(10_500_000))
    stream = b"2 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + zeros + b"\nendstream\nendobj\n"
    assert "unpacks to far more" in refusal(A_PDF[:9] + stream + A_PDF[9:])
    assert read_kind(A_PDF[:9] + stream.replace(zeros, zeros[:500]) + A_PDF[9:], "a.pdf") == PDF


def test_an_archive_with_the_long_frame_is_taken():
    content = docx()
    at = content.rfind(b"PK\x05\x06")
    entries, size, offset = struct.unpack("<HII", content[at + 10 : at + 20])
    long_end = struct.pack(
        "<4sQHHIIQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, entries, entries, size, offset
    )
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, at, 1)
    assert read_kind(content[:at] + long_end + locator + content[at:], "a.docx") == DOCX


@pytest.mark.parametrize(
    "piece", [b"/S%", b"stream\n", b"/ObjStm stream\n", b"/JavaScript ", b"MZ", b"/S" + b" " * 50]
)
def test_a_file_that_is_made_to_be_searched_for_long_is_not(piece):
    began = time.monotonic()
    with suppress(ValidationError):
        read_kind(A_PDF[:9] + piece * (4_000_000 // len(piece)) + A_PDF[9:], "a.pdf")
    assert time.monotonic() - began < 10


def test_an_archive_that_lies_about_a_size_is_damaged():
    content = bytearray(docx(("word/zeros.xml", bytes(500_000))))
    at = content.rfind(b"PK\x01\x02", 0, content.rfind(b"[Content_Types].xml") - 46)
    content[at + 24 : at + 28] = struct.pack("<I", 10)
    assert "damaged" in refusal(bytes(content))


def test_an_animated_picture_counts_each_frame(settings):
    settings.IMAGE_MAX_PIXELS = 1_000_000
    frames = [Image.new("RGB", (400, 400), (20 * number, 0, 0)) for number in range(10)]
    out = io.BytesIO()
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    assert "million pixels" in refusal(out.getvalue())
    assert read_kind(picture("GIF", (400, 400)), "a.gif").endings == (".gif",)

"""Office files as writers that do not run here make them, rebuilt by hand."""

import io
import struct
import zipfile
from collections.abc import Iterator

from tests.authorities.uploads.corpus import (
    ODT,
    OPC,
    WORD_MAIN,
    XML,
    Case,
    archive,
    content_types,
    manifest,
    png,
    relationships,
    sheet,
    sheet_parts,
    text,
    text_parts,
    word,
    word_parts,
)

STRICT = b"http://purl.oclc.org/ooxml"
DOCTYPE = (
    b'<!DOCTYPE manifest:manifest PUBLIC "-//OpenOffice.org//DTD Manifest 1.0//EN"'
    b' "Manifest.dtd">\n'
)
SIGNATURES = (
    b'<document-signatures xmlns="urn:oasis:names:tc:opendocument:xmlns:digitalsignature:1.0"/>'
)
FORMULA = b"application/vnd.oasis.opendocument.formula"


class Pipe:
    """A target that cannot be wound back, so that sizes follow the content."""

    def __init__(self) -> None:
        self.kept = bytearray()

    def write(self, content: bytes, /) -> int:
        self.kept += content
        return len(content)

    def flush(self) -> None:
        """Hold nothing back."""

    def close(self) -> None:
        """Keep what was written."""


def streamed(parts: dict[str, bytes]) -> bytes:
    """Return an archive whose sizes stand behind the parts, as Java's and Google's writers do."""
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w") as kept:
        for name, content in parts.items():
            kept.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return bytes(pipe.kept)


def with_extra(parts: dict[str, bytes], extra: bytes) -> bytes:
    """Return an archive with this extra field in each entry."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as kept:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name)
            entry.extra = extra
            kept.writestr(entry, content, zipfile.ZIP_DEFLATED)
    return target.getvalue()


def repacked() -> Iterator[Case]:
    """Yield documents whose archives are laid out otherwise than Word lays them out."""
    parts = word_parts()
    yield "word-document-streamed-as-google-docs-does", "Angebot für Köln.docx", streamed(parts)
    yield "open-document-streamed", "plan.odt", streamed(text_parts())
    types = parts.pop("[Content_Types].xml")
    last = archive({**parts, "[Content_Types].xml": types})
    yield "word-document-with-content-types-last", "plan.docx", last
    folders = {"_rels/": b"", "word/": b"", **word_parts()}
    yield "word-document-with-folders-as-entries", "plan.docx", archive(folders)
    hint = struct.pack("<HHHH", 0xA220, 20, 0xA028, 16) + bytes(16)
    yield "word-document-with-words-growth-hint", "plan.docx", with_extra(word_parts(), hint)
    stored = archive(word_parts(), method=zipfile.ZIP_STORED)
    yield "word-document-not-compressed-at-all", "plan.docx", stored


def word_documents() -> Iterator[Case]:
    """Yield Word documents with parts and types that Word and others write."""
    strict = {
        name: content.replace(
            OPC.encode() + b"/officeDocument/2006", STRICT + b"/officeDocument"
        ).replace(OPC.encode() + b"/wordprocessingml/2006", STRICT + b"/wordprocessingml")
        for name, content in word_parts().items()
    }
    yield "strict-word-document", "plan.docx", archive(strict)
    parts = word_parts()
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["[Content_Types].xml"] = content_types({"/word/document2.xml": WORD_MAIN})
    parts["_rels/.rels"] = relationships(("officeDocument", "/word/document2.xml"))
    default = {"[Content_Types].xml": content_types({}, {"xml": WORD_MAIN})}
    yield "word-document-typed-by-its-ending-alone", "plan.docx", word(default)
    marked = {"[Content_Types].xml": b"\xef\xbb\xbf" + word_parts()["[Content_Types].xml"]}
    yield "content-types-with-a-byte-order-mark", "PLAN.DOCX", word(marked)
    own = r"file:///C:\Users\anna\AppData\Roaming\Microsoft\Templates\Letter.dotx"
    template = relationships(("attachedTemplate", own), external=True)
    yield (
        "word-document-by-a-template-of-the-writers",
        "letter.docx",
        word({"word/_rels/settings.xml.rels": template}),
    )
    links = relationships(
        ("hyperlink", "https://example.org/plan"),
        ("hyperlink", "mailto:anna@example.org"),
        ("image", "https://example.org/logo.png"),
        external=True,
    )
    yield "word-document-with-links", "plan.docx", word({"word/_rels/document.xml.rels": links})
    more = {
        "word/fonts/font1.odttf": bytes(range(256)) * 8,
        "word/media/image1.emf": b"\x01\0\0\0\x6c\0\0\0" + bytes(32) + b" EMF" + bytes(64),
        "docProps/thumbnail.wmf": b"\xd7\xcd\xc6\x9a" + bytes(60),
        "customXml/item1.xml": b"<b:Sources xmlns:b='b'/>",
        "_xmlsignatures/origin.sigs": b"",
    }
    yield "signed-word-document-with-fonts-and-drawings", "plan.docx", word(more)
    protected = f'<w:settings xmlns:w="{OPC}/wordprocessingml/2006/main"><w:documentProtection'
    protected += ' w:edit="readOnly" w:enforcement="1" w:hash="YQ=="/></w:settings>'
    settings = {"word/settings.xml": XML + protected.encode()}
    yield "word-document-that-may-only-be-read", "plan.docx", word(settings)


def workbooks() -> Iterator[Case]:
    """Yield workbooks with parts that Excel writes."""
    away = relationships(("externalLinkPath", "Rates.xlsx"), external=True)
    linked = {
        "xl/externalLinks/externalLink1.xml": b"<externalLink/>",
        "xl/externalLinks/_rels/externalLink1.xml.rels": away,
    }
    yield "workbook-that-reads-another", "costs.xlsx", sheet(linked)
    row = '<row r="%d"><c r="A%d" t="inlineStr"><is><t>Sensor</t></is></c></row>'
    rows = "".join(row % (number, number) for number in range(2, 40_000))
    page = sheet_parts()["xl/worksheets/sheet1.xml"]
    long = page.replace(b"</sheetData>", rows.encode() + b"</sheetData>")
    yield "workbook-of-40000-like-rows", "readings.XLSX", sheet({"xl/worksheets/sheet1.xml": long})


def open_documents() -> Iterator[Case]:
    """Yield OpenDocument texts that older and other writers make."""
    parts = text_parts()
    del parts["mimetype"]
    yield "open-document-told-by-its-manifest-alone", "plan.odt", archive(parts)
    yield "open-document-with-a-compressed-mimetype", "计划.odt", archive(text_parts())
    listed = manifest(ODT).replace(XML, XML + DOCTYPE)
    yield (
        "open-document-as-openoffice-2-made-it",
        "plan.odt",
        text({"META-INF/manifest.xml": listed}),
    )
    formula = {
        "Object 1/content.xml": b"<math xmlns='http://www.w3.org/1998/Math/MathML'/>",
        "ObjectReplacements/Object 1": b"VCLMTF" + bytes(40),
        "Configurations2/accelerator/current.xml": b"",
        "Thumbnails/thumbnail.png": png(),
    }
    listed = manifest(ODT, ["content.xml", *formula]).replace(
        b"</manifest:manifest>",
        b'<manifest:file-entry manifest:full-path="Object 1/" manifest:media-type="%s"/>'
        b"</manifest:manifest>" % FORMULA,
    )
    formula["Configurations2/toolbar/"] = b""
    formula["META-INF/documentsignatures.xml"] = SIGNATURES
    formula["META-INF/manifest.xml"] = listed
    yield "signed-open-document-with-a-formula", "plan.odt", text(formula)


def offices() -> Iterator[Case]:
    """Yield every genuine Office file that is made by hand."""
    yield from repacked()
    yield from word_documents()
    yield from workbooks()
    yield from open_documents()

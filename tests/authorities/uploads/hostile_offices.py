"""Office files that carry macros, programs or orders, or are locked or not whole."""

from collections.abc import Iterator

from tests.authorities.uploads.corpus import (
    ODT,
    SCRIPT,
    SHELL,
    WINDOWS,
    WORD_MAIN,
    XML,
    Case,
    archive,
    content_types,
    manifest,
    ole,
    relationships,
    sheet,
    sheet_parts,
    text,
    word,
    word_parts,
)

VBA = "application/vnd.ms-office.vbaProject"
PROJECT = ole({"VBA": b'Attribute VB_Name = "ThisDocument"', "PROJECT": b'ID="{0}"'})
PACKAGE = ole({"\x01Ole10Native": b"\x02\0update.exe\0C:\\update.exe\0" + WINDOWS})
MACRO_WORD = "application/vnd.ms-word.document.macroEnabled.main+xml"
MACRO_SHEET = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
BASIC = b"<script:module xmlns:script='s'>Sub Main\nShell \"calc\"\nEnd Sub</script:module>"
LOCKED = (
    '<manifest:encryption-data manifest:checksum-type="SHA1/1K" manifest:checksum="YQ==">'
    '<manifest:algorithm manifest:algorithm-name="Blowfish CFB"'
    ' manifest:initialisation-vector="YWJjZGVmZ2g="/></manifest:encryption-data>'
)


def macros() -> Iterator[Case]:
    """Yield Office files with macros, told or hidden."""
    yield "word-document-with-macros", "plan.docx", word({"word/vbaProject.bin": PROJECT})
    yield "workbook-with-macros", "costs.xlsx", sheet({"xl/vbaProject.bin": PROJECT})
    yield "macros-among-the-pictures", "plan.docx", word({"word/media/vbaProject.bin": PROJECT})
    told = {"/word/document.xml": WORD_MAIN, "/word/notes.dat": VBA}
    by_type = {"[Content_Types].xml": content_types(told), "word/notes.dat": PROJECT}
    yield "macros-told-only-by-their-content-type", "plan.docx", word(by_type)
    yield (
        "docm-named-as-docx",
        "plan.docx",
        word({"word/vbaProject.bin": PROJECT}, MACRO_WORD, bin=VBA),
    )
    yield "docm-without-its-macros", "plan.docx", word(main=MACRO_WORD)
    yield (
        "xlsm-named-as-xlsx",
        "costs.xlsx",
        sheet({"xl/vbaProject.bin": PROJECT}, MACRO_SHEET, bin=VBA),
    )
    template = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
    yield "dotm-named-as-docx", "plan.docx", word(main=template)
    old = {"xl/macrosheets/sheet2.xml": b"<xm:macrosheet xmlns:xm='m'/>"}
    plain = sheet_parts()["[Content_Types].xml"]
    old["[Content_Types].xml"] = plain.replace(
        b"</Types>",
        b'<Override PartName="/xl/macrosheets/sheet2.xml"'
        b' ContentType="application/vnd.ms-excel.macrosheet+xml"/></Types>',
    )
    yield "workbook-with-an-excel-4-macro-sheet", "costs.xlsx", sheet(old)
    yield (
        "excel-4-macro-sheet-in-binary",
        "costs.xlsx",
        sheet({"xl/macrosheets/sheet2.bin": bytes(64)}),
    )
    binary = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"
    yield "binary-workbook-under-its-own-ending", "costs.xlsb", sheet(main=binary)


def carried() -> Iterator[Case]:
    """Yield Office files with programs or other files that act inside."""
    inside = "word/embeddings/"
    yield (
        "word-document-with-a-packed-program",
        "plan.docx",
        word({inside + "oleObject1.bin": PACKAGE}),
    )
    yield "word-document-with-a-program", "plan.docx", word({inside + "update.exe": WINDOWS})
    yield (
        "word-document-with-a-program-as-picture",
        "plan.docx",
        word({"word/media/image1.png": WINDOWS}),
    )
    yield "word-document-with-a-shell-script", "plan.docx", word({inside + "update.sh": SHELL})
    nested = word({"word/vbaProject.bin": PROJECT}, MACRO_WORD)
    yield "word-document-with-a-docm-inside", "plan.docx", word({inside + "Document1.docm": nested})
    yield (
        "word-document-with-an-archive",
        "plan.docx",
        word({inside + "x.zip": archive({"x.exe": WINDOWS})}),
    )
    yield "word-document-with-activex", "plan.docx", word({"word/activeX/activeX1.bin": bytes(64)})


def reaching_out() -> Iterator[Case]:
    """Yield Office files that fetch what acts from elsewhere, or read what is not theirs."""
    share = relationships(("attachedTemplate", r"\\203.0.113.9\share\x.dotm"), external=True)
    settings = {"word/_rels/settings.xml.rels": share}
    yield "template-from-a-strangers-share", "plan.docx", word(settings)
    away = relationships(("oleObject", "https://203.0.113.9/x.html!"), external=True)
    yield "object-from-the-web", "plan.docx", word({"word/_rels/document.xml.rels": away})
    reads = b'<!DOCTYPE Types [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    types = word_parts()["[Content_Types].xml"]
    doctype = types.replace(XML, XML + reads).replace(b"</Types>", b"<!-- -->&x;</Types>")
    yield "content-types-that-read-a-file", "plan.docx", word({"[Content_Types].xml": doctype})
    laughs = b"<!DOCTYPE Types [<!ENTITY a0 'ha'>" + b"".join(
        b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 11)
    )
    laughing = types.replace(XML, XML + laughs + b"]>").replace(b"</Types>", b"&a10;</Types>")
    yield "content-types-of-a-billion-laughs", "plan.docx", word({"[Content_Types].xml": laughing})
    body = word_parts()["word/document.xml"].replace(
        XML, XML + reads.replace(b"Types", b"w:document")
    )
    yield "word-document-that-reads-a-file", "plan.docx", word({"word/document.xml": body})


def locked() -> Iterator[Case]:
    """Yield Office files that ask for a password."""
    secret = ole(
        {"EncryptionInfo": b"\x04\0\x04\0\x40\0\0\0<encryption/>", "EncryptedPackage": bytes(4096)}
    )
    yield "word-document-with-a-password", "plan.docx", secret
    content = {
        "META-INF/manifest.xml": manifest(ODT, inside=LOCKED),
        "content.xml": bytes(range(256)),
    }
    yield "open-document-with-a-password", "plan.odt", text(content)
    whole = {
        "mimetype": ODT,
        "encrypted-package": bytes(range(256)),
        "META-INF/manifest.xml": manifest(ODT, ["encrypted-package"], LOCKED),
    }
    yield "open-document-locked-as-a-whole", "plan.odt", archive(whole, stored=("mimetype",))


def broken() -> Iterator[Case]:
    """Yield Office files that are not whole, or say two things of themselves."""
    main = word_parts()["word/document.xml"]
    yield "word-document-without-content-types", "plan.docx", archive({"word/document.xml": main})
    twice = [*word_parts().items(), ("[Content_Types].xml", content_types({}))]
    yield "word-document-with-two-lists-of-types", "plan.docx", archive(twice)
    yield "word-document-named-as-workbook", "costs.xlsx", word()
    outside = relationships(("officeDocument", "../../../../etc/passwd"))
    yield "main-part-outside-the-archive", "plan.docx", word({"_rels/.rels": outside})


def open_documents() -> Iterator[Case]:
    """Yield OpenDocument texts with macros or programs, or that are not what they say."""
    library = {
        "Basic/script-lc.xml": b"<library:libraries xmlns:library='l'/>",
        "Basic/Standard/script-lb.xml": b"<library:library xmlns:library='l'/>",
        "Basic/Standard/Letters.xml": BASIC,
    }
    yield "open-document-with-a-library-of-basic", "plan.odt", text(library)
    yield "open-document-with-python", "plan.odt", text({"Scripts/python/x.py": b"import os"})
    yield "open-document-with-javascript", "plan.odt", text({"Scripts/javascript/L/x.js": SCRIPT})
    yield "open-document-with-a-program", "plan.odt", text({"Pictures/update.exe": WINDOWS})
    yield "open-document-with-a-packed-program", "plan.odt", text({"Object 1": PACKAGE})
    two = {"mimetype": b"application/vnd.oasis.opendocument.graphics"}
    yield "open-document-that-says-drawing", "plan.odt", text(two)
    bare = archive({"content.xml": b"<x/>"})
    yield "open-document-without-mimetype-and-manifest", "plan.odt", bare


def offices() -> Iterator[Case]:
    """Yield every hostile Office file."""
    yield from macros()
    yield from carried()
    yield from reaching_out()
    yield from locked()
    yield from broken()
    yield from open_documents()

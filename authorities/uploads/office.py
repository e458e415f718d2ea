"""Office documents: which one by what the archive says it is, and nothing that runs within."""

import posixpath
import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from authorities.uploads.archives import Archive, damaged, has_password, open_archive
from authorities.uploads.descriptions import archive_refusal, office_refusal
from authorities.uploads.kinds import DOCX, ODS, ODT, XLSX, Kind
from authorities.uploads.parts import check_parts, has_macros, parsed
from authorities.uploads.signatures import two_things

TYPES = "[Content_Types].xml"
MANIFEST = "META-INF/manifest.xml"
# Newer LibreOffice packs an encrypted document whole into one entry.
ENCRYPTED = "encrypted-package"
MAIN = re.compile(r"(?P<application>[a-z-]+)\.(?P<part>[a-z-]+)\.main\+xml", re.IGNORECASE)
MACROS = re.compile(
    r"macroenabled|vbaproject|vbadata|macrosheet|application/vnd\.ms-office\.activex|intlmacro",
    re.IGNORECASE,
)
MAIN_PARTS = {"wordprocessingml.document": DOCX, "spreadsheetml.sheet": XLSX}
# LibreOffice keeps a web page that somebody saves as a text under a type of its own.
OPEN_DOCUMENTS = {ODT.media_type: ODT, f"{ODT.media_type}-web": ODT, ODS.media_type: ODS}
MANIFEST_NAME = "{urn:oasis:names:tc:opendocument:xmlns:manifest:1.0}"


def read_office(content: bytes, ending: str = "") -> Kind:
    """Return which office document the archive is; raise `ValidationError` for anything else.

    `ending` is that of its name, and says how to call what is refused.
    """
    archive = open_archive(content)
    if archive.find(ENCRYPTED):
        raise has_password()
    kind = _kind(archive, ending)
    check_parts(archive, is_open_document=kind in OPEN_DOCUMENTS.values())
    return kind


def _kind(archive: Archive, ending: str) -> Kind:
    is_office = archive.find(TYPES) is not None
    media_type = _open_document_type(archive)
    if is_office and media_type:
        raise two_things()
    if is_office:
        return _office_kind(archive, ending)
    if media_type:
        return _open_document_kind(archive, media_type)
    raise archive_refusal(list(archive.names), ending)


def _office_kind(archive: Archive, ending: str) -> Kind:
    """Return the kind by the content type of the main part, wherever it is declared."""
    main = []
    for declared in _parsed(archive, TYPES):
        content_type = declared.get("ContentType", "")
        if MACROS.search(content_type):
            raise has_macros()
        if found := MAIN.search(content_type):
            name = declared.get("PartName", "").lstrip("/")
            if name and archive.find(name) is None:
                raise damaged()
            main.append(f"{found['application']}.{found['part']}".lower())
    if len(set(main)) != 1:
        raise two_things() if main else office_refusal("", ending)
    if main[0] not in MAIN_PARTS:
        raise office_refusal(main[0])
    for link in _parsed(archive, "_rels/.rels"):
        target = posixpath.normpath(link.get("Target", "").lstrip("/"))
        if link.get("Type", "").endswith("/officeDocument") and archive.find(target) is None:
            raise damaged()
    return MAIN_PARTS[main[0]]


def _open_document_type(archive: Archive) -> str:
    """Return the type that `mimetype` gives, or else the manifest; empty for other archives."""
    if (entry := archive.find("mimetype")) is not None:
        return archive.read(entry, 200).decode("ascii", "replace").strip()
    if archive.find(MANIFEST) is None:
        return ""
    return next(
        (
            entry.get(f"{MANIFEST_NAME}media-type", "")
            for entry in _parsed(archive, MANIFEST)
            if entry.get(f"{MANIFEST_NAME}full-path") == "/"
        ),
        "",
    )


def _open_document_kind(archive: Archive, media_type: str) -> Kind:
    if archive.find(MANIFEST) is not None:
        for element in _parsed(archive, MANIFEST):
            if any(child.tag.endswith("encryption-data") for child in element):
                raise has_password()
    if media_type not in OPEN_DOCUMENTS:
        raise office_refusal(media_type)
    if archive.find("content.xml") is None:
        raise damaged()
    return OPEN_DOCUMENTS[media_type]


def _parsed(archive: Archive, name: str) -> Iterator[Element]:
    entry = archive.find(name)
    if entry is None:
        raise damaged()
    return parsed(archive.read(entry))

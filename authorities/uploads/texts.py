"""Plain texts and tables: characters alone, and no page or program among them."""

import codecs
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from authorities.uploads.kinds import CSV, TXT, Kind
from authorities.uploads.names import ending_of
from authorities.uploads.signatures import begins_otherwise

MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# What no text holds; Latin-1 has a second set that Windows' characters stand in.
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
SCRIPT_BEGINNINGS = ("@echo", "<?xml", "<?php", "%!ps", "mime-version:", "<%")
# A cell that spreadsheets take for the address of another program: =cmd|' /C calc'!A0
STARTS_PROGRAM = re.compile(r"[=+@-]\s{0,9}\w{1,30}\|\s{0,9}['\"]")


def read_text(content: bytes, name: str) -> Kind:
    """Return which kind of text this is by the name's ending; raise `ValidationError` else."""
    text = _decoded(content)
    as_bytes = text.encode("utf-8", "ignore")
    if CONTROLS.search(text) or b"%PDF-" in content[:1029]:
        raise ValidationError(
            _("This file is not a plain text. Save it as one, then choose it again."),
            code="not_text",
        )
    start = text.lstrip().lower()
    if (
        start.startswith(SCRIPT_BEGINNINGS)
        or begins_otherwise(as_bytes)
        or STARTS_PROGRAM.search(text)
    ):
        raise ValidationError(
            _("This is a web page or a script, not a plain text. Save it as plain text or PDF."),
            code="markup",
        )
    return CSV if ending_of(name) in CSV.endings else TXT


def _decoded(content: bytes) -> str:
    """Return the text, read as UTF-16 or UTF-8 if it says or is that, else as Latin."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("latin-1")

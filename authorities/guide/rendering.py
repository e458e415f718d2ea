"""The little of Markdown that our guides are written in, as HTML."""

import re
from collections.abc import Iterator
from itertools import groupby

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

HEADING = re.compile(r"(#{1,4}) (.+)")
ITEM = re.compile(r"(?:[-*]|\d+\.) (.+)")
INLINE = (
    (re.compile(r"`([^`]+)`"), r"<code>\1</code>"),
    (re.compile(r"\*\*([^*]+)\*\*"), r"<strong>\1</strong>"),
    (re.compile(r"!\[([^\]]*)\]\([^)]+\)"), r"\1"),
    # Other documents are files of the installation: here their names are words.
    (re.compile(r"\[([^\]]+)\]\((?!https?:)[^)]+\)"), r"\1"),
    (re.compile(r"\[([^\]]+)\]\((https?:[^)]+)\)"), r'<a href="\2" rel="noreferrer">\1</a>'),
)


def render_guide(text: str) -> SafeString:
    """Return a guide as HTML: headings with anchors, lists, tables, paragraphs."""
    lines = [line.strip() for line in text.splitlines()]
    blocks = groupby(lines, key=_kind)
    return mark_safe("\n".join(_block(kind, list(rows)) for kind, rows in blocks))


def headings(text: str) -> list[tuple[str, str]]:
    """Return the anchors and words of a guide's parts."""
    parts = (line[3:] for line in text.splitlines() if line.startswith("## "))
    return [(slugify(part), part) for part in parts]


def _kind(line: str) -> str:
    if HEADING.fullmatch(line):
        return "heading"
    if line.startswith("|"):
        return "table"
    if ITEM.fullmatch(line):
        return "ol" if line[0].isdigit() else "ul"
    return "p" if line else ""


def _block(kind: str, rows: list[str]) -> str:
    if kind == "heading":
        return "".join(_heading(row) for row in rows)
    if kind in ("ol", "ul"):
        items = "".join(f"<li>{_inline(row.split(' ', 1)[1])}</li>" for row in rows)
        return f"<{kind}>{items}</{kind}>"
    if kind == "table":
        table = "".join(_rows(rows))
        return f'<div class="desk__scroll"><table class="listing">{table}</table></div>'
    return f"<p>{_inline(' '.join(rows))}</p>" if kind else ""


def _heading(row: str) -> str:
    marks, words = HEADING.fullmatch(row).groups()  # type: ignore[union-attr]
    level = max(2, len(marks))
    return f'<h{level} id="{slugify(words)}">{_inline(words)}</h{level}>'


def _rows(rows: list[str]) -> Iterator[str]:
    for number, row in enumerate(rows):
        cells = [_inline(cell.strip()) for cell in row.strip("|").split("|")]
        if number == 1:
            continue
        name = "td" if number else 'th scope="col"'
        yield "<tr>" + "".join(f"<{name}>{cell}</{name[:2]}>" for cell in cells) + "</tr>"


def _inline(text: str) -> str:
    found = str(escape(text))
    for pattern, form in INLINE:
        found = pattern.sub(form, found)
    return found

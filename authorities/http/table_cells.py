"""Cells of a spreadsheet: what they say arrives as it is, and no program takes it for a formula."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from authorities.forms.cleaning import clean_characters

# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# What a cell of a spreadsheet holds, in UTF-16: programs cut the rest off and say nothing.
LONGEST = 32_767

Cell = str | int | float | Decimal | date | datetime | None


def neutral(cell: Cell) -> Cell:
    """Return the cell; a text that a spreadsheet would run begins with an apostrophe.

    A text has one kind of line end, and no characters that a file cannot hold.
    """
    if not isinstance(cell, str):
        return cell
    text = clean_characters(cell)
    guard = "'" if text.startswith(FORMULA_STARTS) else ""
    return guard + text.replace("\r\n", "\n").replace("\r", "\n")


def fitting(cell: Cell) -> Cell:
    """Return the cell; of a text too long for a spreadsheet the beginning, which says so."""
    if not isinstance(cell, str) or _size(cell) <= LONGEST:
        return cell
    note = _("\n[Cut here: the whole text has %d characters. The CSV file has all of it.]")
    note %= len(cell)
    kept = cell.encode("utf-16-le")[: 2 * (LONGEST - _size(note))]
    return kept.decode("utf-16-le", "ignore") + note


def _size(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def csv_lines(rows: Iterable[list[Cell]]) -> Iterator[str]:
    """Yield the lines of a CSV file, with the mark by which Excel knows its letters.

    Texts stand in quotes, so that a program can keep `01234567` as it is; numbers and dates do not.
    Source: RFC 4180.
    """
    yield "\ufeff"
    for row in rows:
        yield ",".join(_csv_field(neutral(cell)) for cell in row) + "\r\n"


def _csv_field(cell: Cell) -> str:
    if isinstance(cell, str):
        return '"{}"'.format(cell.replace('"', '""'))
    if isinstance(cell, datetime):
        # Not the “T” of ISO 8601, which Excel takes for a text.
        return cell.isoformat(sep=" ", timespec="seconds")
    return "" if cell is None else str(cell)

"""Cells of a spreadsheet that no program takes for a formula."""

import csv
from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal

from authorities.forms.cleaning import clean_characters

# https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | Decimal | datetime | None


def neutral(cell: Cell) -> Cell:
    """Return the cell without what no table can hold; what would be run gets an apostrophe."""
    if not isinstance(cell, str):
        return cell
    cell = clean_characters(cell)
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


class _Line:
    """What a CSV writer writes to: hands back each line."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[list[Cell]]) -> Iterator[str]:
    """Yield the lines of a CSV file, with the mark by which Excel knows its letters."""
    writer = csv.writer(_Line())
    yield "\ufeff"
    for row in rows:
        yield writer.writerow([neutral(_plain(cell)) for cell in row])


def _plain(cell: Cell) -> Cell:
    return cell.isoformat(timespec="seconds") if isinstance(cell, datetime) else cell

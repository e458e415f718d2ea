"""Tables to take away hold what was in the database, cell by cell, in every program."""

import csv
import io
import re
import shutil
import subprocess
from datetime import date, datetime, time
from decimal import Decimal

import openpyxl
import pytest

from authorities.http.table_cells import LONGEST, fitting
from authorities.http.table_response import CSV, XLSX, as_table

LONG = "é" * 33_000 + "🐝"
# What is in the database, and what a person reads; the guard against formulas is seen.
CELLS = [
    ("01234567", "01234567"),
    ("07700900123", "07700900123"),
    ("12345678901234567890", "12345678901234567890"),
    ("SC123456", "SC123456"),
    ("B1 1BB", "B1 1BB"),
    ("3-4", "3-4"),
    ("1E5", "1E5"),
    ("+44 7700 900123", "'+44 7700 900123"),
    ("=1+1", "'=1+1"),
    ('She said “yes”; "no", then\r\nleft', 'She said “yes”; "no", then\nleft'),
    ("Okafor & Söhne 🐝 李 مرحبا", "Okafor & Söhne 🐝 李 مرحبا"),
    ("a\x0bb\ud800c\ufffed", "a\nbcd"),
    ("", None),
    (None, None),
    (0, 0),
    (12.5, 12.5),
    (Decimal("40"), 40),
    (datetime.fromisoformat("2027-01-12 17:00"), datetime.fromisoformat("2027-01-12 17:00")),
    (date(2027, 3, 27), date(2027, 3, 27)),
]
ROWS = [[cell, f"beside {number}"] for number, (cell, _read) in enumerate(CELLS)]


def taken(file_format: str, rows) -> bytes:
    """Return the file that somebody takes away."""
    return b"".join(as_table(rows, "table", file_format).streaming_content)


def sheet(content: bytes) -> list[tuple]:
    """Return the rows of a workbook."""
    return list(openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))


def same(found, read) -> bool:
    """Whether a cell is what a person should read; of dates and numbers, also its kind."""
    if isinstance(read, date) and not isinstance(read, datetime):
        read = datetime.combine(read, time())
    kinds = (int, float) if isinstance(read, int | float) else type(read)
    return found == read and isinstance(found, kinds)


def differences(rows: list[tuple]) -> list[tuple]:
    """Return the cells that are not what they should be."""
    assert [beside for _cell, beside in rows] == [f"beside {n}" for n in range(len(CELLS))]
    return [
        (found, read)
        for (found, _beside), (_cell, read) in zip(rows, CELLS, strict=True)
        if not same(found, read)
    ]


def test_a_workbook_holds_each_cell_with_its_kind():
    assert not differences(sheet(taken(XLSX, ROWS)))


def test_a_csv_has_a_mark_quotes_round_texts_and_none_round_numbers_and_dates():
    content = taken(CSV, ROWS)
    assert content.startswith(b"\xef\xbb\xbf")
    text = content.decode("utf-8-sig")
    for bare in ('"01234567",', "\n0,", "\n2027-01-12 17:00:00,", "\n2027-03-27,", "\n,"):
        assert bare in text
    read = [row[0] for row in csv.reader(io.StringIO(text, newline=""))]
    assert read[0] == "01234567"
    assert read[9] == CELLS[9][1]


def test_a_text_that_no_spreadsheet_holds_says_that_it_was_cut_and_the_csv_has_it_whole():
    ((cell, beside),) = sheet(taken(XLSX, [[LONG, "beside"]]))
    assert beside == "beside"
    assert len(cell.encode("utf-16-le")) // 2 == LONGEST
    assert cell.endswith(
        "[Cut here: the whole text has 33001 characters. The CSV file has all of it.]"
    )
    assert LONG in taken(CSV, [[LONG, "beside"]]).decode()
    assert fitting("x" * LONGEST) == "x" * LONGEST


def test_a_cut_goes_through_no_character():
    cell = fitting("🐝" * 20_000)
    assert re.fullmatch("🐝+", cell.split("\n")[0])


@pytest.mark.soffice
@pytest.mark.parametrize(
    ("name", "read_as"),
    [("table.xlsx", []), ("table.csv", ["--infilter=CSV:44,34,76,1,,0,true,true"])],
)
def test_libreoffice_shows_each_cell_as_it_was(tmp_path, name, read_as):
    (tmp_path / name).write_bytes(taken(name.rpartition(".")[2], ROWS))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    made = [*read_as, "--convert-to", "ods", "--outdir", str(tmp_path), str(tmp_path / name)]
    office = shutil.which("soffice") or "soffice"
    subprocess.run([office, profile, "--headless", *made], check=True, timeout=120)
    again = [
        "--convert-to",
        "xlsx",
        "--outdir",
        str(tmp_path / "read"),
        str(tmp_path / "table.ods"),
    ]
    subprocess.run([office, profile, "--headless", *again], check=True, timeout=120)
    assert not differences(sheet((tmp_path / "read" / "table.xlsx").read_bytes()))

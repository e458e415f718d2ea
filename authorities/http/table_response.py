"""A table as a download."""

import tempfile
from collections.abc import Iterable
from typing import IO

from django.http import (
    FileResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from openpyxl import Workbook

from authorities.http.table_cells import Cell, csv_lines, fitting, neutral

CSV, XLSX = "csv", "xlsx"


CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_table(rows: Iterable[list[Cell]], name: str, file_format: str) -> HttpResponseBase:
    """Return a table as a download: CSV line by line, XLSX from the disk."""
    response: HttpResponseBase
    if file_format == CSV:
        response = StreamingHttpResponse(csv_lines(rows), content_type=CSV_TYPE)
    else:
        made = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
        write_table(rows, made, XLSX)
        made.seek(0)
        response = FileResponse(made, content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    response["Cache-Control"] = "no-store"
    return response


def write_table(rows: Iterable[list[Cell]], target: IO[bytes], file_format: str) -> None:
    """Write a table into an open file, row by row."""
    if file_format == CSV:
        for line in csv_lines(rows):
            target.write(line.encode())
        return
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([fitting(neutral(cell)) for cell in row])
    book.save(target)

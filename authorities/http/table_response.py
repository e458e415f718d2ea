"""A table as a download."""

import tempfile
from collections.abc import Iterable

from django.http import (
    FileResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from openpyxl import Workbook

from authorities.http.table_cells import Cell, csv_lines, fitting, neutral

CSV, XLSX = "csv", "xlsx"


XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_table(rows: Iterable[list[Cell]], name: str, file_format: str) -> HttpResponseBase:
    """Return a table as a download: CSV line by line, XLSX from the disk."""
    response: HttpResponseBase
    if file_format == CSV:
        response = StreamingHttpResponse(csv_lines(rows), content_type="text/csv; charset=utf-8")
    else:
        response = FileResponse(_workbook(rows), content_type=XLSX_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.{file_format}"'
    response["Cache-Control"] = "no-store"
    return response


def _workbook(rows: Iterable[list[Cell]]):
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([fitting(neutral(cell)) for cell in row])
    made = tempfile.TemporaryFile()  # noqa: SIM115  # the response closes it
    book.save(made)
    made.seek(0)
    return made

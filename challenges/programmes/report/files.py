"""A report as a PDF and as a table: what was frozen, and nothing else."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from applications.record.application_pdf import compile_paper
from applications.record.paper_text import lines_of
from authorities.http.table_cells import Cell
from authorities.scope import settings_of
from challenges.models import ProgrammeReport

Part = tuple[str, list[tuple[str, str]]]


def as_paper(report: ProgrammeReport) -> bytes:
    """Return the report as a tagged PDF, in the authority's colour; no text is read as markup."""
    content = report.content
    return compile_paper(
        {
            "authority": content["authority"],
            "colour": settings_of(report.authority).brand_colour,
            "title": report.title,
            "challenge": lines_of(content["programme"]),
            "sent": frozen_said(report),
            "state": "",
            "parts": [
                {
                    "title": title,
                    "answers": [
                        {"question": lines_of(label), "text": lines_of(text)}
                        for label, text in rows
                    ],
                }
                for title, rows in parts_of(report)
            ],
        }
    )


def frozen_said(report: ProgrammeReport) -> str:
    """Return of which instant the figures are."""
    return _("Figures of %s") % report.content["frozen"]


def parts_of(report: ProgrammeReport) -> list[Part]:
    """Return the report's parts, each with its rows, as page and paper show them."""
    content: dict[str, Any] = report.content
    parts: list[Part] = [
        (_("In our words"), [("", report.text)]),
        (_("Figures"), [(label, f"{value}\n{how}") for label, value, how in content["figures"]]),
        *(
            (heading, [(label, value) for label, value in rows])
            for heading, rows in content["groups"]
        ),
        (
            _("Challenges"),
            [
                (title, "\n".join(filter(None, [state, reason, *steps])))
                for title, state, reason, steps in content["challenges"]
            ],
        ),
        (
            _("Success stories"),
            [(title, f"{summary}\n{url}") for title, summary, url in content["stories"]],
        ),
        (
            _("Money"),
            [_money_row(content["money"]["headings"], row) for row in content["money"]["rows"]],
        ),
        *(
            (_("Lessons: %s") % kind, [_lesson_row(*row) for row in rows])
            for kind, rows in content["lessons"]
        ),
    ]
    return [(title, shown) for title, rows in parts if (shown := [row for row in rows if any(row)])]


def _lesson_row(text: str, evidence: str, about: str = "") -> tuple[str, str]:
    """Return what it is about, and the lesson; what was frozen earlier does not say the first."""
    return about or _("Lesson"), "\n".join(filter(None, [text, evidence]))


def _money_row(headings: list[str], row: list[str]) -> tuple[str, str]:
    label, *cells = row
    pairs = zip(headings, cells, strict=True)
    return label, ", ".join(f"{heading}: {cell}" for heading, cell in pairs)


def as_rows(report: ProgrammeReport) -> Iterator[list[Cell]]:
    """Yield the report's table: the part, what it is about, and what it says."""
    yield [_("Part"), _("About"), _("Value")]
    yield [_("Programme"), report.content["programme"], frozen_said(report)]
    for title, rows in parts_of(report):
        for label, text in rows:
            yield [title, label, text]

"""Reads the demonstration's texts, which are TOML files beside this module."""

import tomllib
from html import escape
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "content"


def read(name: str) -> dict[str, Any]:
    """Return what a file says, by its name without the ending."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def read_all(folder: str) -> list[dict[str, Any]]:
    """Return what each file of a folder says, in the order of their names."""
    return [
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in sorted((FOLDER / folder).glob("*.toml"))
    ]


def rich(text: str) -> str:
    """Return plain text as rich text: paragraphs, and lists of lines that begin with a dash."""
    return "".join(_paragraph(part) for part in text.strip().split("\n\n") if part.strip())


def blocks(text: str) -> list[tuple[str, str | None]]:
    """Return plain text as a page's body: headings are lines that begin with `## `.

    A part in brackets is a block that says what the software knows, like `[periods]`.
    """
    body: list[tuple[str, str | None]] = []
    for part in text.strip().split("\n\n"):
        if part.startswith("## "):
            body.append(("heading", part.removeprefix("## ").strip()))
        elif part.startswith("["):
            body.append((part.strip("[]"), None))
        elif body and body[-1][0] == "text":
            body[-1] = ("text", f"{body[-1][1]}{_paragraph(part)}")
        else:
            body.append(("text", _paragraph(part)))
    return body


def _paragraph(part: str) -> str:
    lines = part.strip().split("\n")
    if all(line.startswith("- ") for line in lines):
        items = "".join(f"<li>{escape(line[2:])}</li>" for line in lines)
        return f"<ul>{items}</ul>"
    if len(lines) > 1 and any(line.startswith("- ") for line in lines):
        first = next(number for number, line in enumerate(lines) if line.startswith("- "))
        return _paragraph("\n".join(lines[:first])) + _paragraph("\n".join(lines[first:]))
    return f"<p>{escape(' '.join(lines))}</p>"

"""What everybody may hand in: genuine files as many writers make them."""

from collections.abc import Iterator
from pathlib import Path

from tests.authorities.uploads.corpus import Case
from tests.authorities.uploads.genuine_offices import offices
from tests.authorities.uploads.genuine_pdfs import pdfs
from tests.authorities.uploads.genuine_pictures import pictures

FOLDER = Path(__file__).parent / "genuine"


def stored() -> Iterator[Case]:
    """Yield the files that a real writer made."""
    for path in sorted(FOLDER.iterdir()):
        if path.name != "README.md":
            yield path.name.replace(".", "-"), path.name, path.read_bytes()


def genuine() -> Iterator[Case]:
    """Yield what each file is, its name as uploaded, and its content."""
    yield from stored()
    yield from offices()
    yield from pdfs()
    yield from pictures()

"""Every hostile file is refused, every genuine one taken, and no kept name holds what it must not.

The files were written by somebody who had not seen the code that reads them.
"""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from applications.files.upload_validation import validate_upload
from authorities.uploads.names import safe_name
from tests.authorities.uploads.corpus import Case
from tests.authorities.uploads.genuine import genuine
from tests.authorities.uploads.hostile import hostile, hostile_names


def refusal_of(name: str, content: bytes) -> str:
    """Return what is said against the file, "" if it is taken."""
    # As a browser's name comes: not yet cleaned by Django.
    upload = SimpleUploadedFile("x", content)
    upload._name = name  # type: ignore[attr-defined]
    try:
        validate_upload(upload)
    except ValidationError as refusal:
        return " ".join(refusal.messages)
    return ""


def refused(cases: Iterable[Case]) -> dict[str, str]:
    """Return why each case that is refused is, by what it is."""
    found = ((what, refusal_of(name, content)) for what, name, content in cases)
    return {what: why for what, why in found if why}


def test_no_hostile_file_is_taken():
    cases = [(what, name, bool(refusal_of(name, content))) for what, name, content in hostile()]
    assert len(cases) >= 130
    assert [(what, name) for what, name, is_refused in cases if not is_refused] == []


def test_no_genuine_file_is_refused():
    assert refused(genuine()) == {}


def test_a_name_that_is_kept_holds_nothing_that_harms():
    kept = [
        (what, safe_name(name), bad)
        for what, name, content, bad in hostile_names()
        if not refusal_of(name, content)
    ]
    assert [(what, name) for what, name, bad in kept if any(one in name for one in bad)] == []

"""Names of files: kept as people wrote them, and safe."""

import unicodedata

import pytest

from authorities.uploads.names import LONGEST, safe_name

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "name",
    [
        "my plan (final).PDF",
        "Überblick für Bürger.docx",
        "計画書 2027.pdf",
        "نقشه‌راه.pdf",
        "budget_v1.2--draft.XlSx",
        "Zażółć & gęślą.odt",
    ],
)
def test_a_name_stays_as_it_was_written(name):
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ada\\plan.pdf", "plan.pdf"),
        ('a"\r\nSet-Cookie: x.pdf', "a_Set-Cookie_ x.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("plan\u200b\u2066.pdf", "plan.pdf"),
        ("plan\0b.pdf", "plan_b.pdf"),
        ("NUL.pdf", "_NUL.pdf"),
        (" plan .pdf ", "plan.pdf"),
        (".pdf", "file.pdf"),
        ("???.pdf", "file.pdf"),
        ("..", "file.bin"),
        ("plan", "plan.bin"),
        ("", "file.bin"),
    ],
)
def test_what_could_lead_elsewhere_or_deceive_goes(given, kept):
    assert safe_name(given) == kept


def test_letters_are_composed_so_that_one_name_is_one():
    assert safe_name(unicodedata.normalize("NFD", "naïve.pdf")) == "naïve.pdf"


@pytest.mark.parametrize("letter", ["a", "é", "計"])
def test_a_long_name_is_cut_and_keeps_its_ending(letter):
    kept = safe_name(letter * 500 + ".PDF")
    assert kept.endswith(f"{letter}.PDF")
    assert len(kept) <= LONGEST
    assert len(kept.encode()) <= 200

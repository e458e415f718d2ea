"""The application on paper: every letter that a browser shows, from its own side, on the page."""

import re
import zlib

import pypdfium2
import pytest

from applications.record.application_pdf import as_pdf
from applications.record.paper_text import lines_of
from tests.factories import ApplicationFactory, ChallengePageFactory, QuestionFactory

# By the font that has to show them: elsewhere there would be an empty box.
SCRIPTS = {
    "NotoSans-Regular": "Chúng tôi làm cảm biến ẩm, Ελληνικά, Русский",
    "IBMPlexSansArabic": "شركة صغيرة",
    "NotoSansHebrew": "אנחנו בונים חיישנים",
    "NotoSansTamil": "தமிழ் மொழி",
    "NotoSansThai": "สวัสดีครับ",
    "NotoSansCJKsc": "李小龍 我们制造传感器",
    "NotoSansCJKjp": "日本語のテスト",
    "NotoSansCJKkr": "한국어 시험",
    "NotoSansDevanagari": "हिन्दी",
    "NotoSansBengali": "বাংলা",
    "NotoSansGurmukhi": "ਪੰਜਾਬੀ",
    "NotoSansEthiopic": "አማርኛ",
    "NotoEmoji": "🐝 😀",
}
MARGIN_RIGHT = 595 - 24 * 72 / 25.4


@pytest.fixture
def paper(authority):
    """Return a function that gives the PDF of an application with one long answer."""

    def made(answer: str) -> bytes:
        page = ChallengePageFactory(
            authority=authority, closed=True, questions=[QuestionFactory(label="Your idea")]
        )
        application = ApplicationFactory(page=page)
        application.form_data = {application.questions[0]["name"]: answer}
        application.save()
        return as_pdf(application, page)

    return made


def parts(pdf: bytes) -> str:
    """Return what the file says of itself, as far as it is text."""
    found = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    return b"\n".join(found).decode("latin-1")


def words(pdf: bytes) -> str:
    """Return what can be copied out of it."""
    return "\n".join(
        page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)
    ).replace("\r", "")


def test_every_script_has_its_font_and_can_be_copied_out(paper):
    pdf = paper("\n".join(SCRIPTS.values()))
    inside, copied = parts(pdf), words(pdf)
    assert not [name for name in SCRIPTS if name not in inside]
    # Where letters overlap, this reader takes the left one first: they are all there, each once.
    arabic = SCRIPTS["IBMPlexSansArabic"]
    assert sorted(arabic) in [sorted(line) for line in copied.splitlines()]
    assert not [text for text in SCRIPTS.values() if text not in copied and text != arabic]


def test_a_line_from_the_right_stands_at_the_right_with_figures_and_names_in_their_order(paper):
    pdf = paper("جهاز Okafor Sensors وعددها 40\nEnglish again")
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    text = page.get_text_range()
    assert "40" in text
    boxes = {text[n]: page.get_charbox(n) for n in range(len(text)) if text[n] == "ج"}
    _left, _bottom, right, _top = boxes["ج"]
    assert MARGIN_RIGHT - right < 10
    start = text.index("English again")
    assert page.get_charbox(start)[0] < 80


def test_what_word_leaves_behind_shows_no_box():
    (first, second, third) = lines_of("\uf0b7\tDamp\n\uf0fc done\nsoft\u00adly \ue123\x0b\ufffe")
    assert first["text"] == "•\u2003Damp"
    assert second["text"] == "✓ done"
    assert third["text"] == "softly"


def test_a_line_says_its_language_and_direction_by_its_letters():
    said = [
        (line["lang"], line["dir"]) for line in lines_of("Hi مرحبا\n40 مرحبا\n(שלום)\nかな\n12")
    ]
    assert said == [("ar", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("ja", "ltr"), ("en", "ltr")]


def test_no_word_runs_off_the_page_and_all_of_a_long_answer_is_there(paper):
    pdf = paper("W" * 400 + "\nName\tPrice\nSensor\t£40\n" + "We measure damp. " * 1000)
    assert " ".join(words(pdf).split()).count("We measure damp.") > 990  # page numbers part a few
    assert words(pdf).count("W") >= 1400
    pages = pypdfium2.PdfDocument(pdf)
    assert len(pages) > 3
    for page in pages:
        text = page.get_textpage()
        assert max(text.get_charbox(n)[2] for n in range(text.count_chars())) <= MARGIN_RIGHT + 8


def test_a_program_that_reads_aloud_finds_title_language_and_headings(paper):
    inside = parts(paper("Damp."))
    for what in ("/Title", "/Lang", "/StructTreeRoot", "/H1", "/H2"):
        assert what in inside

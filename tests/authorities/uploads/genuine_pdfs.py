"""PDFs as writers that do not run here make them, rebuilt by hand."""

from collections.abc import Iterator

from tests.authorities.uploads.corpus import Case
from tests.authorities.uploads.corpus_pdf import encrypted_pdf, pdf


def pdfs() -> Iterator[Case]:
    """Yield every genuine PDF that is made by hand."""
    yield "pdf-2", "plan.pdf", pdf(version=b"2.0")
    yield "pdf-with-a-byte-order-mark", "plan.pdf", b"\xef\xbb\xbf" + pdf()
    yield (
        "pdf-after-orders-to-a-printer",
        "scan.pdf",
        b"\x1b%-12345X@PJL ENTER LANGUAGE=PDF\r\n" + pdf(),
    )
    yield "pdf-filled-up-with-zeros", "plan.pdf", pdf() + bytes(700)
    yield "pdf-that-may-not-be-changed", "plan.pdf", encrypted_pdf(b"")
    about = b"BT /F1 12 Tf 72 720 Td (We avoid /JavaScript, /JS, /Launch and <script>.) Tj ET"
    yield "pdf-that-speaks-of-javascript", "plan.pdf", pdf(drawn=about)
    link = b"<< /Type /Annot /Subtype /Link /Rect [72 700 200 730]"
    link += b" /A << /S /URI /URI (https://example.org/JavaScript/Launch.exe) >> >>"
    yield "pdf-with-a-link", "План.pdf", pdf(link, page=b"/Annots [6 0 R]")
    yield "pdf-that-opens-at-its-first-page", "plan.pdf", pdf(catalog=b"/OpenAction [3 0 R /Fit]")

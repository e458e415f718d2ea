"""What nobody may hand in: hostile files of every kind, and hostile names of genuine ones."""

from collections.abc import Iterator

from tests.authorities.uploads.corpus import Case, jpeg, png, sheet, text, word
from tests.authorities.uploads.corpus_pdf import pdf
from tests.authorities.uploads.hostile_archives import archives
from tests.authorities.uploads.hostile_disguises import disguises
from tests.authorities.uploads.hostile_offices import offices
from tests.authorities.uploads.hostile_pdfs import pdfs
from tests.authorities.uploads.hostile_pictures import pictures


def hostile() -> Iterator[Case]:
    """Yield what is wrong with each file, its name as uploaded, and its content."""
    yield from disguises()
    yield from archives()
    yield from offices()
    yield from pdfs()
    yield from pictures()


def hostile_names() -> Iterator[tuple[str, str, bytes, tuple[str, ...]]]:
    """Yield genuine files under hostile names, and what a name that is kept must not hold.

    Such a file may be refused or taken under a name that was cleaned.
    """
    yield "nul-before-the-ending", "plan.exe\0.pdf", pdf(), ("\0",)
    yield "text-turned-right-to-left", "plan\u202efdp.docx", word(), ("\u202e",)
    yield "text-isolated-right-to-left", "plan\u2067xcod\u2069.docx", word(), ("\u2067", "\u2069")
    yield "program-as-second-ending", "plan.pdf.exe", pdf(), (".exe",)
    # What is in it was read, and no server of ours runs what is uploaded.
    yield "php-as-first-ending", "shell.php.jpg", jpeg(), ()
    yield "thousand-letters", "a" * 1000 + ".pdf", pdf(), ("a" * 256,)
    yield "thousand-letters-outside-ascii", "ü" * 1000 + ".odt", text(), ("ü" * 128,)
    yield "no-ending", "plan", pdf(), ()
    yield "only-an-ending", ".pdf", pdf(), ()
    yield "no-name", "", pdf(), ()
    yield "path-upwards", "../../etc/plan.pdf", pdf(), ("/", "..")
    yield "path-of-windows", "C:\\Users\\anna\\plan.docx", word(), ("\\", ":")
    yield "line-break", "plan\r\nSet-Cookie: a=b.pdf", pdf(), ("\r", "\n")
    yield "markup", "<img src=x onerror=alert(1)>.png", png(), ("<", ">")
    yield "quotation-mark-and-semicolon", 'plan"; filename="x.pdf', pdf(), ('"',)
    yield "terminal-escape", "plan\x1b[31m.xlsx", sheet(), ("\x1b",)
    yield "spaces-before-the-true-ending", "plan.pdf" + " " * 80 + ".exe", pdf(), (".exe", "   ")

"""Pictures that unpack too large, or are not whole."""

import struct
from collections.abc import Iterator

from tests.authorities.uploads.corpus import WINDOWS, Case, chunk, jpeg, png

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def claiming(width: int, height: int, content: bytes) -> bytes:
    """Return a JPEG whose frame claims these pixels, whatever it holds."""
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", height, width) + content[at + 4 :]


def pictures() -> Iterator[Case]:
    """Yield every hostile picture."""
    rows = (b"\0" + bytes(15_000)) * 15_000
    yield "png-of-225-megapixels-in-black", "site.png", png(15_000, 15_000, rows=rows)
    yield "png-claiming-the-widest-row", "site.png", png(2**31 - 1, 1, rows=bytes(100))
    yield "jpeg-claiming-4200-megapixels", "site.jpg", claiming(65_500, 65_500, jpeg())
    yield "jpeg-claiming-900-megapixels", "site.jfif", claiming(30_000, 30_000, jpeg())
    yield "png-of-no-width", "site.png", png(0, 16, rows=bytes(16))
    yield "png-without-pixels", "site.png", SIGNATURE + png()[8:33] + chunk(b"IEND", b"")
    yield "png-cut-within-its-pixels", "site.png", png(200, 200, rows=bytes(40_200))[:60]
    yield "png-signature-before-a-program", "site.png", SIGNATURE + WINDOWS
    yield "jpeg-of-a-start-and-an-end", "site.jpeg", b"\xff\xd8\xff\xd9"

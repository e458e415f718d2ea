"""Draws a picture, or one page of a PDF, anew: run as a program of its own, within limits.

    python -m applications.files.preview_process picture|pdf [page] < file > picture.png

What comes from outside is read here and nowhere else, so a file that is made to break a reader
breaks a process that knows nothing. For `pdf` without a page it prints how many pages there are.
"""

import io
import sys

from authorities.uploads.limited_process import take_limits

LONGEST_SIDE = 1600
MOST_PIXELS = 60_000_000


def picture(content: bytes) -> bytes:
    """Return a PNG of the picture, without anything that came along in the file."""
    # Loaded only for what is drawn: the process has little time.
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=["PNG", "JPEG"]) as found:
        if found.width * found.height > MOST_PIXELS:
            raise ValueError("The picture is too large.")
        drawn = ImageOps.exif_transpose(found).convert("RGB")
    return _png(drawn)


def pdf_page(content: bytes, number: int) -> bytes:
    """Return a PNG of the page of this number, from 1."""
    # As above.
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    page = document[number - 1]
    longest = max(page.get_width(), page.get_height(), 1)
    return _png(page.render(scale=min(2.0, LONGEST_SIDE / longest)).to_pil().convert("RGB"))


def count_pages(content: bytes) -> int:
    """Return how many pages the PDF has."""
    # As above.
    import pypdfium2

    return len(pypdfium2.PdfDocument(content))


def _png(drawn) -> bytes:
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    # Pixels alone: no profile, no text, no position.
    drawn.info = {}
    drawn.save(out, "PNG")
    return out.getvalue()


def main(kind: str, number: str = "") -> None:
    """Read the file from the standard input, and write what was asked for."""
    take_limits()
    content = sys.stdin.buffer.read()
    if kind == "picture":
        answer = picture(content)
    elif number:
        answer = pdf_page(content, int(number))
    else:
        answer = str(count_pages(content)).encode()
    sys.stdout.buffer.write(answer)


if __name__ == "__main__":
    main(*sys.argv[1:])

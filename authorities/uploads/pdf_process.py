"""Says of a PDF whether it opens without a password, and what is attached to it.

    python -m authorities.uploads.pdf_process < file.pdf > answer.json

Run as a program of its own, within limits.
"""

import json
import sys

import pypdfium2
from pypdfium2 import raw

from authorities.uploads.limited_process import take_limits

MOST_ATTACHMENTS = 50


def inspect(content: bytes) -> dict:
    """Return what the PDF is: whether it opens, has scripts, and the names of its attachments."""
    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        asks = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
        return {"opens": False, "asks_for_password": asks}
    count = document.count_attachments()
    names = [
        document.get_attachment(number).get_name() for number in range(min(count, MOST_ATTACHMENTS))
    ]
    return {
        "opens": True,
        "attachments": names,
        "has_more": count > MOST_ATTACHMENTS,
        "scripts": raw.FPDFDoc_GetJavaScriptActionCount(document),
    }


if __name__ == "__main__":
    take_limits()
    print(json.dumps(inspect(sys.stdin.buffer.read())))

"""A mail's text as programs and people like it: short lines, whole addresses, a first sentence."""

import re
import textwrap

from authorities.forms.cleaning import clean_characters

# Source: RFC 5322, 2.1.1.
WIDTH = 78
PREHEADER = 140
ADDRESS = re.compile(r"https?://\S+")


def tidy(text: str) -> str:
    """Return the text without the gaps that a template leaves: at most one empty line, no spaces.

    What no mail program shows is taken out.
    """
    lines = [line.strip() for line in clean_characters(text).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def wrap(text: str) -> str:
    """Return the text in lines of at most 78 characters; an address stays whole, however long."""
    return "\n".join(
        textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)
        for line in text.split("\n")
    )


def preheader(text: str) -> str:
    """Return what a list of mails shows beside the subject: the first that is no greeting."""
    for line in text.splitlines():
        if line and not line.endswith(",") and not ADDRESS.match(line):
            return textwrap.shorten(line, PREHEADER, placeholder=" …")
    return ""


def one_line(text: str) -> str:
    """Return what may stand in a header: one line, no control characters."""
    return " ".join(clean_characters(text).split())

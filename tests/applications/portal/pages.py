"""What a person reads on a private page."""

import re
from html import unescape

HIDDEN = re.compile(
    r"<(script|style|template|head|header|footer)\b.*?</\1>|\(done\)", re.DOTALL | re.IGNORECASE
)
TAG = re.compile(r"<[^>]+>")


def in_words(markup: str) -> str:
    """Return the text of some markup, with one space between any two words."""
    return " ".join(unescape(TAG.sub(" ", HIDDEN.sub(" ", markup))).split())


def read(browse, path: str) -> str:
    """Return all that the page says, without what every page has."""
    response = browse(path)
    assert response.status_code == 200
    return re.sub(r"\s+([.,:;])", r"\1", in_words(response.text))


def steps_of(browse, path: str) -> list[str]:
    """Return the steps of the line, each with its date."""
    steps = re.findall(r'<li class="app-steps__step.*?</li>', browse(path).text, re.DOTALL)
    return [in_words(step).replace(" Now", "") for step in steps]

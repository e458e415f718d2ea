"""What a results page showed, signed, so that only pages that it showed count as opened."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Protocol

from django.core import signing
from wagtail.models import Site

# A window may stand open for long; a copy that somebody keeps should not count for ever.
LIFETIME = timedelta(days=1)


class Shown(Protocol):
    """A page as it stands among results."""

    url: str
    page_id: int | None


def signed(words: str, results: Iterable[Shown], site: Site) -> str:
    """Return which pages this site showed for these words, for `opened`."""
    pages = {result.url: result.page_id for result in results if result.page_id}
    return signing.dumps([words, pages], salt=_salt(site), compress=True)


def opened(sent: Mapping[str, str], site: Site) -> tuple[str, int] | None:
    """Return the words and the key of the page that was opened; nothing if it was not shown."""
    try:
        shown = sent.get("shown", "")
        words, pages = signing.loads(shown, salt=_salt(site), max_age=LIFETIME)
    except signing.BadSignature:
        return None
    page_id = pages.get(sent.get("opened", ""))
    return (words, page_id) if page_id else None


def _salt(site: Site) -> str:
    return f"clicks:{site.pk}"

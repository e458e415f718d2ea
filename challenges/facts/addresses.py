"""Whole addresses and instants, as a program reads them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import unescape
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import reverse
from wagtail.models import Page
from wagtail.rich_text import get_text_for_indexing

from authorities.models import AuthoritySettings
from challenges.facts.base import AuthorityFacts, Link


def plain(text: str) -> str:
    """Return a rich text without its markup."""
    return unescape(get_text_for_indexing(text)).strip()


def instant(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    """Return the instant, if there is one, with its offset in the zone."""
    return known_instant(at, zone) if at else None


def known_instant(at: datetime | str, zone: ZoneInfo) -> datetime:
    """Return the instant with its offset in the zone; a database may give it as a text of UTC."""
    known = datetime.fromisoformat(at) if isinstance(at, str) else at
    return (known if known.tzinfo else known.replace(tzinfo=UTC)).astimezone(zone)


def page_address(path: str, url_path: str, known: Sequence[AuthoritySettings]) -> str:
    """Return a page's address at its own authority, without a query; empty outside every tree."""
    for authority in known:
        root = authority.site.root_page
        if path.startswith(root.path):
            below = reverse("wagtail_serve", args=[url_path[len(root.url_path) :]])
            return f"{authority.site.root_url}{below}"
    return ""


def link_to(page: Page, known: Sequence[AuthoritySettings]) -> Link:
    """Return what names a page, and where it is."""
    url = page_address(page.path, page.url_path, known)
    return Link(id=page.translation_key, title=page.title, url=url)


def link_of(row: dict, known: Sequence[AuthoritySettings]) -> Link:
    """Return the same of a row that has the page's columns."""
    url = page_address(row["path"], row["url_path"], known)
    return Link(id=UUID(str(row["key"])), title=row["title"], url=url)


def authority_facts(authority: AuthoritySettings) -> AuthorityFacts:
    """Return who publishes."""
    return AuthorityFacts(
        code=authority.short_name, name=authority.name, url=f"{authority.site.root_url}/"
    )

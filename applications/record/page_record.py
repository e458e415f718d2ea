"""What a page type says of itself in the record of a page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from wagtail import hooks
from wagtail.models import Page

from authorities.models import User


@dataclass(frozen=True)
class Dated:
    """Something that happened to the page. `is_public` where everybody could read the text."""

    at: datetime
    what: str
    text: str
    actor: User | None
    is_public: bool = False


@dataclass(frozen=True)
class PageRecord:
    """Facts of the page, its amendments and stages, and the businesses that the public knows."""

    facts: list[tuple[str, str]] = field(default_factory=list)
    amendments: list[Dated] = field(default_factory=list)
    stages: list[Dated] = field(default_factory=list)
    named: Mapping[int, str] = field(default_factory=dict)


def record_of_page(page: Page) -> PageRecord:
    """Return what the app that has the page type registered as the hook `record_of_page`."""
    for describe in hooks.get_hooks("record_of_page"):
        if found := describe(page):
            return found
    return PageRecord()

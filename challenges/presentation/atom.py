"""Atom as its rules have it (RFC 4287): authors, names that stay, no date that is not true yet."""

from datetime import UTC, datetime
from uuid import uuid5

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page

from authorities.forms.cleaning import clean_characters
from challenges.models import ChallengePage
from challenges.presentation.conditional import conditional

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)


class _Atom(Atom1Feed):
    """Writes what any text has in it, and says when it was made from what it is made of."""

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        """Write an entry, without characters that XML does not know."""
        super().add_item_elements(handler, _cleaned(item))

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Write what stands above the entries."""
        self.feed = _cleaned(self.feed)
        super().add_root_elements(handler)

    def latest_post_date(self) -> datetime:
        """Return when anything in it changed last; of an empty one, when its page did."""
        return super().latest_post_date() if self.items else self.feed["changed_at"]


def _cleaned(texts: dict) -> dict:
    return {
        name: clean_characters(one) if isinstance(one, str) else one for name, one in texts.items()
    }


class AtomFeed(Feed):
    """A feed in an authority's name, sent again only when something in it has changed."""

    feed_type = _Atom

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Answer with the feed."""
        return conditional(super().__call__)(request, *args, **kwargs)


def name_for_good(page: Page, part: str = "") -> str:
    """Return an identifier of the page, or of a part of it, that no new address changes."""
    key = page.translation_key
    return (uuid5(key, part) if part else key).urn


def published_at(challenge: ChallengePage) -> datetime:
    """Return when everybody could read that it is open: this stays, whatever is corrected."""
    return max(filter(None, (challenge.opens_at, challenge.first_published_at)))


def announced_at(challenge: ChallengePage) -> datetime:
    """Return when everybody could read that it is announced."""
    return max(filter(None, (challenge.announced_at, challenge.first_published_at)))


def changed_at(challenge: ChallengePage, first: datetime) -> datetime:
    """Return when it changed last since then: in its words, its times, or its stage."""
    return max(filter(None, (first, challenge.last_published_at, challenge.stage_changed_at)))


def edited_at(page: Page) -> datetime:
    """Return when the page was last published; it is what an empty feed is as old as."""
    return page.last_published_at or EPOCH

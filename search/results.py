"""How a page reads among the search's results."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from challenges.cards import Tag, state_tag
from challenges.models import ChallengePage


@dataclass(frozen=True)
class Result:
    """What kind of page it is, its title, and what it is about."""

    kind: str
    url: str
    title: str
    summary: str
    tag: Tag | None = None


def result_of(page: Page, request: HttpRequest) -> Result:
    """Return how a page reads among the results."""
    is_challenge = isinstance(page, ChallengePage)
    return Result(
        kind=str(page._meta.verbose_name).capitalize(),
        url=page.get_url(request),
        title=page.question if is_challenge else page.title,
        summary=getattr(page, "summary", "") or page.search_description,
        tag=state_tag(page, timezone.now()) if is_challenge else None,
    )

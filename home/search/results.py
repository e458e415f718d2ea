"""How a page reads among the search's results."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Page

from challenges.listing.promoted import Promoted
from challenges.models import ChallengePage
from challenges.presentation.cards import Tag, state_tag
from search.query.lookup import LookupResult


@dataclass(frozen=True)
class Result:
    """What kind of page it is, its title, and what it is about; both also with words marked."""

    kind: str
    url: str
    title: str
    title_html: SafeString
    summary_html: SafeString
    tag: Tag | None = None
    # Of the page, if it is one of ours.
    page_id: int | None = None


def result_of(page: Page, request: HttpRequest, looked_up: LookupResult) -> Result:
    """Return how a page reads among the results."""
    is_challenge = isinstance(page, ChallengePage)
    title = page.question if is_challenge else page.title
    summary = getattr(page, "summary", "") or page.search_description
    return Result(
        kind=str(page._meta.verbose_name).capitalize(),
        url=page.get_url(request),
        title=title,
        title_html=looked_up.highlight(title),
        summary_html=looked_up.extract(page, summary),
        tag=state_tag(page, timezone.now()) if is_challenge else None,
        page_id=page.pk,
    )


def recommended_result(
    promoted: Promoted, page: Page | None, request: HttpRequest, looked_up: LookupResult
) -> Result:
    """Return how a page, or an address elsewhere, reads that the authority recommends."""
    said = looked_up.highlight(promoted.description)
    if page:
        result = result_of(page, request, looked_up)
        return replace(result, summary_html=said or result.summary_html)
    title = promoted.link_text
    return Result(_("Elsewhere"), promoted.link_url, title, looked_up.highlight(title), said)

"""The listing of challenges as the web sees it."""

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Site

from challenges.listing.filter_form import ChallengeFilter
from challenges.models import ChallengeListingPage
from challenges.presentation.cards import challenge_cards

PER_PAGE = 20


def serve_listing(request: HttpRequest, page: ChallengeListingPage) -> TemplateResponse:
    """Show the challenges that the address asks for, 20 a page."""
    now = timezone.now()
    site = Site.find_for_request(request)
    bar = ChallengeFilter(request.GET, site=site, now=now)
    fitting = bar.find(promotes=True)
    # The stubs want more of a list than a paginator does: to be counted and sliced.
    paginator: Paginator = Paginator(fitting, PER_PAGE)  # type: ignore[arg-type]
    found = paginator.get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    pages = list(found.object_list)
    cards = challenge_cards(pages, now, request, fitting.looked_up)
    recommended = sum(page.pk in fitting.promoted for page in pages)
    if not (bar.chosen or bar.answer("sort") or "page" in request.GET):
        for heard in hooks.get_hooks("searched"):
            heard(request, site, bar.words, paginator.count)
    context = page.get_context(request) | {
        "bar": bar,
        "fitting": fitting,
        "looked_up": fitting.looked_up,
        "count": paginator.count,
        "results": found,
        "recommended": cards[:recommended],
        "cards": cards[recommended:],
        "page_range": list(paginator.get_elided_page_range(found.number, on_each_side=1)),
        "base_query": f"{query.urlencode()}&" if query else "",
        "save_url": f"{reverse('save_search')}?{query.urlencode()}",
    }
    return TemplateResponse(request, page.template, context)

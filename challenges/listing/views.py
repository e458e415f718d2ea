"""The listing of challenges as the web sees it."""

from functools import partial

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Site

from challenges.listing.filter_form import ChallengeFilter
from challenges.models import ChallengeListingPage
from challenges.presentation.cards import challenge_cards, challenge_cards_of
from challenges.presentation.next_change import next_change

PER_PAGE = 20


def serve_listing(request: HttpRequest, page: ChallengeListingPage) -> TemplateResponse:
    """Show the challenges that the address asks for, 20 a page."""
    now = timezone.now()
    site = Site.find_for_request(request)
    bar = ChallengeFilter(request.GET, site=site, now=now)
    fitting = bar.find(promotes=True)
    # Of the places alone: what stands there is read where it is not remembered.
    paginator = Paginator(range(fitting.count()), PER_PAGE)
    found = paginator.get_page(request.GET.get("page"))
    keys = fitting.keys(slice(found.start_index() - 1 if fitting.count() else 0, found.end_index()))
    query = request.GET.copy()
    query.pop("page", None)
    if fitting.looked_up:
        pages = fitting.read(keys)
        cards = challenge_cards(pages, now, request, fitting.looked_up)
    else:
        cards = challenge_cards_of(keys, fitting.read, now, request, partial(next_change, now))
    recommended = sum(card.page_id in fitting.promoted for card in cards)
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

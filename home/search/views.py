"""One search over challenges, stories, programmes and pages; what is opened; saved searches."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import (
    HttpRequest,
    HttpResponse,
)
from django.shortcuts import render
from django.utils import timezone
from modelsearch.backends import get_search_backend
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from authorities.scope import with_authority
from challenges.listing.filter_form import clean_words
from challenges.listing.promoted import promoted_for
from challenges.models import ListingEntry, Synonyms
from home.search.results import recommended_result, result_of
from search.insights.counts import count_search
from search.query.hits import Hit, preferring

PER_PAGE = 20


def site_search(request: HttpRequest) -> HttpResponse:
    """Show what the site has of the words, the best first; 20 a page."""
    words = clean_words(request.GET.get("q", ""))
    site = Site.find_for_request(request)
    public = Page.objects.descendant_of(site.root_page).live().public()
    synonyms = [found.names() for found in Synonyms.objects.for_authority(site)]
    looked_up = get_search_backend().look_up(words, public, synonyms)
    promoted = promoted_for(looked_up.instead or words, site, timezone.now())
    paginator = Paginator(_open_first(looked_up.hits), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    keys = [hit.key for hit in page.object_list]
    chosen = [one.page_id for one in promoted if one.page_id]
    shown = with_authority(_shown(public, [*keys, *chosen]), site)
    by_key = {found.pk: found for found in shown}
    recommended = [
        recommended_result(one, by_key.get(one.page_id or 0), request, looked_up)
        for one in promoted
        if page.number == 1 and (one.link_url or one.page_id in by_key)
    ]
    if "page" not in request.GET:
        count_search(request, site, words, paginator.count + len(recommended))
    return render(
        request,
        "home/search/search.html",
        {
            "words": words,
            "looked_up": looked_up,
            "count": paginator.count,
            "results": page,
            "recommended": recommended,
            "found": [
                result_of(by_key[key], request, looked_up)
                for key in keys
                if key in by_key and key not in chosen
            ],
            "base_query": f"{urlencode({'q': words})}&",
            "page_range": list(paginator.get_elided_page_range(page.number, on_each_side=1)),
        },
    )


def _open_first(hits: list[Hit]) -> list[Hit]:
    """Return the hits so that, of those that fit nearly alike, closed challenges come last."""
    keys = {hit.key for hit in hits}
    rows = ListingEntry.objects.among(keys)
    closed = set(rows.not_open_at(timezone.now()).values_list("pk", flat=True))
    return preferring(hits, keys - closed)


def _shown(public: PageQuerySet, keys: list[int]) -> PageQuerySet:
    """Return the pages that are still public, each of its own type."""
    return public.filter(pk__in=keys).specific()

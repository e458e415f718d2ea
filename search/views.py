"""One search over challenges, stories, programmes and pages."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.models import Page, Site

from authorities.scope import with_authority
from challenges.filters import clean_words
from search.results import result_of

PER_PAGE = 20


def site_search(request: HttpRequest) -> HttpResponse:
    """Show what the site has of the words, the best first; 20 a page."""
    words = clean_words(request.GET.get("q", ""))
    site = Site.find_for_request(request)
    found = []
    if words:
        public = Page.objects.descendant_of(site.root_page).live().public()
        found = public.search(words, operator="and")
    paginator = Paginator(found, PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    pages = Page.objects.filter(pk__in=[hit.pk for hit in page.object_list]).specific()
    by_key = {hit.pk: hit for hit in with_authority(pages, site)}
    return render(
        request,
        "search/search.html",
        {
            "words": words,
            "count": paginator.count,
            "results": page,
            "found": [
                result_of(by_key[hit.pk], request) for hit in page.object_list if hit.pk in by_key
            ],
            "base_query": f"{urlencode({'q': words})}&",
            "page_range": list(paginator.get_elided_page_range(page.number, on_each_side=1)),
        },
    )

"""One search over challenges, stories, programmes and pages; what is opened; saved searches."""

from dataclasses import asdict
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBadRequest,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from modelsearch.backends import get_search_backend
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from authorities.http.rate_limit import RateLimit, client_address
from authorities.scope import public_authority, with_authority
from businesses.sign_in.proof import has_proven, proven_address
from challenges.filters import clean_words
from challenges.models import Listed, Synonyms
from challenges.promoting import promoted_for
from search.insights import signed_clicks
from search.insights.counts import count_click, count_search
from search.query.hits import Hit
from search.results import recommended_result, result_of
from search.saved import SaveForm, in_words, kept_query, save_search
from search.suggesting import suggest

PER_PAGE = 20
# From one network: a council's staff may share an address.
CLICKS_PER_HOUR = 300


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
        "search/search.html",
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
    """Return the hits so that, of those that fit alike, closed challenges come last."""
    rows = Listed.objects.among(hit.key for hit in hits)
    closed = set(rows.not_open_at(timezone.now()).values_list("pk", flat=True))
    return sorted(hits, key=lambda hit: (-hit.tier, hit.key in closed))


@csrf_exempt
@require_POST
def clicked(request: HttpRequest) -> HttpResponse:
    """Count that somebody opened one of the pages that a search had shown.

    A script sends it, without waiting for an answer. Only what this site showed lately counts.
    """
    site = Site.find_for_request(request)
    opened = signed_clicks.opened(request.POST, site) if site else None
    if site is None or opened is None:
        return HttpResponseBadRequest()
    if not RateLimit("clicked", CLICKS_PER_HOUR, 3600).is_hit(client_address(request)):
        count_click(request, site, *opened)
    return HttpResponse(status=204)


def _shown(public: PageQuerySet, keys: list[int]) -> PageQuerySet:
    """Return the pages that are still public, each of its own type."""
    return public.filter(pk__in=keys).specific()


@require_safe
@cache_control(no_cache=True)
def suggestions(request: HttpRequest) -> JsonResponse:
    """Answer what somebody who has typed so much may be looking for, and how to say so."""
    site = public_authority(request)
    groups = suggest(request.GET.get("q", ""), site, request)
    number = sum(len(group.suggestions) for group in groups)
    found = ngettext(
        "%(number)s suggestion: use the up and down arrow keys to choose it.",
        "%(number)s suggestions: use the up and down arrow keys to choose one.",
        number,
    )
    return JsonResponse(
        {
            "label": _("Suggestions"),
            "announcement": found % {"number": number} if number else _("No suggestions."),
            "groups": [asdict(group) for group in groups],
        }
    )


@never_cache
@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """Ask where to send what is new and fits the list's filters; keep the search.

    Whoever is known already reads the same answer.
    """
    site = public_authority(request)
    now = timezone.now()
    query = kept_query(request.GET, site, now)
    form = SaveForm(
        request.POST if request.method == "POST" else None,
        initial={"email": proven_address(request)},
    )
    limit = RateLimit("follow", settings.FOLLOWS_PER_HOUR, 3600)
    status = 422 if form.is_bound else 200
    if form.is_trapped:
        form.add_error("email", _("Leave the field “Leave this field empty” empty, and try again."))
    elif form.is_valid() and limit.is_hit(client_address(request)):
        form.add_error(
            "email",
            _("Too many addresses came from your network in the last hour. Try again in an hour."),
        )
        status = 429
    if form.is_valid():
        email = form.cleaned_data["email"]
        frequency = form.cleaned_data["frequency"]
        is_proven = has_proven(request, email)
        save_search(site, query, email, frequency, is_proven=is_proven, now=now)
        return HttpResponseRedirect(f"{request.path}?{query}&saved=yes" if query else "?saved=yes")
    context = {"form": form, "query": query, "search": in_words(query, site, now)}
    return render(request, "search/save.html", context, status=status)

"""What to copy: a frame's HTML, on a page to choose it, and as oEmbed."""

from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail.api.v3.errors import problem_response
from wagtail.models import Page

from authorities.scope import public_authority, settings_of
from challenges.listing.filter_form import ChallengeFilter
from challenges.models import ChallengePage, ProgrammePage
from challenges.open_data.embeds.cards import CARD_SIZE, card_address
from challenges.open_data.embeds.frames import (
    FIGURE_HEIGHT,
    MOST,
    height_for,
    number_asked,
)
from challenges.open_data.open_view import open_to_all

WIDTH = 480


def frame(address: str, title: str, height: int, width: str = "100%") -> str:
    """Return the HTML of a frame: a name for who hears it, a height that needs no script."""
    return format_html(
        '<iframe src="{}" title="{}" width="{}" height="{}" style="border:0" loading="lazy" '
        'referrerpolicy="no-referrer" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>',
        address,
        title,
        width,
        height,
    )


def snippet_page(request: HttpRequest) -> TemplateResponse:
    """Show the form that chooses what a frame shows, and its HTML to copy."""
    site = public_authority(request)
    authority = settings_of(site)
    bar = ChallengeFilter(request.GET, site=site, now=timezone.now())
    number = number_asked(request)
    asked = [(name, value) for name in ("theme", "authority") for value in bar.chosen.get(name, ())]
    query = urlencode([*asked, ("number", number)])
    address = request.build_absolute_uri(f"{reverse('embed_challenges')}?{query}")
    title = _("Open challenges of %s") % authority.name
    context = {
        "facets": [
            (name, definition.label, definition.names.items(), bar.chosen.get(name, ()))
            for name, definition in bar.known.items()
            if name in ("theme", "authority")
        ],
        "number": number,
        "most": MOST,
        "address": address,
        "snippet": frame(address, title, height_for(number)),
        "is_allowed": bool(authority.embedded_by.strip()),
    }
    return TemplateResponse(request, "challenges/open_data/embeds/snippet.html", context)


@open_to_all
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer how to embed the challenge or the figures at an address (oembed.com, 1.0)."""
    if request.GET.get("format", "json") != "json":
        return problem_response(status=501, detail=_("Only JSON is answered here."))
    page = _page_at(request, request.GET.get("url", ""))
    is_challenge = isinstance(page, ChallengePage)
    name = "embed_challenge" if is_challenge else "embed_figure"
    address = request.build_absolute_uri(reverse(name, args=[page.translation_key]))
    height = min(height_for(1) if is_challenge else FIGURE_HEIGHT, _most(request, "maxheight"))
    width = min(WIDTH, _most(request, "maxwidth"))
    authority = settings_of(public_authority(request))
    about = {
        "version": "1.0",
        "type": "rich",
        "title": page.title,
        "provider_name": authority.name,
        "provider_url": f"{authority.site.root_url}/",
        "html": frame(address, page.title, height, str(width)),
        "width": width,
        "height": height,
    }
    if isinstance(page, ChallengePage):
        about |= {
            "thumbnail_url": card_address(page, authority),
            "thumbnail_width": CARD_SIZE[0],
            "thumbnail_height": CARD_SIZE[1],
        }
    return JsonResponse(about)


def _most(request: HttpRequest, name: str) -> int:
    asked = request.GET.get(name, "")
    is_number = asked.isascii() and asked.isdigit() and len(asked) < 6
    return max(1, int(asked)) if is_number else 10_000


def _page_at(request: HttpRequest, url: str) -> ChallengePage | ProgrammePage:
    """Return the challenge or programme at an address of this site that everybody may read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        raise Http404(_("This is no address.")) from None
    if parts.netloc != request.get_host():
        raise Http404(_("Ask with an address of this site, as “url”."))
    found = Page.route_for_request(request, parts.path)
    page = found.page if found else None
    if not isinstance(page, ChallengePage | ProgrammePage) or page.get_view_restrictions().exists():
        raise Http404(_("There is no challenge and no programme at this address."))
    return page

"""Pages for a frame on somebody else's page: no script, no cookie, shown where the authority says.

They are made without the request's session, so that an editor sees what everybody sees.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe
from wagtail.models import Site

from authorities.models import AuthoritySettings
from authorities.scope import known_authorities, public_authority, settings_of
from challenges.facts.addresses import page_address
from challenges.facts.programmes import listed_programmes
from challenges.listing.addresses import listing_path
from challenges.listing.filter_form import ChallengeFilter
from challenges.models import ChallengeListingPage, ChallengePage
from challenges.models.status import Timing
from challenges.presentation.cards import prize, state_tag
from challenges.presentation.figures import bars, figures_of
from challenges.presentation.needs import count_others, said_of

USUAL, MOST = 5, 20
# In pixels: what a list needs above and below its rows, and for a row.
FRAME_HEIGHT, ROW_HEIGHT = 120, 150
FIGURE_HEIGHT = 560


def number_asked(request: HttpRequest) -> int:
    """Return how many challenges a frame shows: as asked, within bounds."""
    asked = request.GET.get("number", "")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else USUAL
    return max(1, min(number, MOST))


def height_for(number: int) -> int:
    """Return how high a frame of so many challenges is, in pixels."""
    return FRAME_HEIGHT + number * ROW_HEIGHT


def _framed(template: str, context: dict, authority: AuthoritySettings) -> HttpResponse:
    """Return the page with its own policy: nothing runs in it, and who may frame it is said."""
    whole = context | {"authority": authority, "brand_css": authority.brand_css_url}
    response = HttpResponse(render_to_string(f"challenges/open_data/embeds/{template}", whole))
    response["Content-Security-Policy"] = (
        "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; "
        f"form-action 'none'; object-src 'none'; frame-ancestors {authority.frame_ancestors}"
    )
    # Who frames it is told to a browser by the policy, each time.
    response["Cache-Control"] = "no-store"
    return response


def _rows(pages: Sequence[ChallengePage], site: Site, now: datetime) -> list[dict]:
    others = count_others(pages) if pages else {}
    return [
        {
            "page": page,
            "url": page_address(page.path, page.url_path, known_authorities(site)),
            "tag": state_tag(page, now),
            "prize": prize(page),
            "need": said_of(others.get(page.pk, 0)),
        }
        for page in pages
    ]


@require_safe
@xframe_options_exempt
def challenges(request: HttpRequest) -> HttpResponse:
    """Show the open challenges, narrowed as the list is by what the address asks."""
    site, now = public_authority(request), timezone.now()
    asked = request.GET.copy()
    asked["state"] = Timing.OPEN.value
    found = ChallengeFilter(asked, site=site, now=now).find()[: number_asked(request)]
    rows = _rows(found, site, now)
    context = {"rows": rows, "all_url": site.root_url + listing_path(ChallengeListingPage, site)}
    return _framed("challenges.html", context, settings_of(site))


@require_safe
@xframe_options_exempt
def challenge(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show one challenge; raise `Http404` where it is not for everybody."""
    site, now = public_authority(request), timezone.now()
    found = ChallengePage.objects.readable().listed_on(site).filter(translation_key=key)[:1]
    pages = list(found)
    if not pages:
        raise Http404
    context = {"rows": _rows(pages, site, now)}
    return _framed("challenges.html", context, settings_of(site))


@require_safe
@xframe_options_exempt
def figure(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show a programme's way in figures, as its page does; raise `Http404` where none is public."""
    site = public_authority(request)
    programme = listed_programmes(site).filter(translation_key=key).first()
    if programme is None:
        raise Http404
    own = ChallengePage.objects.readable().filter(programme=programme)
    context = {
        "programme": programme,
        "url": programme.get_full_url(request),
        "bars": bars(figures_of(own, programme.reach)),
        "caption": _("How many reached each step: %s") % programme.title,
        "reach_source": programme.reach_source,
    }
    return _framed("figure.html", context, settings_of(site))

"""What the front page shows."""

from datetime import datetime
from functools import partial

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from authorities.caching.fragments import remember
from challenges.models import ChallengePage, Partner, SuccessStoryPage
from challenges.presentation.cards import challenge_cards, page_cards
from challenges.presentation.figures import figures_of
from challenges.presentation.needs import with_others
from challenges.presentation.next_change import next_change
from challenges.presentation.pictures import load_renditions, page_picture
from home.models import HomePage

CARDS = 6
STORIES = 3


def home_context(page: HomePage, request: HttpRequest) -> dict:
    """Return the open challenges, the figures, the latest stories and the partners."""
    now = timezone.now()
    authority = Site.find_for_request(request)
    below = remember(
        ("below home", page.path, authority.pk),
        lambda: _below(page, authority, request, now),
        partial(next_change, now),
    )
    return below | {"picture_html": page_picture(page.picture, page.picture_description)}


def _below(page: HomePage, authority: Site, request: HttpRequest, now: datetime) -> dict:
    private = Page.objects.get_queryset().private_q()
    listed = ChallengePage.objects.live().exclude(private).listed_on(authority)
    told = with_others(listed.open_at(now).select_related("picture"))
    is_open = list(told.order_by("closes_at")[:CARDS])
    stories = list(
        SuccessStoryPage.objects.descendant_of(page)
        .live()
        .exclude(private)
        .select_related("picture")
        .order_by("-first_published_at")[:STORIES]
    )
    load_renditions([page], is_open, stories)
    cards = challenge_cards(is_open, now, request)
    return {
        "closing_soon": [card for card in cards if card.tag_kind == "closing_soon"],
        "open_challenges": [card for card in cards if card.tag_kind != "closing_soon"],
        "figures": figures_of(listed),
        "story_cards": page_cards(stories, request),
        "partners": list(Partner.objects.for_authority(authority)),
    }

"""What the front page shows."""

from django.utils import timezone

from authorities.scope import authority_of
from challenges.cards import challenge_cards, story_cards
from challenges.figures import figures_of
from challenges.models import ChallengePage, Partner, SuccessStoryPage
from challenges.pictures import page_picture
from home.models import HomePage

CARDS = 6
STORIES = 3


def home_context(page: HomePage) -> dict:
    """Return the open challenges, the figures, the latest stories and the partners."""
    now = timezone.now()
    authority = authority_of(page)
    listed = ChallengePage.objects.live().public().listed_on(authority)
    is_open = listed.open_at(now).for_cards().order_by("closes_at")
    stories = (
        SuccessStoryPage.objects.descendant_of(page)
        .live()
        .public()
        .select_related("picture")
        .prefetch_related("picture__renditions")
        .order_by("-first_published_at")
    )
    cards = challenge_cards(is_open[:CARDS], now)
    return {
        "picture_html": page_picture(page.picture, page.picture_description),
        "closing_soon": [card for card in cards if card.tag_kind == "closing_soon"],
        "open_challenges": [card for card in cards if card.tag_kind != "closing_soon"],
        "figures": figures_of(listed),
        "story_cards": story_cards(stories[:STORIES]),
        "partners": Partner.objects.for_authority(authority),
    }

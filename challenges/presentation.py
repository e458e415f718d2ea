"""What the pages of programmes and stories show."""

from django.http import HttpRequest
from django.utils import timezone

from challenges.brief import key_dates
from challenges.cards import challenge_cards, programme_cards, story_cards
from challenges.figures import bars, programme_figures
from challenges.filters import StoryFilter
from challenges.models import (
    ChallengePage,
    ProgrammePage,
    SuccessStoryListingPage,
    SuccessStoryPage,
)
from challenges.pictures import page_picture


def programme_context(programme: ProgrammePage) -> dict:
    """Return the programme's challenges, stories and figures."""
    now = timezone.now()
    challenges = ChallengePage.objects.live().public().filter(programme=programme)
    stories = SuccessStoryPage.objects.live().public().filter(challenge__programme=programme)
    return {
        "picture_html": page_picture(programme.picture, programme.picture_description),
        "challenge_cards": challenge_cards(
            challenges.for_cards().order_by("closes_at", "title"), now
        ),
        "story_cards": story_cards(_with_pictures(stories)),
        "key_dates": key_dates(programme),
        "bars": bars(programme_figures(programme)),
    }


def programme_listing_context(programmes) -> dict:
    """Return a card for each programme."""
    return {"cards": programme_cards(_with_pictures(programmes))}


def story_listing_context(page: SuccessStoryListingPage, request: HttpRequest) -> dict:
    """Return the stories that the address asks for."""
    stories = SuccessStoryPage.objects.child_of(page).live().public()
    bar = StoryFilter(request.GET, stories=stories)
    cards = story_cards(_with_pictures(bar.apply(stories).order_by("-first_published_at")))
    return {"bar": bar, "cards": cards}


def story_context(story: SuccessStoryPage) -> dict:
    """Return the way back to the challenge and its programme."""
    challenge = ChallengePage.objects.live().filter(pk=story.challenge_id).for_cards()
    return {
        "picture_html": page_picture(story.picture, story.picture_description),
        "challenge_cards": challenge_cards(challenge, timezone.now()),
        "programme": ProgrammePage.objects.live().filter(challenges=story.challenge_id).first(),
    }


def _with_pictures(pages):
    """Return the pages with their pictures, in two queries more."""
    return pages.select_related("picture").prefetch_related("picture__renditions")

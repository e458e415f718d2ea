"""What the list of stories shows."""

from django.http import HttpRequest

from challenges.listing.filter_form import StoryFilter
from challenges.models import SuccessStoryListingPage, SuccessStoryPage
from challenges.presentation.cards import page_cards


def story_listing_context(page: SuccessStoryListingPage, request: HttpRequest) -> dict:
    """Return the stories that the address asks for."""
    stories = SuccessStoryPage.objects.child_of(page).live().public()
    bar = StoryFilter(request.GET, stories=stories)
    found = bar.apply(stories).select_related("picture").order_by("-first_published_at")
    return {"bar": bar, "cards": page_cards(found, request)}

"""What an editor can begin, with the way straight into the form in the right place."""

from typing import NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from authorities.models import User
from challenges.models import (
    ChallengeListingPage,
    ChallengePage,
    SuccessStoryListingPage,
    SuccessStoryPage,
)


class Start(NamedTuple):
    """A button."""

    label: str
    address: str
    icon: str


Places = dict[type[Page], Page | None]


def listings(authority: Site) -> Places:
    """Return where briefs and stories of the authority stand."""
    return {
        listing: listing.objects.descendant_of(authority.root_page).order_by("path").first()
        for listing in (ChallengeListingPage, SuccessStoryListingPage)
    }


def starts(user: User, places: Places) -> list[Start]:
    """Return what this person may begin in these places."""
    found = []
    for label, icon, listing, page_type in (
        (_("Write a challenge brief"), "edit", ChallengeListingPage, ChallengePage),
        (_("Write a success story"), "pick", SuccessStoryListingPage, SuccessStoryPage),
    ):
        place = places.get(listing)
        if place and place.permissions_for_user(user).can_add_subpage():
            found.append(Start(label, add_address(place, page_type), icon))
    return found


def add_address(place: Page, page_type: type[Page]) -> str:
    """Return the address of the form for a new page below this one."""
    names = (page_type._meta.app_label, page_type._meta.model_name, place.pk)
    return reverse("wagtailadmin_pages:add", args=names)

"""Ways to a site's lists, wherever its editors put them."""

from django import template
from wagtail.models import Site

from challenges.listing.addresses import Listing, listing_path
from challenges.models import ChallengeListingPage, SuccessStoryListingPage

register = template.Library()


@register.simple_tag(takes_context=True)
def challenges_path(context: template.Context) -> str:
    """Return the path of the site's list of challenges."""
    return _path(context, ChallengeListingPage)


@register.simple_tag(takes_context=True)
def stories_path(context: template.Context) -> str:
    """Return the path of the site's list of success stories."""
    return _path(context, SuccessStoryListingPage)


def _path(context: template.Context, listing: Listing) -> str:
    # A part that is included with `only` knows the request still, but not by its name.
    request = getattr(context, "request", None) or context.get("request")
    return listing_path(listing, Site.find_for_request(request) if request else None, request)

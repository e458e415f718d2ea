"""A listing as its filters have it, for feed readers and calendars. Their addresses stay valid."""

from datetime import datetime

import icalendar
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from authorities.forms.cleaning import clean_characters
from authorities.http.atom import PlainAtomFeed
from authorities.scope import settings_of, with_authority
from challenges.listing.filter_form import CLOSING, NEWEST, ChallengeFilter
from challenges.models import ChallengeListingPage, ChallengePage
from challenges.presentation.cards import prize

IN_A_FEED = 50
IN_A_CALENDAR = 500


def _listing(request: HttpRequest, path: str) -> ChallengeListingPage:
    """Return the listing at this path; raise `Http404` where everybody can read none."""
    found = Page.find_for_request(request, path)
    page = found.specific if found else None
    if not isinstance(page, ChallengeListingPage) or page.get_view_restrictions().exists():
        raise Http404
    return page


def _listed(request: HttpRequest, sort: str, at_most: int) -> list[ChallengePage]:
    """Return what the listing of this address shows in this order.

    Each has its authority's settings as `authority`, and its own address as `address`.
    """
    site = Site.find_for_request(request)
    asked = request.GET.copy()
    asked["sort"] = sort
    bar = ChallengeFilter(asked, site=site, now=timezone.now())
    found = with_authority(bar.find()[:at_most], site)
    for challenge in found:
        # The request keeps the sites' roots, so that addresses cost no query each.
        challenge.address = challenge.get_full_url(request)
    return found


def _name(request: HttpRequest, page: ChallengeListingPage) -> str:
    name = settings_of(Site.find_for_request(request)).name
    return f"{name}: {page.title}"


class ListingFeed(Feed):
    """The challenges that the address asks for, the newest first."""

    feed_type = PlainAtomFeed

    def get_object(self, request: HttpRequest, path: str) -> ChallengeListingPage:
        """Return the listing; keep the request, whose address says what is asked for."""
        page = _listing(request, path)
        page.request = request
        return page

    def title(self, page: ChallengeListingPage) -> str:
        """Return the feed's name."""
        return _name(page.request, page)

    def link(self, page: ChallengeListingPage) -> str:
        """Return the address of the same list for people."""
        query = page.request.GET.urlencode()
        return f"{page.full_url}?{query}" if query else page.full_url

    def items(self, page: ChallengeListingPage) -> list[ChallengePage]:
        """Return the challenges."""
        return _listed(page.request, NEWEST, IN_A_FEED)

    def item_title(self, item: ChallengePage) -> str:
        """Return the challenge's question."""
        return item.question

    def item_description(self, item: ChallengePage) -> str:
        """Return what a card says, as HTML, escaped."""
        facts = [item.summary, item.authority.name if item.authority else "", prize(item)]
        return linebreaks("\n\n".join(filter(None, facts)), autoescape=True)

    def item_link(self, item: ChallengePage) -> str:
        """Return the brief's address, at its own authority."""
        return item.address

    def item_pubdate(self, item: ChallengePage) -> datetime | None:
        """Return when it opens."""
        return item.opens_at

    def item_updateddate(self, item: ChallengePage) -> datetime | None:
        """Return when it was last published."""
        return item.last_published_at or item.opens_at


def calendar(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the closing times of what the address asks for, each in its authority's zone.

    No alarms: those are for who reads it to set. Source: RFC 5545.
    """
    page = _listing(request, path)
    made = icalendar.Calendar()
    made.add("prodid", "-//Challenge marketplace//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", _name(request, page))
    for challenge in _listed(request, CLOSING, IN_A_CALENDAR):
        if challenge.authority and challenge.closes_at and not challenge.stage:
            closes_at = challenge.closes_at.astimezone(challenge.authority.zone)
            made.add_component(_closing(challenge, closes_at))
    made.add_missing_timezones()
    return HttpResponse(
        made.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="challenges.ics"'},
    )


def _closing(challenge: ChallengePage, closes_at: datetime) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", f"challenge-{challenge.pk}-closes@{challenge.authority.site.hostname}")
    event.add("dtstamp", challenge.last_published_at or challenge.opens_at)
    event.add("dtstart", closes_at)
    event.add("summary", clean_characters(_("Closes: %s") % challenge.title))
    event.add("description", clean_characters(f"{challenge.question}\n\n{challenge.address}"))
    event.add("url", challenge.address)
    event.add("transp", "TRANSPARENT")
    return event

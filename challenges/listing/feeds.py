"""A listing as its filters have it, for feed readers and calendars. Their addresses stay valid."""

from datetime import datetime, timedelta

import icalendar
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from authorities.dates import day_that_ends, format_deadline
from authorities.forms.cleaning import clean_characters
from authorities.scope import settings_of, with_authority
from challenges.facts.challenges import core_of
from challenges.facts.shapes import ChallengeCore
from challenges.listing.filter_form import CLOSING, NEWEST, ChallengeFilter
from challenges.models import ChallengeListingPage, ChallengePage
from challenges.models.status import Stage
from challenges.presentation.atom import AtomFeed, changed_at, edited_at, name_for_good
from challenges.presentation.cards import prize
from challenges.presentation.conditional import conditional

IN_A_FEED = 50
IN_A_CALENDAR = 500
CALLED_OFF = {Stage.WITHDRAWN, Stage.CANCELLED}


def _listing(request: HttpRequest, path: str) -> ChallengeListingPage:
    """Return the listing at this path; raise `Http404` where everybody can read none."""
    found = Page.find_for_request(request, path)
    page = found.specific if found else None
    if not isinstance(page, ChallengeListingPage) or page.get_view_restrictions().exists():
        raise Http404
    return page


def _listed(request: HttpRequest, sort: str, at_most: int) -> list[ChallengePage]:
    """Return what the listing of this address shows in this order.

    Each has its authority's settings as `authority`, its own address as `address`, and what it is
    to a program as `core`.
    """
    site, now = Site.find_for_request(request), timezone.now()
    asked = request.GET.copy()
    asked["sort"] = sort
    bar = ChallengeFilter(asked, site=site, now=now)
    found = [page for page in with_authority(bar.find()[:at_most], site) if page.authority]
    for challenge in found:
        challenge.core = core_of(challenge, now, challenge.authority.zone)
        # The request keeps the sites' roots, so that addresses cost no query each.
        challenge.address = challenge.get_full_url(request)
    return found


def _name(request: HttpRequest, page: ChallengeListingPage) -> str:
    name = settings_of(Site.find_for_request(request)).name
    return f"{name}: {page.title}"


class ListingFeed(AtomFeed):
    """The challenges that the address asks for and that have opened, the newest first."""

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

    def feed_url(self, page: ChallengeListingPage) -> str:
        """Return the feed's own address, with what it asks for."""
        return page.request.get_full_path()

    def feed_guid(self, page: ChallengeListingPage) -> str:
        """Return what names the feed for good."""
        return name_for_good(page, f"feed?{page.request.GET.urlencode()}")

    def author_name(self, page: ChallengeListingPage) -> str:
        """Return whose site it is."""
        return settings_of(Site.find_for_request(page.request)).name

    def feed_extra_kwargs(self, page: ChallengeListingPage) -> dict:
        """Return when an empty feed changed."""
        return {"changed_at": edited_at(page)}

    def items(self, page: ChallengeListingPage) -> list[ChallengePage]:
        """Return the challenges; what opens later is told of when it does."""
        # What opens last stands first.
        found = _listed(page.request, NEWEST, 2 * IN_A_FEED)
        have_opened = [one for one in found if one.core.opened_at and one.core.closes_at]
        return sorted(have_opened, key=lambda one: one.core.opened_at, reverse=True)[:IN_A_FEED]

    def item_guid(self, item: ChallengePage) -> str:
        """Return what names the entry for good."""
        return item.core.id.urn

    def item_author_name(self, item: ChallengePage) -> str:
        """Return who asks."""
        return item.authority.name

    def item_title(self, item: ChallengePage) -> str:
        """Return the challenge's question."""
        return item.core.question

    def item_description(self, item: ChallengePage) -> str:
        """Return what a card says, as HTML, escaped."""
        facts = [item.core.summary, item.authority.name, prize(item), _when(item)]
        return linebreaks("\n\n".join(filter(None, facts)), autoescape=True)

    def item_link(self, item: ChallengePage) -> str:
        """Return the brief's address, at its own authority."""
        return item.address

    def item_pubdate(self, item: ChallengePage) -> datetime:
        """Return when everybody could read that it is open."""
        return item.core.opened_at

    def item_updateddate(self, item: ChallengePage) -> datetime:
        """Return when it changed last."""
        return item.core.changed_at


@conditional
def calendar(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the closing times of what the address asks for, each in its authority's zone.

    No alarms: those are for who reads it to set. Source: RFC 5545.
    """
    page = _listing(request, path)
    made = icalendar.Calendar()
    made.add("prodid", "-//Challenge marketplace//EN")
    made.add("version", "2.0")
    made.add("x-wr-calname", clean_characters(_name(request, page)))
    for challenge in _listed(request, CLOSING, IN_A_CALENDAR):
        if challenge.core.opens_at and challenge.core.closes_at:
            made.add_component(_closing(challenge))
    made.add_missing_timezones()
    return HttpResponse(
        made.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="challenges.ics"'},
    )


def _closing(challenge: ChallengePage) -> icalendar.Event:
    """Return the closing, under a name that stays; its number rises with each change."""
    core: ChallengeCore = challenge.core
    opens_at, closes_at = challenge.period()
    first = core.published_at or min(opens_at, timezone.now())
    changed = changed_at(challenge, first)
    closes_at = closes_at.astimezone(challenge.authority.zone)
    event = icalendar.Event()
    event.add("uid", f"challenge-{challenge.pk}-closes@{challenge.authority.site.hostname}")
    event.add("sequence", int((changed - first).total_seconds()))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("created", first)
    if day_that_ends(closes_at, challenge.authority.zone):
        # In the calendar it stands on the day that ends, as it is said.
        event.add("dtstart", closes_at - timedelta(minutes=1))
        event.add("dtend", closes_at)
    else:
        event.add("dtstart", closes_at)
    event.add("status", "CANCELLED" if challenge.stage in CALLED_OFF else "CONFIRMED")
    event.add("summary", clean_characters(_("Closes: %s") % core.title))
    about = [_when(challenge), core.question, challenge.address]
    event.add("description", clean_characters("\n\n".join(about)))
    event.add("url", challenge.address)
    event.add("transp", "TRANSPARENT")
    return event


def _when(challenge: ChallengePage) -> str:
    """Return when it closes, in words that stay true."""
    if challenge.stage in CALLED_OFF:
        return _("It was called off.")
    moment = format_deadline(challenge.period().closes_at, challenge.authority.zone)
    return _("Closing time: %s") % moment

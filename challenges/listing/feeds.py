"""A listing as its filters have it, for feed readers and calendars. Their addresses stay valid."""

from datetime import datetime, timedelta

import icalendar
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from authorities.dates import day_that_ends, format_deadline, format_instant
from authorities.forms.cleaning import clean_characters
from authorities.scope import settings_of, with_authority
from challenges.facts.challenges import core_of
from challenges.facts.shapes import ChallengeCore
from challenges.listing.filter_form import CLOSING, NEWEST, ChallengeFilter
from challenges.models import ChallengeListingPage, ChallengePage
from challenges.models.status import Stage, Timing
from challenges.presentation.atom import (
    AtomFeed,
    announced_at,
    changed_at,
    edited_at,
    name_for_good,
)
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

    Each has its authority's settings as `authority`, its own address as `address`, what it is to a
    program as `core`, and since when it was announced, if it was, as `announced_since`.
    """
    site, now = Site.find_for_request(request), timezone.now()
    asked = request.GET.copy()
    asked["sort"] = sort
    bar = ChallengeFilter(asked, site=site, now=now)
    found = [page for page in with_authority(bar.find()[:at_most], site) if page.authority]
    for challenge in found:
        challenge.core = core_of(challenge, now, challenge.authority.zone)
        was_announced = challenge.was_announced(now)
        challenge.announced_since = announced_at(challenge) if was_announced else None
        # The request keeps the sites' roots, so that addresses cost no query each.
        challenge.address = challenge.get_full_url(request)
    return found


def _name(request: HttpRequest, page: ChallengeListingPage) -> str:
    name = settings_of(Site.find_for_request(request)).name
    return f"{name}: {page.title}"


class ListingFeed(AtomFeed):
    """The challenges that the address asks for, announced or opened, the newest first."""

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
        """Return the challenges; what is not announced is told of when it opens."""
        # What opens last stands first.
        found = _listed(page.request, NEWEST, 2 * IN_A_FEED)
        told = [one for one in found if one.core.closes_at and _told_at(one)]
        return sorted(told, key=_told_at, reverse=True)[:IN_A_FEED]

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
        """Return when everybody could read that it is open; while announced, that."""
        return _told_at(item)

    def item_updateddate(self, item: ChallengePage) -> datetime:
        """Return when it changed last."""
        return item.core.changed_at


def _told_at(challenge: ChallengePage) -> datetime:
    """Return since when everybody reads of it as open, else as announced; `None` before."""
    announced = challenge.announced_since
    return challenge.core.opened_at or announced


@conditional
def calendar(request: HttpRequest, path: str) -> HttpResponse:
    """Answer with the closing times of what the address asks for, each in its authority's zone;
    of what was announced also with the opening.

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
            if challenge.announced_since:
                made.add_component(_opening(challenge))
    made.add_missing_timezones()
    return HttpResponse(
        made.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="challenges.ics"'},
    )


def _opening(challenge: ChallengePage) -> icalendar.Event:
    """Return the opening of what was announced, for who prepares."""
    event = _event(challenge, "opens", _("Opens: %s"))
    opens_at = challenge.period().opens_at
    event.add("dtstart", opens_at.astimezone(challenge.authority.zone))
    return event


def _closing(challenge: ChallengePage) -> icalendar.Event:
    """Return the closing."""
    event = _event(challenge, "closes", _("Closes: %s"))
    closes_at = challenge.period().closes_at.astimezone(challenge.authority.zone)
    if day_that_ends(closes_at, challenge.authority.zone):
        # In the calendar it stands on the day that ends, as it is said.
        event.add("dtstart", closes_at - timedelta(minutes=1))
        event.add("dtend", closes_at)
    else:
        event.add("dtstart", closes_at)
    return event


def _event(challenge: ChallengePage, what: str, summary: str) -> icalendar.Event:
    """Return an entry without its time, under a name that stays; its number rises with changes."""
    core: ChallengeCore = challenge.core
    first = core.published_at or min(challenge.period().opens_at, timezone.now())
    changed = changed_at(challenge, first)
    event = icalendar.Event()
    event.add("uid", f"challenge-{challenge.pk}-{what}@{challenge.authority.site.hostname}")
    event.add("sequence", int((changed - first).total_seconds()))
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("created", first)
    event.add("status", "CANCELLED" if challenge.stage in CALLED_OFF else "CONFIRMED")
    event.add("summary", clean_characters(summary % core.title))
    about = [_when(challenge), core.question, challenge.address]
    event.add("description", clean_characters("\n\n".join(about)))
    event.add("url", challenge.address)
    event.add("transp", "TRANSPARENT")
    return event


def _when(challenge: ChallengePage) -> str:
    """Return when it closes, and opens if it has not, in words that stay true."""
    if challenge.stage in CALLED_OFF:
        return _("It was called off.")
    if challenge.core.state == Timing.ANNOUNCED:
        opens_at, closes_at = challenge.period()
        zone = challenge.authority.zone
        return _("Announced. Applications open: %(opens)s. Closing time: %(closes)s") % {
            "opens": format_instant(opens_at, zone),
            "closes": format_deadline(closes_at, zone),
        }
    moment = format_deadline(challenge.period().closes_at, challenge.authority.zone)
    return _("Closing time: %s") % moment

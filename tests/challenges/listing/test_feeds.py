"""The listing as a feed and as a calendar: the same challenges, for programs."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import icalendar
import pytest
from django.utils import timezone

from authorities.models import AuthoritySettings
from challenges.models import ChallengeListingPage
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory, ThemeFactory
from tests.queries import count_queries

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def challenges(authority, other_authority):
    """Challenges of each kind; those that nobody may find are called hidden."""
    health = ThemeFactory(authority=authority)
    private = ChallengePageFactory(authority=authority, title="Hidden private")
    private.view_restrictions.create(restriction_type="login")
    ChallengePageFactory(authority=authority, title="Hidden draft", live=False)
    ChallengePageFactory(authority=other_authority, title="Hidden elsewhere")
    ChallengePageFactory(authority=authority, title="Withdrawn", stage=Stage.WITHDRAWN)
    return {
        "damp": ChallengePageFactory(
            authority=authority,
            title="Damp & mould",
            question="How might we notice <damp> early?",
            themes=[health],
            closes_at=datetime(2099, 7, 1, 11, tzinfo=UTC),
        ),
        "trees": ChallengePageFactory(
            authority=authority,
            title="Street trees",
            closes_at=timezone.now() + timedelta(days=3),
            opens_at=timezone.now() - timedelta(days=1),
        ),
    }


def entries(response):
    assert response.status_code == 200
    root = ElementTree.fromstring(response.content)  # noqa: S314  # our own feed
    return [entry.find(f"{ATOM}title").text for entry in root.iter(f"{ATOM}entry")]


def events(response):
    assert response.status_code == 200
    return icalendar.Calendar.from_ical(response.content).walk("VEVENT")


def test_the_feed_has_what_the_list_has_the_newest_first_and_nothing_hidden(browse, challenges):
    response = browse("/challenges/feed.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    questions = entries(response)
    assert questions[0] == challenges["trees"].question
    assert challenges["damp"].question in questions
    assert len(questions) == 3
    assert "Hidden" not in response.text


def test_the_feed_and_the_calendar_keep_to_the_filters_of_their_address(browse, challenges):
    query = "?theme=better-health&state=open"
    assert entries(browse(f"/challenges/feed.atom{query}")) == [challenges["damp"].question]
    (event,) = events(browse(f"/challenges/calendar.ics{query}"))
    assert event["SUMMARY"] == "Closes: Damp & mould"


def test_a_closing_stands_in_the_authoritys_time_zone_under_a_name_that_stays(browse, challenges):
    path = "/challenges/calendar.ics?theme=better-health"
    response = browse(path)
    assert "DTSTART;TZID=Europe/London:20990701T120000" in response.text
    assert "BEGIN:VTIMEZONE" in response.text
    assert "VALARM" not in response.text
    (event,) = events(response)
    (again,) = events(browse(path))
    assert event["UID"] == again["UID"]
    assert event["URL"] == challenges["damp"].full_url


def test_the_calendar_names_nothing_hidden_and_cancels_what_was_called_off(browse, challenges):
    found = events(browse("/challenges/calendar.ics"))
    assert {str(event["SUMMARY"]): event["STATUS"] for event in found} == {
        "Closes: Damp & mould": "CONFIRMED",
        "Closes: Street trees": "CONFIRMED",
        "Closes: Withdrawn": "CANCELLED",
    }


def test_a_shared_marketplace_has_the_others_with_their_own_addresses(
    browse, authority, other_authority
):
    AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
    AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)
    page = ChallengePageFactory(authority=other_authority)
    assert page.full_url in browse("/challenges/feed.atom").text
    assert page.full_url in browse("/challenges/calendar.ics").text


@pytest.mark.parametrize("name", ["feed.atom", "calendar.ics"])
def test_there_is_none_below_another_page_or_for_a_listing_behind_a_password(
    browse, authority, name
):
    page = ChallengePageFactory(authority=authority)
    assert browse(f"/success-stories/{name}").status_code == 404
    assert browse(f"/challenges/{page.slug}/{name}").status_code == 404
    assert browse(f"/nothing/{name}").status_code == 404
    listing = ChallengeListingPage.objects.child_of(authority.root_page).get()
    listing.view_restrictions.create(restriction_type="password", password="open")
    assert browse(f"/challenges/{name}").status_code == 404


@pytest.mark.parametrize("name", ["feed.atom", "calendar.ics"])
def test_neither_costs_more_with_more_challenges(browse, authority, name):
    ChallengePageFactory(authority=authority)
    few = count_queries(lambda: browse(f"/challenges/{name}"))
    ChallengePageFactory.create_batch(6, authority=authority)
    assert count_queries(lambda: browse(f"/challenges/{name}")) == few


def test_the_list_leads_to_its_own_feed_and_calendar(browse, challenges):
    page = browse("/challenges/?theme=better-health").text
    assert 'href="feed.atom?theme=better-health&amp;"' in page
    assert 'href="calendar.ics?theme=better-health&amp;"' in page

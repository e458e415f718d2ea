"""What is not for everybody is found by no route, on every engine."""

from datetime import timedelta

import pytest
from django.core import management
from django.utils import timezone
from wagtail.models import PageViewRestriction

from authorities.models import AuthoritySettings
from businesses.models import Subscriber
from challenges.listing.subscriptions.alerts import send_alerts
from challenges.models.saved_search import SavedSearch
from search.models import IndexedWord
from tests.factories import ChallengePageFactory, ProgrammePageFactory, ThemeFactory

# A word that stands on pages that are not public alone.
SECRET = "zanzibar"
# A word that no page has.
OTHER = "xylophone"
KINDS = ("draft", "unpublished", "private", "expired", "elsewhere")
ROUTES = {
    "the listing": f"/challenges/?q={SECRET}",
    "the listing without words": "/challenges/",
    "the newest of the listing": "/challenges/?sort=newest",
    "the site search": f"/search/?q={SECRET}",
    "a word spelt differently": "/challenges/?q=zanzibbar",
    "some of the words": f"/challenges/?q={SECRET}+damp",
    "the suggestions": "/search/suggestions/?q=zanz",
    "the feed": "/challenges/feed.atom",
    "the feed of a search": f"/challenges/feed.atom?q={SECRET}",
    "the calendar": "/challenges/calendar.ics",
    "what looks alike": "/challenges/public/",
    "the front page": "/",
    "the sitemap": "/sitemap.xml",
}


@pytest.fixture
def hidden(authority, other_authority, search_engine):
    """Challenges of every kind that nobody may find, and a public one beside them."""
    AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
    AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)
    made = {
        kind: _hidden(kind, other_authority if kind == "elsewhere" else authority) for kind in KINDS
    }
    search_engine.index(made.values())
    made["unpublished"].unpublish()
    PageViewRestriction.objects.create(
        page=made["private"], restriction_type=PageViewRestriction.PASSWORD, password="secret"
    )
    made["expired"].expire_at = timezone.now() - timedelta(minutes=1)
    made["expired"].save()
    management.call_command("publish_scheduled", verbosity=0)
    public = ChallengePageFactory(
        authority=authority,
        title="Public",
        slug="public",
        question="How might tenants tell of damp and mould?",
        summary="Damp and mould, as tenants see them.",
    )
    search_engine.index([public])


def _hidden(kind, owner):
    return ChallengePageFactory(
        authority=owner,
        title=f"The {SECRET} of mould, {kind}",
        slug=f"{SECRET}-{kind}",
        question=f"Where is {SECRET} with its mould, damp and tenants?",
        summary=f"Damp, mould and tenants in {SECRET}.",
        prize_maximum=777_000,
        themes=[ThemeFactory(authority=owner, name="A theme", slug=f"a-theme-{kind}")],
        programme=ProgrammePageFactory(authority=owner, title=f"Run of {SECRET}", live=False),
        live=kind not in ("draft", "elsewhere"),
    )


def _read(browse, path):
    response = browse(path)
    assert response.status_code == 200, path
    return response.content.decode().lower()


def test_no_route_leads_to_what_is_hidden_or_counts_it(hidden, browse):
    for route, path in ROUTES.items():
        text = _read(browse, path)
        # What was asked is said again: in the field, the title, and what the list is narrowed by.
        asked = _read(browse, path.replace(SECRET, OTHER)) if SECRET in path else ""
        assert text.count(SECRET) == asked.count(OTHER), route
        assert "777,000" not in text, route
    bar = browse("/challenges/").context["fitting"]
    assert bar.count() == 1
    counted = {option.value for facet in bar.facets for option in facet.options if option.count}
    assert counted.isdisjoint({"more", *(f"a-theme-{kind}" for kind in KINDS)})


def test_no_mail_tells_of_what_is_hidden(hidden, authority):
    now = timezone.now()
    subscriber = Subscriber.objects.create(
        authority=authority, email="reader@example.com", confirmed_at=now
    )
    SavedSearch.objects.create(
        subscriber=subscriber,
        query=f"q={SECRET}",
        frequency="at_once",
        confirmed_at=now - timedelta(days=9),
        told_until=now - timedelta(days=9),
    )
    assert send_alerts(now + timedelta(hours=1)) == 0


def test_what_a_draft_alone_says_is_no_word_that_anybody_could_have_meant(authority, browse):
    ChallengePageFactory(authority=authority, question=f"Where is {SECRET}?", live=False)
    assert "Did you mean" not in browse("/challenges/?q=zanzibbar").text
    assert not IndexedWord.objects.filter(text=SECRET).exists()

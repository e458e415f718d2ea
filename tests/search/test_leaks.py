"""What is not for everybody is found by no route, on every engine."""

from datetime import timedelta

import pytest
from django.core import management
from django.utils import timezone
from wagtail.models import PageViewRestriction

from authorities.models import AuthoritySettings
from businesses.models import Subscriber
from search.alerts import send_alerts
from search.models import SavedSearch, Word
from tests.factories import ChallengePageFactory, ProgrammePageFactory, ThemeFactory

# A word that stands on pages that are not public alone.
SECRET = "zanzibar"
KINDS = ("draft", "unpublished", "private", "expired", "elsewhere")
ROUTES = {
    "the listing": f"/challenges/?q={SECRET}",
    "the listing without words": "/challenges/",
    "the newest of the listing": "/challenges/?sort=newest",
    "the site search": f"/search/?q={SECRET}",
    "a word spelt differently": "/challenges/?q=zanzibbar",
    "some of the words": f"/challenges/?q={SECRET}+damp",
    "the feed": "/challenges/feed.atom",
    "the feed of a search": f"/challenges/feed.atom?q={SECRET}",
    "the calendar": "/challenges/calendar.ics",
    "what looks alike": "/challenges/public/",
    "the front page": "/",
    "the sitemap": "/sitemap.xml",
}


@pytest.fixture
def hidden(request, authority, other_authority, search_engine, client):
    """A challenge of one kind that nobody may find, and a public one beside it."""
    AuthoritySettings.objects.filter(site=authority).update(is_shared_marketplace=True)
    AuthoritySettings.objects.filter(site=other_authority).update(is_listed_elsewhere=True)
    kind = request.param
    says = {
        "title": f"The {SECRET} of mould",
        "slug": SECRET,
        "question": f"Where is {SECRET} with its mould, damp and tenants?",
        "summary": f"Damp, mould and tenants in {SECRET}.",
        "prize_maximum": 777_000,
    }
    owner = other_authority if kind == "elsewhere" else authority
    page = ChallengePageFactory(
        authority=owner,
        themes=[ThemeFactory(authority=owner, name="A theme", slug="a-theme")],
        programme=ProgrammePageFactory(authority=owner, title=f"Programme {SECRET}", live=False),
        live=kind not in ("draft", "elsewhere"),
        **says,
    )
    search_engine.index([page])
    if kind == "unpublished":
        page.unpublish()
    elif kind == "private":
        PageViewRestriction.objects.create(
            page=page, restriction_type=PageViewRestriction.PASSWORD, password="secret"
        )
    elif kind == "expired":
        page.expire_at = timezone.now() - timedelta(minutes=1)
        page.save()
        management.call_command("publish_scheduled", verbosity=0)
    public = ChallengePageFactory(
        authority=authority,
        title="Public",
        slug="public",
        question="How might tenants tell of damp and mould?",
        summary="Damp and mould, as tenants see them.",
    )
    search_engine.index([public])
    return page


@pytest.mark.parametrize("hidden", KINDS, indirect=True)
def test_no_route_leads_to_it_or_counts_it(hidden, browse, authority):
    for route, path in ROUTES.items():
        response = browse(path)
        assert response.status_code == 200, route
        text = response.content.decode().lower()
        said = text.count(SECRET) - text.count(f"q={SECRET}") - text.count(f"“{SECRET}")
        # What was asked is said again: in the field, the title, and what the list is narrowed by.
        asked = browse(path.replace(SECRET, "xylophone")).content.decode().lower()
        again = asked.count("xylophone") - asked.count("q=xylophone") - asked.count("“xylophone")
        assert said == again, route
        assert "777" not in text, route
    bar = browse("/challenges/").context["fitting"]
    assert bar.count() == 1
    counted = {option.value for facet in bar.facets for option in facet.options if option.count}
    assert counted.isdisjoint({"a-theme", "more"})


@pytest.mark.parametrize("hidden", KINDS, indirect=True)
def test_no_mail_tells_of_it(hidden, authority, mailoutbox):
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
    assert not Word.objects.filter(text=SECRET).exists()

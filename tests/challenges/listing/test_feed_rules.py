"""The feeds by a validator's rules (RFC 4287), whatever a text has in it."""

import re
from datetime import datetime, timedelta
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from authorities.models import AuthoritySettings
from challenges.models import ChallengePage, Clarification
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
ODD = "Damp <b>&amp; ]]> \x0c\ufffe\x01 heat — 李 🐝 مرحبا"


def texts(element, name: str) -> list[str]:
    """Return the texts of the children of this name."""
    return [found.text or "" for found in element.findall(f"{ATOM}{name}")]


def faults(content: bytes) -> list[str]:
    """Return what a validator of Atom would say."""
    root = ElementTree.fromstring(content)  # noqa: S314  # our own feed
    found, now = [], timezone.now()
    entries = root.findall(f"{ATOM}entry")
    if not any(link.get("rel") == "self" for link in root.findall(f"{ATOM}link")):
        found.append("the feed does not link to itself")
    if not all(texts(author, "name") for author in root.findall(f"{ATOM}author")):
        found.append("an author has no name")
    if not root.findall(f"{ATOM}author"):
        found.append("the feed has no author")
    for one in [root, *entries]:
        for name in ("id", "title", "updated"):
            if len(texts(one, name)) != 1 or not texts(one, name)[0]:
                found.append(f"not exactly one {name}")
        if not re.match(r"[a-z][a-z0-9+.-]*:\S+$", texts(one, "id")[0]):
            found.append(f"no IRI: {texts(one, 'id')}")
        for at in (*texts(one, "updated"), *texts(one, "published")):
            if not RFC_3339.fullmatch(at) or datetime.fromisoformat(at) > now:
                found.append(f"no date, or one that is not yet: {at}")
    for entry in entries:
        (published,), (updated,) = texts(entry, "published"), texts(entry, "updated")
        if datetime.fromisoformat(updated) < datetime.fromisoformat(published):
            found.append(f"changed before it was published: {updated}")
        links = [one for one in entry.findall(f"{ATOM}link") if one.get("rel") == "alternate"]
        if len(links) != 1:
            found.append("not exactly one alternate link")
        if not (texts(entry, "summary") or texts(entry, "content")):
            found.append("an entry says nothing")
    ids = [texts(entry, "id")[0] for entry in entries]
    if len(set(ids)) != len(ids):
        found.append("two entries have one id")
    return found


def entry_of(content: bytes, title: str):
    """Return the entry of this title."""
    root = ElementTree.fromstring(content)  # noqa: S314  # our own feed
    (found,) = [one for one in root.iter(f"{ATOM}entry") if texts(one, "title") == [title]]
    return found


@pytest.fixture
def challenge(authority):
    """A challenge with a text from anywhere; beside it one that opens next week."""
    ChallengePageFactory(authority=authority, scheduled=True, question="Not yet?")
    ChallengePageFactory(
        authority=authority, stage=Stage.WITHDRAWN, stage_changed_at=timezone.now()
    )
    return ChallengePageFactory(authority=authority, title=ODD, question=f"{ODD}?", summary=ODD)


def updates(page: ChallengePage) -> str:
    return f"/challenges/{page.slug}/updates.atom"


def test_the_feeds_are_valid_whatever_a_text_has(browse, authority, challenge):
    Clarification.objects.create(
        authority=authority, page=challenge, question=ODD, answer=ODD, published_at=timezone.now()
    )
    AuthoritySettings.objects.filter(site=authority).update(name="Council\x0b & Söhne")
    for path in ("/challenges/feed.atom", "/challenges/feed.atom?state=open", updates(challenge)):
        response = browse(path)
        assert not faults(response.content), path
        assert "李 🐝 مرحبا" in response.text


def test_an_empty_feed_is_valid_and_the_same_each_time(browse, challenge):
    for path in ("/challenges/feed.atom?q=zzzz", updates(challenge)):
        first = browse(path)
        assert not faults(first.content)
        assert first.content == browse(path).content


def test_what_opens_next_week_is_told_of_next_week(browse, challenge, time_machine):
    assert "Not yet?" not in browse("/challenges/feed.atom").text
    time_machine.move_to(timezone.now() + timedelta(days=7))
    assert "Not yet?" in browse("/challenges/feed.atom").text


def test_a_correction_moves_updated_and_leaves_published_and_the_id(browse, authority):
    page = ChallengePageFactory(authority=authority, question="How early?")
    before = entry_of(browse("/challenges/feed.atom").content, "How early?")
    page.summary, page.slug = "Better said.", "another-address"
    page.save_revision().publish()
    after = entry_of(browse("/challenges/feed.atom").content, "How early?")
    assert texts(before, "id") == texts(after, "id")
    assert texts(after, "updated")[0] > texts(before, "updated")[0]
    assert "another-address" in after.find(f"{ATOM}link").get("href")


@pytest.mark.parametrize("name", ["feed.atom", "calendar.ics"])
def test_it_is_sent_again_only_when_something_has_changed(browse, authority, client, name):
    page = ChallengePageFactory(authority=authority)
    path = f"/challenges/{name}"
    tag = browse(path)["ETag"]
    asked = {"host": authority.hostname, "if-none-match": tag}
    assert client.get(path, headers=asked).status_code == 304
    assert client.head(path, headers=asked).status_code == 304
    page.title = page.question = "Moved, or how?"
    page.save_revision().publish()
    assert client.get(path, headers=asked).status_code == 200
    head = client.head(path, headers={"host": authority.hostname})
    assert (head.status_code, head.content) == (200, b"")


def test_published_stays_when_a_brief_is_corrected_after_it_was_published(browse, authority):
    page = ChallengePageFactory(authority=authority, question="How early?")
    ChallengePage.objects.filter(pk=page.pk).update(first_published_at=page.opens_at)
    before = entry_of(browse("/challenges/feed.atom").content, "How early?")
    page = ChallengePage.objects.get(pk=page.pk)
    page.summary = "Better said."
    page.save_revision().publish()
    after = entry_of(browse("/challenges/feed.atom").content, "How early?")
    assert texts(before, "published") == texts(after, "published")

"""A kept page is what a new one would be: after every change, and at every instant."""

from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail import hooks

from authorities.caching import versions
from challenges.models import ChallengePage, Joining
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    UserFactory,
)
from tests.marketplace.page_cache.changes import CHANGES, DAY, HOUR, OF_ONE, edit, instants, new


def is_kept(reader, path):
    """Return whether the page comes without a question to the database but for its views."""
    with CaptureQueriesContext(connection) as captured:
        reader.get(path)
    return not any("wagtail" in query["sql"] for query in captured)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen_at_the_next_request(reader, challenge, committing, change):
    make, words = CHANGES[change]
    before = reader.get("/challenges/damp/")
    assert reader.get("/challenges/damp/").text
    with committing():
        make(challenge)
    after = reader.get("/challenges/damp/")
    if words is None:
        assert after.status_code != 200
    else:
        assert words not in before.text
        assert words in after.text


def test_the_lists_follow_too(reader, challenge, committing):
    paths = ["/", "/challenges/", "/challenges/feed.atom", "/challenges/calendar.ics"]
    for path in paths:
        assert "Weeping walls" not in reader.get(path).text
    with committing():
        edit(challenge, title="Weeping walls", question="Weeping walls?")
    for path in paths:
        assert "Weeping walls" in reader.get(path).text


def test_an_authority_that_joins_or_leaves_is_seen_at_the_next_request(
    reader, challenge, committing, other_authority
):
    paths = ("/challenges/", "/challenges/damp/")
    said = "2 authorities have this problem"
    about = {"challenge": challenge, "authority": other_authority, "who": "Tenants"}
    assert not any(said in reader.get(path).text for path in paths)
    with committing():
        joining = Joining.objects.create(state="agreed", agreed_at=timezone.now(), **about)
    assert all(said in reader.get(path).text for path in paths)
    assert all(is_kept(reader, path) for path in paths)
    with committing():
        joining.state = "left"
        joining.save()
    assert not any(said in reader.get(path).text for path in paths)


def test_figures_count_an_application_when_it_comes(reader, challenge, committing):
    before = reader.get("/").text
    with committing():
        ApplicationFactory(page=challenge)
    assert reader.get("/").text == new(reader, "/") != before


def test_what_is_not_committed_changes_nothing(reader, challenge, committing):
    reader.get("/challenges/")
    with committing(), suppress(RuntimeError), transaction.atomic():
        edit(challenge, title="Weeping walls")
        raise RuntimeError("The editor's server stops.")
    assert is_kept(reader, "/challenges/")


def test_an_application_ends_the_pages_that_count_it_and_no_other(reader, challenge, committing):
    paths = ["/challenges/", "/challenges/damp/", "/challenges/feed.atom"]
    for path in [*paths, "/"]:
        reader.get(path)
    with committing():
        ApplicationFactory(page=challenge)
    assert [path for path in [*paths, "/"] if is_kept(reader, path)] == paths


def test_a_page_that_was_looked_at_after_another_change_is_found_at_once_again(
    reader, challenge, committing, caches_of_pages
):
    caches_of_pages(
        {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "page_cache"}
    )
    reader.get("/challenges/")
    with committing():
        ApplicationFactory(page=challenge)
    costs = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            reader.get("/challenges/")
        costs.append(len(captured))
    assert costs[1] == 1 < costs[0] < 15


def test_a_draft_that_an_editor_saves_ends_nothing(reader, challenge, committing):
    for path in ("/challenges/", "/challenges/damp/"):
        reader.get(path)
    with committing():
        challenge.title = "Weeping walls"
        challenge.save_revision()
    assert is_kept(reader, "/challenges/")
    assert is_kept(reader, "/challenges/damp/")
    with committing():
        challenge.get_latest_revision().publish()
    assert "Weeping walls" in reader.get("/challenges/").text


def test_a_version_that_the_cache_has_lost_makes_the_page_anew(reader, challenge, committing):
    reader.get("/challenges/")
    versions.pages().delete(f"{versions.KEY}:wagtailcore_page")
    assert is_kept(reader, "/challenges/")  # nothing was written
    versions.pages().delete(versions.KEY)
    assert not is_kept(reader, "/challenges/")


@pytest.mark.parametrize("write", ["a draft", "a view", "a session"])
def test_what_no_page_shows_leaves_the_pages_as_they_are(
    reader, another, challenge, committing, write
):
    reader.get("/challenges/")
    with committing():
        if write == "a draft":
            another.handler.enforce_csrf_checks = False
            [question] = challenge.questions.all()
            another.post(challenge.url, {question.clean_name: "Wool.", "action": "save"})
            assert "sessionid" in another.cookies
        elif write == "a view":
            another.get("/challenges/damp/")
        else:
            another.force_login(UserFactory())
    assert is_kept(reader, "/challenges/")


def test_a_page_made_while_a_change_is_committed_is_not_kept(reader, challenge, committing):
    def change(page, request, args, kwargs):
        with committing():
            ChallengePage.objects.filter(pk=page.pk).update(summary="Walls weep.")

    with hooks.register_temporarily("before_serve_page", change):
        assert "Walls weep." not in reader.get("/challenges/damp/").text
    assert "Walls weep." in reader.get("/challenges/damp/").text


@pytest.mark.parametrize("path", ["/", "/challenges/?closing=7", "/challenges/damp/"])
def test_at_every_instant_a_kept_page_reads_like_a_new_one(reader, authority, path):
    now = timezone.now()
    challenge = ChallengePageFactory(
        authority=authority,
        slug="damp",
        opens_at=now + HOUR,
        closes_at=now + 40 * DAY,
        questions_until=now + 39 * DAY,
    )
    for instant in instants(challenge):
        with time_machine.travel(instant, tick=False):
            assert OF_ONE.sub("", reader.get(path).text) == new(reader, path), instant


def test_a_draft_that_has_no_closing_yet_disturbs_nobody(reader, challenge):
    ChallengePage.objects.update(opens_at=timezone.now() + HOUR / 60, closes_at=None, live=False)
    assert reader.get("/challenges/").status_code == 200
    assert is_kept(reader, "/challenges/")


def test_nothing_is_asked_of_the_database_between_two_instants(reader, challenge):
    with time_machine.travel(timezone.now(), tick=False) as time:
        reader.get("/challenges/")
        time.shift(timedelta(minutes=4))
        assert is_kept(reader, "/challenges/")

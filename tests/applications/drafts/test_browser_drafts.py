"""A browser finds the draft that it began, whatever became of its cookies."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from applications.models import Draft
from authorities.dates import format_past_day
from tests.applications.conftest import name_of
from tests.factories import ChallengePageFactory

JSON = {"accept": "application/json"}


@pytest.fixture
def find(challenge, stranger):
    """Return a function that asks, without any cookie, for the draft of a form."""

    def ask(form_key, at=challenge):
        typed = {"find": "yes", "form_key": form_key}
        return stranger.post(at.url, typed, headers=JSON).json()["html"]

    return ask


def test_by_the_key_of_its_form_a_browser_without_cookies_finds_it(
    saved, find, stranger, challenge
):
    saved.started_at = timezone.now() - timedelta(days=2)
    saved.save()
    html = find(str(saved.form_key))
    assert f"{saved.started_at:%A}." in html
    assert saved.private_path in html
    assert saved.private_path in stranger.get(challenge.url).text


@pytest.mark.parametrize("key", ["", "no-key", "7f0c6b3a-39a5-4f0e-9d57-0f6f3c1d1a11"])
def test_without_the_right_key_nothing_is_found(saved, find, key):
    assert find(key) == ""


def test_another_page_does_not_find_it(saved, find, authority):
    assert find(str(saved.form_key), ChallengePageFactory(authority=authority)) == ""


def test_a_file_alone_begins_a_draft(challenge, post):
    typed = {"action": "save", "form_key": "7f0c6b3a-39a5-4f0e-9d57-0f6f3c1d1a11"}
    assert post(challenge.url, typed, **JSON).status_code == 422
    assert not Draft.objects.exists()
    begun = post(challenge.url, typed | {"begins_with_file": "yes"}, **JSON)
    assert begun.json()["path"] == Draft.objects.get().private_path


def test_a_script_hears_which_files_are_kept(challenge, post, saved):
    typed = {"business_name": "Dry", "action": "save", "form_key": str(saved.form_key)}
    answer = post(challenge.url, typed | {"version": saved.version}, **JSON).json()
    assert (answer["files"], answer["unfinished"], answer["is_late"]) == ([], [], False)
    incoming = saved.incoming.create(
        question=name_of(challenge, "A summary"), name="plan.pdf", size=9
    )
    answer = post(challenge.url, typed | {"version": answer["version"]}, **JSON).json()
    assert answer["unfinished"] == [{"question": incoming.question, "name": "plan.pdf"}]


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (0, "today"),
        (1, "yesterday"),
        (3, "on Tuesday"),
        (6, "on Saturday"),
        (7, "on 20 November 2026"),
    ],
)
def test_a_past_day_is_said_as_a_person_does(days, said):
    now = datetime(2026, 11, 27, 10, tzinfo=UTC)
    assert format_past_day(now - timedelta(days=days), ZoneInfo("Europe/London"), now) == said

"""Two people, or two windows, on one page: nobody's text goes without a word."""

import pytest
from django.urls import reverse

from authorities.models import Role
from tests.challenges.editing.conftest import with_criteria
from tests.challenges.editing.editor import scale_inputs
from tests.challenges.editing.test_editing import typed
from tests.factories import ChallengePageFactory, UserFactory

pytestmark = pytest.mark.one_database
THEIRS = "What Olu wrote meanwhile."
MINE = "What Erin wrote for an hour."


@pytest.fixture
def erin(authority):
    return UserFactory.working_for(authority, Role.EDITOR, first_name="Erin", last_name="Ash")


@pytest.fixture
def olu(authority):
    return UserFactory.working_for(authority, Role.APPROVER, first_name="Olu", last_name="Birch")


@pytest.fixture
def page(authority):
    made = with_criteria(ChallengePageFactory(authority=authority, live=False))
    made.save_revision()
    return made


def save(client, page, summary, *, loaded):
    sent = typed(summary=summary, slug=page.slug) | scale_inputs(page)
    sent |= {
        "loaded_revision_id": loaded.pk,
        "loaded_revision_created_at": loaded.created_at.isoformat(),
    }
    path = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return client.post(path, sent, follow=True)


def summaries(page):
    return [one.as_object().summary for one in page.revisions.order_by("pk")][1:]


def test_the_later_one_of_two_people_is_told_and_their_text_stays(sign_in, page, erin, olu):
    loaded = page.get_latest_revision()
    save(sign_in(olu), page, THEIRS, loaded=loaded)
    client = sign_in(erin)
    response = save(client, page, MINE, loaded=loaded)
    assert "Olu Birch saved this page after you had opened it" in response.text
    assert MINE in response.text
    assert summaries(page) == [THEIRS]
    newest = page.revisions.order_by("-pk").first()
    assert f'value="{newest.pk}"' in response.text
    save(client, page, MINE, loaded=newest)
    assert summaries(page) == [THEIRS, MINE]


def test_who_saves_in_two_windows_is_told_and_both_versions_are_kept(sign_in, page, erin):
    loaded = page.get_latest_revision()
    client = sign_in(erin)
    first = save(client, page, "From one window.", loaded=loaded)
    assert "another window" not in first.text
    second = save(client, page, "From the other.", loaded=loaded)
    assert "You saved this page in another window too" in second.text
    assert reverse("wagtailadmin_pages:history", args=[page.pk]) in second.text
    assert summaries(page) == ["From one window.", "From the other."]


def test_who_saves_a_page_that_was_locked_meanwhile_reads_by_whom_and_keeps_the_text(
    sign_in, page, erin, olu
):
    loaded = page.get_latest_revision()
    sign_in(olu).post(reverse("wagtailadmin_pages:lock", args=[page.pk]))
    client = sign_in(erin)
    response = save(client, page, MINE, loaded=loaded)
    assert "could not be saved as it is locked" in response.text
    assert "Olu Birch" in response.text
    assert "What you typed still stands here" in response.text
    assert MINE in response.text
    assert 'data-w-unsaved-force-value="true"' in response.text
    assert summaries(page) == []
    again = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert "content-locked" in again.text
    assert "Olu Birch" in again.text
    assert MINE not in again.text


def test_a_save_that_nothing_came_between_says_nothing_of_it(sign_in, page, erin):
    response = save(sign_in(erin), page, MINE, loaded=page.get_latest_revision())
    assert "another window" not in response.text
    assert "after you had opened it" not in response.text
    assert summaries(page) == [MINE]

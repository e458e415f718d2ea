"""Publishing several briefs at once: what is ready goes out, the rest is named."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import ChallengePageFactory

pytestmark = pytest.mark.one_database


def publish(client, *pages):
    path = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{path}?{query}", {"include_descendants": ""})


def unpublished(page):
    page.unpublish()
    return page


def test_what_is_complete_goes_out_and_the_others_are_named_with_what_they_lack(
    approver, authority, page
):
    complete = unpublished(page)
    dateless = ChallengePageFactory(authority=authority, title="No dates")
    silent = ChallengePageFactory(authority=authority, title="No users")
    for draft, changes in ((dateless, {"closes_at": None}), (silent, {"end_users": ""})):
        draft.unpublish()
        draft.refresh_from_db()
        vars(draft).update(changes)
        draft.save_revision(clean=False)
    response = publish(approver, complete, dateless, silent)
    assert response.status_code == 302
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert "“No dates” was not published. Closes: not filled in yet." in " ".join(said)
    assert "“No users” was not published. Who is it for? Not filled in yet." in " ".join(said)
    live = {}
    for found in (complete, dateless, silent):
        found.refresh_from_db()
        live[found.title] = found.live
    assert live == {complete.title: True, "No dates": False, "No users": False}


def test_nothing_is_said_to_be_published_where_nothing_is_ready(approver, authority):
    page = ChallengePageFactory(authority=authority, title="No dates")
    page.unpublish()
    page.refresh_from_db()
    page.closes_at = None
    page.save_revision(clean=False)
    response = publish(approver, page)
    said = [str(message) for message in get_messages(response.wsgi_request)]
    assert len(said) == 1
    assert "not published" in said[0]

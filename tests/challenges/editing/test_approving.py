"""Approving a brief: once, with a word corrected on the way, and in words that say it."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from authorities.models import Role, User
from challenges.models import ChallengePage
from tests.challenges.editing.editor import SUBMIT, edit, errors
from tests.challenges.editing.test_editing import typed
from tests.factories import UserFactory

pytestmark = pytest.mark.one_database

APPROVE = {"action-workflow-action": "true", "workflow-action-name": "approve"}
REQUEST_CHANGES = {
    "action-workflow-action": "true",
    "workflow-action-name": "reject",
    "workflow-action-extra-data": '{"comment": "Say how many homes."}',
}


@pytest.fixture
def submitted(add):
    assert add(typed(), Role.EDITOR, **SUBMIT).status_code == 302
    return ChallengePage.objects.get()


def said(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_one_approval_publishes_with_the_corrected_word_and_says_so(submitted, sign_in, authority):
    client = sign_in(UserFactory.working_for(authority, Role.APPROVER))
    response = edit(client, submitted, summary="Walls are wet.", **APPROVE)
    assert response.status_code == 302, errors(response)
    submitted.refresh_from_db()
    assert (submitted.live, submitted.summary) == (True, "Walls are wet.")
    (only,) = [text for text in said(response) if "Damp homes" in text and "submitted" not in text]
    assert "You have approved “Damp homes”, and it is published." in only


def test_what_somebody_else_corrected_before_is_published_too(submitted, sign_in, authority):
    first, second = (UserFactory.working_for(authority, Role.APPROVER) for _ in range(2))
    edit(sign_in(first), submitted, summary="Walls are wet.")
    edit(sign_in(second), submitted, **APPROVE)
    submitted.refresh_from_db()
    assert (submitted.live, submitted.summary) == (True, "Walls are wet.")


def test_approving_and_publishing_are_not_both_offered(submitted, approver):
    text = approver.get(reverse("wagtailadmin_pages:edit", args=[submitted.pk])).text
    assert "Approve and Publish" in text
    assert 'name="action-publish"' not in text


def test_publishing_is_offered_where_nothing_waits_for_approval(page, approver):
    text = approver.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    assert 'name="action-publish"' in text


def test_mail_asks_for_changes_in_plain_words_and_links_to_the_authoritys_host(
    add, sign_in, authority, mailoutbox
):
    approver = UserFactory.working_for(authority, Role.APPROVER)
    add(typed(), Role.EDITOR, **SUBMIT)
    submitted = ChallengePage.objects.get()
    (waiting,) = [mail for mail in mailoutbox if "waits for your approval" in mail.subject]
    assert f"http://{authority.hostname}/admin/pages/{submitted.pk}/edit/" in waiting.body
    response = edit(sign_in(approver), submitted, **REQUEST_CHANGES)
    assert "asked for changes" in said(response)[-1]
    editor = User.objects.get(groups__authority_group__role=Role.EDITOR)
    (mail,) = [mail for mail in mailoutbox if mail.subject == "Please change “Damp homes”"]
    assert mail.to == [editor.email]
    assert "Say how many homes." in mail.body
    for text in (waiting.body, mail.body):
        assert "reject" not in text
        assert "127.0.0.1" not in text


def test_an_approval_from_the_list_publishes_nothing_that_lacks_something(
    submitted, sign_in, authority
):
    client = sign_in(UserFactory.working_for(authority, Role.APPROVER))
    edit(client, submitted, closes_at="")
    page = ChallengePage.objects.get()
    state = page.current_workflow_task_state.pk
    path = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state])
    response = client.post(path, {"comment": ""})
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Closes: not filled in yet." in said(response)[-1]
    page.refresh_from_db()
    assert not page.live
    assert page.workflow_in_progress

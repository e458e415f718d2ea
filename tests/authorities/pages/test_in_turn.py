"""Saves of one page that overlap: what was saved by hand is never overtaken by an autosave."""

import threading

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail import hooks

from authorities.models import Role
from challenges.models import ChallengePage
from tests.challenges.editing.editor import scale_inputs
from tests.challenges.editing.test_editing import typed
from tests.factories import UserFactory, start
from tests.factories.challenges import ChallengePageFactory

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def page():
    page = ChallengePageFactory(authority=start("birmingham"), scheduled=True)
    page.unpublish()
    page.save_revision()
    return ChallengePage.objects.get(pk=page.pk)


def save(page, person, summary, *, loaded, **headers):
    client = Client(headers=headers)
    client.force_login(person)
    sent = typed(summary=summary, slug=page.slug) | scale_inputs(page)
    sent |= {
        "loaded_revision_id": loaded.pk,
        "loaded_revision_created_at": loaded.created_at.isoformat(),
    }
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), sent)


def newest_summary(page):
    return ChallengePage.objects.get(pk=page.pk).get_latest_revision_as_object().summary


def test_an_autosave_that_begins_first_and_lands_last_does_not_overtake_a_save_by_hand(page):
    person = UserFactory.working_for(start("birmingham"), Role.EDITOR)
    loaded = page.get_latest_revision()
    begun = threading.Event()
    answers = {}

    def by_hand():
        begun.wait(60)
        try:
            answers["hand"] = save(page, person, "The whole text.", loaded=loaded).status_code
        finally:
            connection.close()

    thread = threading.Thread(target=by_hand)

    def let_the_other_one_in(request, edited):
        # Here the autosave has found nothing newer. It waits for as long as the other one needs.
        if "application/json" in request.headers.get("Accept", ""):
            begun.set()
            thread.join(5)

    thread.start()
    with hooks.register_temporarily("before_edit_page", let_the_other_one_in):
        save(page, person, "The wh", loaded=loaded, accept="application/json")
    thread.join(60)
    assert answers["hand"] == 302
    assert newest_summary(page) == "The whole text."


def test_an_autosave_that_is_behind_is_refused_and_says_so(page):
    person = UserFactory.working_for(start("birmingham"), Role.EDITOR)
    loaded = page.get_latest_revision()
    assert save(page, person, "The whole text.", loaded=loaded).status_code == 302
    refused = save(page, person, "The wh", loaded=loaded, accept="application/json")
    assert refused.status_code == 400
    assert refused.json()["error_code"] == "invalid_revision"
    assert newest_summary(page) == "The whole text."

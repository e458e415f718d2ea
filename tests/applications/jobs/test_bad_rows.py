"""A row that a job cannot deal with: the others are done, and it waits for the next time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.jobs import draft_reminders
from applications.models import Draft
from applications.privacy import retention
from challenges.brief import digest
from tests.factories import ChallengePageFactory, ClarificationFactory, DraftFactory


@pytest.fixture
def failing_once(monkeypatch):
    """Return a function that lets what a module calls fail for the first thing that it is given."""

    def fail(module, name):
        done = getattr(module, name)
        failed = []

        def once(thing, **about):
            if not failed:
                failed.append(thing)
                raise RuntimeError("a bad row")
            return done(thing, **about)

        monkeypatch.setattr(module, name, once)

    return fail


def test_who_comes_after_a_bad_draft_is_reminded(authority, failing_once):
    page = ChallengePageFactory(authority=authority, closes_at=timezone.now() + timedelta(hours=1))
    DraftFactory.create_batch(3, page=page)
    failing_once(draft_reminders, "queue_reminder")
    assert draft_reminders.send_reminders(timezone.now()) == 2
    assert Draft.objects.filter(reminded_at=None).count() == 1
    assert draft_reminders.send_reminders(timezone.now()) == 1


def test_a_brief_that_cannot_be_told_of_keeps_no_other_from_its_answers(authority, failing_once):
    now = timezone.now()
    for page in ChallengePageFactory.create_batch(3, authority=authority):
        DraftFactory(page=page)
        ClarificationFactory(page=page, published_at=now - timedelta(minutes=1))
    failing_once(digest, "queue_clarifications")
    assert digest.send_digests(now) == 2
    assert digest.send_digests(now) == 1


def test_a_draft_whose_end_nobody_knows_keeps_no_other_from_being_erased(authority):
    long_ago = timezone.now() - timedelta(days=3000)
    ended = long_ago + timedelta(days=30)
    page = ChallengePageFactory(authority=authority, opens_at=long_ago, closes_at=ended)
    undated = ChallengePageFactory(authority=authority, opens_at=None, closes_at=None, live=False)
    for one in (undated, page):
        DraftFactory(page=one)
    Draft.objects.update(saved_at=ended)
    assert retention.apply_retention(timezone.now()) == 1

"""What is an amendment and what is typography, and what an editor reads before publishing."""

import pytest
from django.urls import reverse
from post_office.models import Email

from challenges.editing.diff import same_words
from challenges.models import Amendment
from tests.challenges.editing.editor import PUBLISH, edit, errors
from tests.factories import DraftFactory

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("How might we notice damp early?", "How might we notice  damp early ?"),
        ('the council\'s "wet" walls - all', "the council’s “wet” walls – all"),
        ("wait...", "wait…"),
        ("40 homes", "40\u00a0homes"),
        ("damp", "da\u00admp"),
    ],
)
def test_how_a_text_is_set_is_no_change(before, after):
    assert same_words(before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("40 homes", "400 homes"),
        ("1 10", "110"),
        ("now here", "nowhere"),
        ("10²", "102"),
        ("SMEs may apply", "SMEs must apply"),
        ("Is it wet?", "Is it wet"),
    ],
)
def test_other_words_are(before, after):
    assert not same_words(before, after)


def test_a_second_space_and_a_curly_quote_are_no_amendment_and_nobodys_news(approver, page):
    DraftFactory(page=page)
    response = edit(
        approver,
        page,
        question="How might we  notice damp early ?",
        **{"criteria-0-name": "Impact "},
        **PUBLISH,
    )
    assert response.status_code == 302, errors(response)
    assert not Amendment.objects.exists()
    assert not Email.objects.exists()


def beside(client, page):
    """Return what stands beside the editor."""
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text


def test_the_editor_reads_before_publishing_that_nobody_is_told(approver, page):
    edit(approver, page, question="How might we  notice damp early ?")
    assert "Nobody is told" in beside(approver, page)


def test_the_editor_reads_before_publishing_what_is_told_and_to_how_many(approver, page):
    DraftFactory.create_batch(2, page=page)
    edit(approver, page, question="How might we dry walls?", amendment="We ask for more.")
    text = beside(approver, page)
    assert "The brief shows an amendment: “We ask for more.”" in text
    assert "Question: “How might we notice damp early?” becomes “How might we dry walls?”." in text
    assert "2 people who have begun or sent an application and 0 followers" in text
    assert not Email.objects.exists()


def test_nothing_is_said_of_mails_while_nobody_has_read_the_brief(approver, page):
    page.unpublish()
    type(page).objects.filter(pk=page.pk).update(opens_at=None, closes_at=None)
    assert "If you publish this" not in beside(approver, page)

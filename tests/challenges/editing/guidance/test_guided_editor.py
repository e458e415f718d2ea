"""The brief's editor with its advice: without a script, and as a script asks."""

import pytest
from django.urls import reverse
from django.utils.html import conditional_escape

from authorities.models import Role
from challenges.editing.guidance.texts import ADVICE
from challenges.models import ChallengePage
from tests.challenges.editing.conftest import with_criteria
from tests.challenges.editing.editor import PUBLISH, edit
from tests.factories import ChallengePageFactory, UserFactory

pytestmark = pytest.mark.one_database
HINTS = "/admin/challenges/hints/"


@pytest.fixture
def editor(sign_in, authority):
    return sign_in(UserFactory.working_for(authority, Role.EDITOR))


def shown(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text


def test_there_is_advice_for_each_of_the_ten_questions():
    assert list(ADVICE) == ["question", "summary", *ChallengePage.ANSWERS]


def test_each_question_says_why_it_is_asked_with_two_examples(editor, authority):
    text = shown(editor, ChallengePageFactory(authority=authority))
    for name, advice in ADVICE.items():
        assert conditional_escape(str(advice.why)) in text
        assert conditional_escape(str(advice.good)) in text
        assert conditional_escape(str(advice.poor)) in text
        assert f'data-guidance="{name}"' in text
    assert "of about 60 words" in text


def test_what_is_saved_is_looked_at_without_a_script(editor, authority):
    page = ChallengePageFactory(
        authority=authority,
        question="Might an app help?",
        end_users="<p>People who <b>utilise</b> it.</p><p>And API users.</p>",
    )
    text = shown(editor, page)
    assert "“app” names a solution" in text
    assert "“utilise” is jargon" in text
    assert "7 of about 150 words" in text
    assert "API." in text


def test_a_brief_full_of_hints_is_published(approver, authority):
    page = with_criteria(ChallengePageFactory(authority=authority, live=False))
    edit(approver, page, question="Might an app leverage AI?", **PUBLISH)
    assert ChallengePage.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"name": "question", "text": "We need an app"}, "names a solution"),
        ({"name": "end_users", "text": "The API."}, "API"),
        ({"name": "closes_at", "text": "25 December 2027\n9am"}, "bank holiday"),
        ({"name": "closes_at", "text": "next Tuesday\n9am"}, ""),
        (
            {"name": "closes_at", "text": "9 May 2028\nnoon", "elsewhere": "8 May 2028\n9am"},
            "1 day",
        ),
        ({"name": "somewhere", "text": "Damp."}, ""),
        ({}, ""),
    ],
)
def test_the_script_is_told_the_same(editor, typed, found):
    response = editor.post(HINTS, typed)
    assert response.status_code == 200
    assert found in response.text
    assert ("Nothing here keeps you" in response.text) is bool(found)


def test_what_is_typed_is_shown_as_text(editor):
    text = editor.post(HINTS, {"name": "summary", "text": "<b>" + "wall <i>" * 30}).text
    assert "<b>" not in text
    assert "&lt;b&gt;" in text


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ASSESSOR])
def test_who_writes_no_pages_is_told_nothing(sign_in, authority, role):
    client = sign_in(UserFactory.working_for(authority, role))
    assert client.post(HINTS, {"name": "summary", "text": "x"}).status_code == 404

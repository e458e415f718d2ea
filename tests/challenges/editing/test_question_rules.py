"""What may change about a form that businesses have begun to fill in."""

from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Kind
from authorities.models import AuthoritySettings, Role
from challenges.editing.question_rules import answered
from challenges.models import Amendment, ChallengePage, ChallengeQuestion
from tests.challenges.editing.editor import PUBLISH, edit, errors
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    DraftFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.one_database

NOTE = "We ask one thing less."


@dataclass
class Case:
    """A change of the form, and what becomes of it."""

    changes: dict = field(default_factory=dict)
    removed: tuple = ()
    is_amendment: bool = True
    refused: str = ""
    asked: tuple = ("Idea?", "When?")
    retired: tuple = ()


ADDED = {
    "questions-TOTAL_FORMS": "3",
    "questions-2-clean_name": "",
    "questions-2-id": "",
    "questions-2-label": "Who?",
    "questions-2-field_type": "short_text",
    "questions-2-ORDER": "3",
}
RETIRED = {"questions-1-is_retired": "on"}

WITHOUT_ANSWERS = {
    "reworded": Case({"questions-0-label": "What?"}, is_amendment=False, asked=("What?", "When?")),
    "of another kind": Case({"questions-0-field_type": "short_text"}, is_amendment=False),
    "removed": Case(removed=("questions-1",), is_amendment=False, asked=("Idea?",)),
    "added": Case(ADDED, is_amendment=False, asked=("Idea?", "When?", "Who?")),
}
WITH_ANSWERS = {
    "reworded": Case({"questions-0-label": "What?"}, asked=("What?", "When?")),
    "with another limit": Case({"questions-0-word_limit": "200"}),
    "with other help": Case({"questions-0-help_text": "Briefly."}),
    "under another heading": Case({"questions-0-section": "First"}, is_amendment=False),
    "of another kind": Case(
        {"questions-0-field_type": "short_text"}, refused="questions-0-field_type"
    ),
    "removed": Case(removed=("questions-1",), asked=("Idea?",), retired=("When?",)),
    "retired": Case(RETIRED, asked=("Idea?",), retired=("When?",)),
    "added": Case(ADDED, asked=("Idea?", "When?", "Who?")),
}
BEGUN = {
    "nobody": lambda page: None,
    "a draft": lambda page: DraftFactory(page=page),
    "an application": lambda page: ApplicationFactory(page=page, draft__typed={}),
}


@pytest.fixture
def page(authority):
    return ChallengePageFactory(
        authority=authority,
        questions=[
            QuestionFactory(label="Idea?", clean_name="q_idea", sort_order=0),
            QuestionFactory(
                label="When?", clean_name="q_when", field_type=Kind.SHORT_TEXT, sort_order=1
            ),
        ],
    )


@pytest.fixture
def approver(authority, sign_in):
    return sign_in(UserFactory.working_for(authority, Role.APPROVER))


@pytest.mark.parametrize(
    ("who", "what"),
    [
        *(("nobody", name) for name in WITHOUT_ANSWERS),
        *((who, name) for who in ("a draft", "an application") for name in WITH_ANSWERS),
    ],
)
def test_a_question_of_an_open_form(page, approver, who, what):
    case = (WITHOUT_ANSWERS if who == "nobody" else WITH_ANSWERS)[what]
    BEGUN[who](page)
    names = {row.label: row.clean_name for row in page.questions.all()}

    response = edit(approver, page, *case.removed, **case.changes, **PUBLISH)
    if case.is_amendment:
        assert ("amendment" in errors(response)) is not bool(case.refused)
        response = edit(approver, page, *case.removed, **case.changes, amendment=NOTE, **PUBLISH)

    if case.refused:
        assert "Retire it and add a new question" in errors(response)[case.refused][0]
        return
    assert response.status_code == 302, errors(response)
    page = ChallengePage.objects.get(pk=page.pk)
    assert tuple(row.label for row in page.get_form_fields()) == case.asked
    retired = [row for row in page.questions.all() if row.is_retired]
    assert tuple(row.label for row in retired) == case.retired
    assert all(row.clean_name == names.get(row.label, row.clean_name) for row in retired)
    assert Amendment.objects.exists() is case.is_amendment
    assert {"q_idea", *(row.clean_name for row in retired)} <= {
        row.clean_name for row in page.questions.all()
    }


@pytest.mark.parametrize(
    ("days_left", "is_required", "is_refused"),
    [(10, True, False), (2, True, True), (2, False, False)],
)
def test_a_new_required_question_needs_time(
    page, approver, authority, days_left, is_required, is_refused
):
    AuthoritySettings.objects.filter(site=authority).update(question_days=5)
    closes_at = timezone.now() + timedelta(days=days_left)
    ChallengePage.objects.filter(pk=page.pk).update(closes_at=closes_at)
    added = ADDED | ({"questions-2-required": "on"} if is_required else {})
    response = edit(approver, page, **added, **PUBLISH)
    if is_refused:
        assert "at least 5 days" in errors(response)["questions-2-required"][0]
    else:
        assert response.status_code == 302, errors(response)


def test_a_question_becomes_required_in_time_only(page, approver):
    ChallengeQuestion.objects.filter(clean_name="q_when").update(required=False)
    closes_at = timezone.now() + timedelta(days=1)
    ChallengePage.objects.filter(pk=page.pk).update(closes_at=closes_at)
    response = edit(approver, page, **{"questions-1-required": "on"}, **PUBLISH)
    assert "questions-1-required" in errors(response)


class TestBelowTheEditor:
    def publish(self, page, change):
        draft = ChallengePage.objects.get(pk=page.pk).get_latest_revision_as_object()
        rows = list(draft.questions.all())
        draft.questions.set(change(rows))
        draft.save_revision().publish()
        return ChallengePage.objects.get(pk=page.pk)

    def test_a_question_with_answers_is_retired_instead_of_deleted(self, page):
        DraftFactory(page=page)
        now = self.publish(page, lambda rows: rows[:1])
        assert [row.label for row in now.questions.all() if row.is_retired] == ["When?"]
        assert "When?" in Amendment.objects.get().changes[0]["before"]

    def test_a_question_with_answers_keeps_its_kind(self, page):
        ApplicationFactory(page=page)

        def change(rows):
            rows[0].field_type = Kind.NUMBER
            return rows

        now = self.publish(page, change)
        assert now.questions.first().field_type == Kind.LONG_TEXT
        assert not Amendment.objects.exists()

    def test_a_question_that_comes_too_late_to_be_required_is_optional(self, page):
        closes_at = timezone.now() + timedelta(hours=2)
        ChallengePage.objects.filter(pk=page.pk).update(closes_at=closes_at)
        now = self.publish(page, lambda rows: [*rows, QuestionFactory(label="Who?", sort_order=2)])
        assert not now.questions.get(label="Who?").required


def test_a_draft_of_a_brief_keeps_what_has_answers_too(page, approver):
    DraftFactory(page=page)
    page.save_revision().publish()
    ChallengePage.objects.get(pk=page.pk).unpublish()
    edit(approver, page, "questions-1")
    page = ChallengePage.objects.get(pk=page.pk)
    assert [row.label for row in page.questions.all() if row.is_retired] == ["When?"]


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ({}, set()),
        ({"q_idea": [""]}, set()),
        ({"q_idea": ["A sensor"]}, {"q_idea"}),
        ({"q_when_day": ["27"], "q_when_month": [""]}, {"q_when"}),
        ({"q_else": ["x"]}, set()),
    ],
)
def test_what_counts_as_an_answer(page, typed, names):
    DraftFactory(page=page, typed=typed)
    assert answered(page.pk, ["q_idea", "q_when"]) == names

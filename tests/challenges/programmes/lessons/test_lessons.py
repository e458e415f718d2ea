"""Lessons: searched, counted by programme, and shared only where both sides agree."""

import pytest

from authorities.models import AuthoritySettings
from challenges.models import Lesson
from challenges.programmes.lessons.learning import find_lessons, lessons_for, repeated
from tests.factories import ChallengePageFactory, ProgrammePageFactory
from tests.factories.programmes import LessonFactory
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
ADD = "/admin/snippets/challenges/lesson/add/"


def agree(*authorities):
    AuthoritySettings.objects.filter(site__in=authorities).update(shares_programmes=True)


@pytest.fixture
def theirs(other_authority):
    """A lesson that the West Midlands share."""
    programme = ProgrammePageFactory(authority=other_authority, title="Elsewhere")
    return LessonFactory(programme=programme, text="Retention fell in May.", is_shared=True)


def test_every_word_is_looked_for_in_lesson_theme_evidence_and_programme(authority, programme):
    found = LessonFactory(
        programme=programme, text="People left.", theme="retention", evidence="Lists of May."
    )
    LessonFactory(programme=programme, text="Budgets were unknown.")
    for query in ("left RETENTION", "may people", programme.title):
        assert found in find_lessons(authority, query=query), query
    assert list(find_lessons(authority, query="left budgets")) == []
    assert list(find_lessons(authority, kind="worked")) == []


def test_anothers_lessons_are_read_only_where_both_agreed_and_it_is_shared(
    client, authority, other_authority, manager, theirs, at
):
    client.force_login(manager)

    def read():
        return theirs.text in client.get("/admin/programmes/lessons/", **at).text

    assert not read()
    agree(authority)
    assert not read()
    agree(other_authority)
    assert read()
    Lesson.objects.update(is_shared=False)
    assert not read()
    Lesson.objects.update(is_shared=True)
    AuthoritySettings.objects.filter(site=other_authority).update(shares_programmes=False)
    assert not read()


def test_a_programme_that_says_it_twice_counts_once(authority, other_authority, theirs):
    agree(authority, other_authority)
    theirs.theme, theirs.kind = "retention", "did_not"
    theirs.save()
    mine = ProgrammePageFactory(authority=authority)
    for _time in range(2):
        LessonFactory(programme=mine, theme="retention", kind="did_not")
    (found,) = repeated(find_lessons(authority))
    assert found.said == "2 programmes: “retention” did not work."
    AuthoritySettings.objects.filter(site=other_authority).update(shares_programmes=False)
    assert repeated(find_lessons(authority))[0].programmes == 1


def test_who_plans_a_session_is_shown_lessons_of_its_phase(authority, programme):
    fits = LessonFactory(programme=programme, phase="cohort")
    LessonFactory(programme=programme, phase="campaign")
    assert lessons_for(find_lessons(authority), ["cohort_day"]) == [fits]
    assert lessons_for(find_lessons(authority), []) == []


@pytest.mark.parametrize("of", ["another programme", "another authority"])
def test_a_challenge_of_something_else_is_refused_with_what_was_typed(
    client, authority, other_authority, manager, programme, at, of
):
    where = authority if of == "another programme" else other_authority
    page = ChallengePageFactory(authority=where)
    client.force_login(manager)
    typed = {
        "programme": programme.pk,
        "challenge": page.pk,
        "kind": "worked",
        "phase": "whole",
        "theme": "",
        "text": "The sandpit worked.",
        "evidence": "",
    }
    answer = client.post(ADD, typed, **at)
    assert answer.status_code == 200
    assert "The sandpit worked." in answer.text
    assert not Lesson.objects.exists()


def test_the_public_reads_what_is_public(browse, programme):
    LessonFactory(programme=programme, text="The sandpit worked.", is_public=True)
    LessonFactory(programme=programme, text="Cash was short.")
    page = browse(programme.url).text
    assert "The sandpit worked." in page
    assert "Cash was short." not in page


def test_the_list_asks_no_more_for_many(client, manager, programme, at):
    client.force_login(manager)
    LessonFactory(programme=programme)
    few = count_queries(lambda: client.get("/admin/programmes/lessons/", **at))
    LessonFactory.create_batch(19, programme=programme)
    assert count_queries(lambda: client.get("/admin/programmes/lessons/", **at)) == few

"""The moderator's desk on the admin's first page, and the counts behind it."""

import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.utils import timezone

from applications.drafts import saving
from applications.models import Assessor, Assignment, Draft, Kind, Message, Observer, ViewCount
from applications.models.status import Status
from authorities.models import Role
from challenges.follows import follow
from tests.applications.files.test_upload_validation import PDF
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    DraftFactory,
    QuestionFactory,
    UserFactory,
)
from tests.queries import count_queries

HOME = "/admin/"


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def desk(sign_in, moderator):
    return sign_in(moderator)


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, closed=True)


def assign(application, by, *, number=1, due_at=None, **assignment):
    assessor = Assessor.objects.create(
        authority=application.authority,
        page=application.page,
        number=number,
        email=f"assessor{number}@example.com",
        name="Sam",
        invited_by=by,
        answer_by=timezone.now(),
        accepted_at=timezone.now(),
    )
    return Assignment.objects.create(
        assessor=assessor,
        application=application,
        assigned_by=by,
        due_at=due_at or timezone.now() + timedelta(days=7),
        **assignment,
    )


def test_what_waits_says_since_when_the_longest_does(desk, authority, challenge):
    long_ago = timezone.now() - timedelta(days=40)
    ApplicationFactory(page=challenge, status_changed_at=long_ago)
    ApplicationFactory(page=challenge)
    text = desk.get(HOME).text
    assert "2 applications wait" in text
    assert (
        f"the longest since {long_ago.astimezone():%-d %B}" in text or "the longest since" in text
    )


def test_each_figure_leads_to_the_list_behind_it(desk, moderator, challenge):
    asked = timezone.now() - timedelta(days=9)
    overdue = ApplicationFactory(
        page=challenge, status=Status.INFO_REQUESTED, status_changed_at=asked
    )
    Message.objects.create(application=overdue, text="Who?", at=asked, due_at=asked)
    late = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    assign(late, moderator, due_at=asked)
    untold = ApplicationFactory(page=challenge, status=Status.NOT_MATCHED)
    text = desk.get(HOME).text
    for shown, query, found in (
        ("1 answer from an applicant is overdue", "needs=overdue", overdue),
        ("1 applicant was asked for information", "needs=due", overdue),
        ("1 application has overdue scores", "needs=late", late),
        ("1 decision is not told", "needs=untold", untold),
    ):
        assert shown in text
        assert f"/admin/queue/?{query}" in text
        assert desk.get(f"/admin/queue/?{query}").context["object_list"] == [found]


def test_a_challenge_short_of_assessors_is_named_until_each_application_has_enough(
    desk, moderator, challenge
):
    application = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    assign(application, moderator)
    ended = assign(application, moderator, number=2, ended_at=timezone.now())
    text = desk.get(HOME).text
    assert "1 lacks an assessor" in text
    listed = desk.get(f"/admin/queue/?page={challenge.pk}&needs=cover")
    assert listed.context["object_list"] == [application]
    Assignment.objects.filter(pk=ended.pk).update(ended_at=None)
    assert "lacks an assessor" not in desk.get(HOME).text


@pytest.mark.parametrize(
    ("told", "is_untold"),
    [
        ({}, True),
        ({"released_status": Status.NOT_MATCHED}, False),
        ({"next_status": Status.NOT_MATCHED, "next_status_at": timedelta(days=-1)}, False),
        ({"next_status": Status.NOT_MATCHED, "next_status_at": timedelta(days=1)}, True),
    ],
)
def test_a_decision_is_untold_until_its_applicant_reads_it(desk, challenge, told, is_untold):
    if "next_status_at" in told:
        told = told | {"next_status_at": timezone.now() + told["next_status_at"]}
    ApplicationFactory(page=challenge, status=Status.NOT_MATCHED, **told)
    assert ("1 decision is not told" in desk.get(HOME).text) is is_untold


def test_a_running_challenge_shows_views_followers_started_past_half_and_sent(desk, authority):
    page = ChallengePageFactory(authority=authority, title="Open one")
    for days, count in ((0, 40), (1, 2)):
        ViewCount.objects.create(
            page=page, day=timezone.localdate() - timedelta(days=days), count=count
        )
    for percent in (10, 50, 90):
        DraftFactory(page=page, percent_answered=percent)
    ApplicationFactory(page=page)
    for number in range(3):
        follow(page, f"reader{number}@example.com", is_proven=number > 0, now=timezone.now())
    ChallengePageFactory(authority=authority, closed=True, title="Closed one")
    text = " ".join(desk.get(HOME).text.split())
    row = text[text.index('<th scope="row">Open one') :]
    assert "<td>42</td> <td>2</td> <td>4</td> <td>2</td>" in row
    assert '<th scope="row">Closed one' not in text


def test_the_desk_costs_the_same_however_many_challenges_there_are(desk, authority, moderator):
    def add(number):
        for _ in range(number):
            ApplicationFactory(page=ChallengePageFactory(authority=authority))
            closed = ChallengePageFactory(authority=authority, closed=True)
            ApplicationFactory(page=closed, status=Status.IN_ASSESSMENT)

    add(1)
    few = count_queries(lambda: desk.get(HOME))
    add(11)
    assert count_queries(lambda: desk.get(HOME)) == few
    text = desk.get(HOME).text
    assert text.count(" applications to ") == 10
    assert text.count('<p class="desk-next">') == 10


def test_an_observer_sees_the_challenges_for_which_they_are_named_alone(
    sign_in, authority, moderator
):
    named = ChallengePageFactory(authority=authority, title="Named one")
    ChallengePageFactory(authority=authority, title="Another one")
    observer = UserFactory.working_for(authority, Role.OBSERVER)
    Observer.objects.create(page=named, user=observer, named_by=moderator)
    text = sign_in(observer).get(HOME).text
    assert '<th scope="row">Named one' in text
    assert "Another one" not in text


def test_an_editor_has_no_desk_and_another_authority_its_own(
    sign_in, authority, other_authority, challenge
):
    ApplicationFactory(page=challenge)
    editor = sign_in(UserFactory.working_for(authority, Role.EDITOR))
    assert "Your desk" not in editor.get(HOME).text
    other = sign_in(UserFactory.working_for(other_authority, Role.MODERATOR))
    assert "0 applications wait" in other.get(HOME).text


def test_each_view_of_a_brief_by_a_person_is_counted(browse, authority):
    page = ChallengePageFactory(authority=authority)
    path = page.get_url_parts()[2]
    for _ in range(3):
        browse(path)
    browse(path, HTTP_USER_AGENT="Examplebot/1.0")
    assert ViewCount.objects.get(page=page).count == 3


def test_staff_and_previews_are_not_counted(browse, desk, authority):
    page = ChallengePageFactory(authority=authority)
    browse(page.get_url_parts()[2])
    page.make_preview_request(preview_mode="open")
    assert not ViewCount.objects.exists()


def test_a_view_after_the_first_of_a_day_costs_one_statement(browse, authority, monkeypatch):
    page = ChallengePageFactory(authority=authority)
    path = page.get_url_parts()[2]
    counted = count_queries(lambda: browse(path))
    monkeypatch.setattr("challenges.brief.views.count_view", lambda request, page: None)
    assert counted == count_queries(lambda: browse(path)) + 1


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_views_wait_a_moment_and_are_written_together(browse, authority, settings):
    settings.VIEW_COUNT_SECONDS = 4
    page = ChallengePageFactory(authority=authority)
    for _ in range(3):
        browse(page.get_url_parts()[2])
    assert not ViewCount.objects.exists()
    for thread in threading.enumerate():
        if isinstance(thread, threading.Timer):
            thread.join()
    assert ViewCount.objects.get(page=page).count == 3


def test_a_view_that_cannot_be_counted_is_shown_all_the_same(browse, authority, monkeypatch):
    def fail(*args, **kwargs):
        raise DatabaseError("the disk is full")

    monkeypatch.setattr(ViewCount.objects, "filter", fail)
    page = ChallengePageFactory(authority=authority)
    assert browse(page.get_url_parts()[2]).status_code == 200


def test_a_draft_knows_how_much_of_the_form_is_answered_and_nothing_of_what(authority):
    page = ChallengePageFactory(
        authority=authority,
        questions=[
            QuestionFactory(label="Idea?", clean_name="q_idea"),
            QuestionFactory(label="Plan?", clean_name="q_plan", field_type=Kind.FILE),
        ],
    )
    draft = saving.start(page)
    assert draft.percent_answered == 0
    saving.save(draft, page, {"business_name": {"business_name": ["Drywall"]}}, seen=0)
    draft = Draft.objects.get(pk=draft.pk)
    assert draft.percent_answered == 100 // 7
    saved = saving.save(
        draft,
        page,
        {"q_idea": {"q_idea": ["We listen."]}, "email": {"email": [" "]}},
        seen=draft.version,
        uploads={"q_plan": SimpleUploadedFile("plan.pdf", PDF)},
    )
    assert not saved.refused_files
    assert Draft.objects.get(pk=draft.pk).percent_answered == 200 // 7

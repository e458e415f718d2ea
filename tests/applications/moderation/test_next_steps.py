"""What comes next for a challenge, and the track of decision, letter and public stage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from applications.models import Assignment, DecisionLetter, Observer
from applications.models.status import Status
from applications.workflow.transitions import move
from authorities.models import Role
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory
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
    return ChallengePageFactory(authority=authority, closed=True, stage=Stage.ASSESSING)


def words(response) -> str:
    """Return the page without its tags, in one line."""
    text = response.text[response.text.index("<main") :]
    return " ".join("".join(part.partition(">")[2] for part in text.split("<")).split())


def told(page, status, number=1):
    return [ApplicationFactory(page=page, status=status, released_status=status)] * number


def test_one_line_says_what_comes_next_and_each_part_leads_to_where_it_is_done(desk, challenge):
    for status in (Status.SUBMITTED, Status.SCREENING, Status.ELIGIBLE, Status.NOT_MATCHED):
        ApplicationFactory(page=challenge, status=status)
    assessor = AssessorFactory(page=challenge)
    late = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    AssignmentFactory(
        application=late, assessor=assessor, due_at=timezone.now() - timedelta(days=1)
    )
    challenge.key_dates = [
        ("key_date", {"label": "Decision on the match", "when": "6 January", "text": ""})
    ]
    challenge.save()
    for address in (HOME, f"/admin/progress/{challenge.pk}/"):
        response = desk.get(address)
        said = words(response)
        assert (
            "Next: 2 to screen · 2 lack an assessor · 1 with overdue scores · "
            "decide on 1 by 6 January · 1 letter untold" in said
        )
        for way in (
            f"/admin/queue/?page={challenge.pk}&amp;status=waiting",
            f"/admin/assessing/{challenge.pk}/#applications",
            f"/admin/queue/?page={challenge.pk}&amp;needs=late",
            f"/admin/assessing/{challenge.pk}/comparison/",
            f"/admin/releases/{challenge.pk}/",
        ):
            assert f'href="{way}"' in response.text
            assert desk.get(way.replace("&amp;", "&")).status_code == 200


def test_what_is_done_leaves_the_line(desk, challenge, moderator):
    application = ApplicationFactory(page=challenge)
    assert "1 to screen" in words(desk.get(HOME))
    move(application, Status.SCREENING, by=moderator)
    move(application, Status.ELIGIBLE, by=moderator)
    assert "to screen" not in words(desk.get(HOME))


@pytest.mark.parametrize(
    ("stage", "status", "is_behind"),
    [
        (Stage.NONE, Status.NOT_MATCHED, True),
        (Stage.NONE, Status.MATCHED, True),
        (Stage.NONE, Status.INELIGIBLE, False),
        (Stage.ASSESSING, Status.MATCHED, True),
        (Stage.ASSESSING, Status.NOT_MATCHED, True),
        (Stage.NO_SUITABLE_APPLICATIONS, Status.NOT_MATCHED, False),
        (Stage.MATCHED, Status.MATCHED, False),
        (Stage.MATCHED, Status.SELECTED, True),
        (Stage.SELECTED, Status.SELECTED, False),
    ],
)
def test_what_applicants_were_told_and_the_public_does_not_read_is_said(
    desk, authority, stage, status, is_behind
):
    page = ChallengePageFactory(authority=authority, closed=True, stage=stage)
    (application, *_rest) = told(page, status)
    for address in (
        f"/admin/progress/{page.pk}/",
        f"/admin/queue/inspect/{application.pk}/",
    ):
        said = words(desk.get(address))
        assert ("Public still reads “" in said) is is_behind
    assert ("the public still reads “" in words(desk.get(HOME))) is is_behind


def test_a_decision_that_nobody_was_told_does_not_hurry_the_public_stage(desk, challenge):
    ApplicationFactory(page=challenge, status=Status.MATCHED)
    assert "still reads" not in words(desk.get(f"/admin/progress/{challenge.pk}/"))


def test_a_reserve_left_in_reserve_after_the_selection_was_announced_is_named(
    desk, challenge, authority
):
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    told(challenge, Status.SELECTED)
    reserve = told(challenge, Status.RESERVE)[0]
    move_stage(challenge, Stage.MATCHED, by=manager)
    assert "still in reserve" not in words(desk.get(HOME))
    move_stage(challenge, Stage.SELECTED, by=manager)
    assert "1 still in reserve after the selection" in words(desk.get(HOME))
    move(reserve, Status.NOT_MATCHED, by=manager, reason="Another was selected.")
    assert "still in reserve" not in words(desk.get(HOME))


def test_a_cancelled_challenge_waits_for_nobody_but_those_who_are_still_to_be_told(
    desk, challenge, authority
):
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    for status in (Status.SUBMITTED, Status.INFO_REQUESTED, Status.ELIGIBLE, Status.IN_ASSESSMENT):
        ApplicationFactory(page=challenge, status=status)
    ApplicationFactory(page=challenge, status=Status.NOT_MATCHED)
    assert "1 application waits" in words(desk.get(HOME))
    move_stage(challenge, Stage.CANCELLED, by=manager, reason="The money is gone.")
    home = words(desk.get(HOME))
    assert "0 applications wait" in home
    assert "asked for information" not in home
    assert "Next: 1 letter untold Decisions" in home
    board = desk.get("/admin/progress/").context["results"][0]
    assert (board.sent, board.waiting) == (5, 0)
    assert not desk.get("/admin/queue/?status=waiting").context["object_list"]


def test_the_track_says_in_words_how_far_decisions_letters_and_the_public_are(desk, challenge):
    told(challenge, Status.NOT_MATCHED)
    ApplicationFactory(page=challenge, status=Status.MATCHED)
    ApplicationFactory(page=challenge, status=Status.SCREENING)
    said = words(desk.get(f"/admin/progress/{challenge.pk}/"))
    assert "Decisions 2 of 3 decided Letters 1 of 2 told Public reads “Being assessed”" in said


def test_an_applications_track_follows_its_letter(desk, challenge, moderator):
    application = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    screen = f"/admin/queue/inspect/{application.pk}/"
    assert "Decision In assessment Letter none to tell" in words(desk.get(screen))
    move(application, Status.NOT_MATCHED, by=moderator, reason="Others were stronger.")
    assert "Decision Not matched Letter drafted, not told" in words(desk.get(screen))
    DecisionLetter.objects.update(held_because="We ask once more.")
    assert "Letter on hold" in words(desk.get(screen))


def test_an_auditor_reads_what_comes_next_without_ways_to_what_is_not_theirs(
    sign_in, authority, challenge
):
    ApplicationFactory(page=challenge, status=Status.NOT_MATCHED)
    auditor = sign_in(UserFactory.working_for(authority, Role.AUDITOR))
    response = auditor.get(HOME)
    assert "1 letter untold" in words(response)
    assert f"/admin/releases/{challenge.pk}/" not in response.text


def test_an_observer_reads_it_of_the_challenges_for_which_they_are_named_alone(
    sign_in, authority, challenge, moderator
):
    ApplicationFactory(page=challenge)
    observer = UserFactory.working_for(authority, Role.OBSERVER)
    desk = sign_in(observer)
    assert "Next:" not in words(desk.get(HOME))
    Observer.objects.create(page=challenge, user=observer, named_by=moderator)
    assert "Next: 1 to screen" in words(desk.get(HOME))


def test_the_board_costs_the_same_however_many_challenges_and_applications(desk, authority):
    def add(number):
        for _ in range(number):
            page = ChallengePageFactory(authority=authority, closed=True)
            ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
            ApplicationFactory(page=page, status=Status.MATCHED)

    add(1)
    few = count_queries(lambda: desk.get("/admin/progress/"))
    add(8)
    assert count_queries(lambda: desk.get("/admin/progress/")) == few <= 30
    assert Assignment.objects.count() == 0

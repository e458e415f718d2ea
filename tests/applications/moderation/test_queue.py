"""The moderation queue in the admin."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models.status import Status
from authorities.models import Role
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, ThemeFactory, UserFactory
from tests.queries import count_queries

QUEUE = "/admin/queue/"


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def desk(sign_in, moderator):
    return sign_in(moderator)


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, closed=True, stage=Stage.ASSESSING)


def listed(response):
    return [application.business_name for application in response.context["object_list"]]


def test_what_waits_comes_first_the_oldest_before_all(desk, challenge):
    now = timezone.now()
    for name, status, days in (
        ("Old match", Status.MATCHED, 30),
        ("New arrival", Status.SUBMITTED, 1),
        ("Old arrival", Status.SUBMITTED, 9),
        ("In screening", Status.SCREENING, 5),
    ):
        ApplicationFactory(
            page=challenge,
            business_name=name,
            status=status,
            status_changed_at=now - timedelta(days=days),
        )
    assert listed(desk.get(QUEUE)) == ["Old arrival", "In screening", "New arrival", "Old match"]


def test_a_row_says_reference_business_challenge_state_since_when_and_files(desk, challenge):
    application = ApplicationFactory(
        page=challenge, status_changed_at=timezone.now() - timedelta(days=3)
    )
    text = desk.get(QUEUE).text
    for shown in (
        application.reference,
        application.business_name,
        challenge.title,
        "Submitted",
        "3 days ago",
    ):
        assert shown in text


def test_the_filters_find_state_challenge_theme_and_day(desk, authority, challenge):
    themed = ChallengePageFactory(
        authority=authority, closed=True, themes=[ThemeFactory(authority=authority)]
    )
    old = timezone.now() - timedelta(days=20)
    ApplicationFactory(page=challenge, business_name="One", status=Status.MATCHED, submit_time=old)
    ApplicationFactory(page=themed, business_name="Two")
    for query, found in (
        ("status=matched", ["One"]),
        ("status=waiting", ["Two"]),
        (f"page={challenge.pk}", ["One"]),
        ("theme=better-health", ["Two"]),
        ("sent=week", ["Two"]),
        ("sent=month&status=matched", ["One"]),
        ("status=waiting&theme=better-health&sent=today", ["Two"]),
        ("page=nonsense", ["Two", "One"]),
    ):
        assert listed(desk.get(f"{QUEUE}?{query}")) == found, query


def test_a_search_finds_reference_business_and_contact(desk, challenge):
    application = ApplicationFactory(page=challenge, business_name="Drywall Labs")
    ApplicationFactory(page=challenge)
    for words in (application.reference, "drywall", application.email, "drywall labs"):
        assert listed(desk.get(QUEUE, {"q": words})) == ["Drywall Labs"], words


def test_a_column_that_is_no_filter_cannot_be_probed_through_the_address(desk, challenge):
    application = ApplicationFactory(page=challenge)
    for query in (
        f"draft__secret__startswith={application.draft.secret[:3]}",
        "secret__startswith=nonsense",
        "authority__root_page__owner__password__startswith=x",
    ):
        assert len(listed(desk.get(f"{QUEUE}?{query}"))) == 1


def test_one_application_is_shown_whole_with_what_can_be_decided(desk, challenge):
    application = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    text = desk.get(reverse("queue_modeladmin_inspect", args=[application.pk])).text
    for shown in ("We listen to the wall.", application.email, "0 of 3", "Match", "Do not match"):
        assert shown in text
    assert "Select</button>" not in text


def test_a_move_is_made_recorded_and_shown(desk, moderator, challenge):
    application = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    response = desk.post(
        reverse("application_move", args=[application.pk]),
        {"to": "matched", "reason": "Strong."},
        follow=True,
    )
    assert "is now: Matched. The applicant has not been told." in response.text
    decision = application.decisions.get()
    assert (decision.actor, decision.reason) == (moderator, "Strong.")


def test_a_refused_move_keeps_the_reason_beside_its_field(desk, challenge):
    ApplicationFactory.create_batch(3, page=challenge, status=Status.MATCHED)
    application = ApplicationFactory(page=challenge, status=Status.IN_ASSESSMENT)
    response = desk.post(
        reverse("application_move", args=[application.pk]),
        {"to": "matched", "reason": "Also very strong."},
    )
    assert response.status_code == 409
    assert "All places for this challenge are taken" in response.text
    assert "Also very strong." in response.text
    application.refresh_from_db()
    assert application.status == Status.IN_ASSESSMENT


@pytest.mark.parametrize("to", ["", "nonsense", "draft"])
def test_a_forged_status_is_not_found(desk, challenge, to):
    application = ApplicationFactory(page=challenge)
    response = desk.post(reverse("application_move", args=[application.pk]), {"to": to})
    assert response.status_code == 404


def test_a_move_by_get_is_refused(desk, challenge):
    application = ApplicationFactory(page=challenge)
    assert desk.get(reverse("application_move", args=[application.pk])).status_code == 405


@pytest.mark.parametrize("action", ["create", "edit", "delete"])
def test_nobody_makes_edits_or_deletes_an_application_in_the_admin(
    sign_in, authority, challenge, action
):
    application = ApplicationFactory(page=challenge)
    client = sign_in(UserFactory(is_superuser=True))
    args = [] if action == "create" else [application.pk]
    response = client.post(reverse(f"queue_modeladmin_{action}", args=args))
    assert response.status_code in (302, 403, 404)
    application.refresh_from_db()


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.ASSESSOR])
def test_editors_approvers_and_assessors_see_no_application(sign_in, authority, challenge, role):
    application = ApplicationFactory(page=challenge)
    client = sign_in(UserFactory.working_for(authority, role))
    assert client.get(QUEUE).status_code in (302, 403, 404)
    inspect = reverse("queue_modeladmin_inspect", args=[application.pk])
    assert client.get(inspect).status_code == 404
    assert "applications wait" not in client.get("/admin/").text


def test_somebody_not_signed_in_is_asked_to(client, challenge):
    application = ApplicationFactory(page=challenge)
    for path in (
        QUEUE,
        reverse("queue_modeladmin_inspect", args=[application.pk]),
        reverse("application_file", args=[application.pk, 1]),
        "/admin/progress/",
    ):
        response = client.get(path)
        assert response.status_code == 302
        assert "/admin/login/" in response["Location"]


def test_the_admins_first_page_says_how_many_wait(desk, challenge):
    ApplicationFactory.create_batch(7, page=challenge)
    ApplicationFactory(page=challenge, status=Status.MATCHED)
    text = desk.get("/admin/").text
    assert "7 applications wait" in text


def test_a_page_with_applications_cannot_be_deleted(sign_in, authority, challenge):
    ApplicationFactory(page=challenge)
    client = sign_in(UserFactory.working_for(authority, Role.PROGRAMME_MANAGER))
    for page in (challenge, challenge.get_parent(), authority.root_page):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        type(page).objects.get(pk=page.pk)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={challenge.pk}&next=/admin/")
    type(challenge).objects.get(pk=challenge.pk)


@pytest.mark.parametrize("path", [QUEUE, f"{QUEUE}?status=waiting", f"{QUEUE}?q=business"])
def test_the_queue_costs_at_most_twenty_one_queries_however_many_there_are(
    desk, authority, challenge, path
):
    ApplicationFactory.create_batch(2, page=challenge)
    few = count_queries(lambda: desk.get(path))
    for _ in range(3):
        ApplicationFactory.create_batch(
            9, page=ChallengePageFactory(authority=authority, closed=True)
        )
    many = count_queries(lambda: desk.get(path))
    assert many <= 21
    assert many <= few + 1, "one more: a second page of results is counted"

"""How a person looks at the queue: saved filters, columns, pages, and the way from row to row."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from applications.models import Application, QueueColumns, SavedFilter
from applications.models.status import Status
from applications.moderation.queue.search import QueueResults
from authorities.models import Role
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory

QUEUE = "/admin/queue/"


@pytest.fixture
def moderator(authority):
    return UserFactory.working_for(authority, Role.MODERATOR)


@pytest.fixture
def desk(sign_in, moderator):
    return sign_in(moderator)


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, closed=True)


def listed(response):
    return list(response.context["object_list"])


def save(desk, name, query):
    return desk.post(reverse("queue_save_filter"), {"name": name, "query": query}, follow=True)


def test_a_filter_is_saved_seen_written_over_and_removed(desk, moderator, challenge):
    assert "The filter “Mine” is saved." in save(desk, "Mine", "status=matched&evil=1").text
    saved = SavedFilter.objects.get()
    assert (saved.user, saved.query) == (moderator, "status=matched")
    assert "?status=matched" in desk.get(QUEUE).text
    save(desk, "Mine", "status=waiting")
    saved = SavedFilter.objects.get()
    assert saved.query == "status=waiting"
    desk.post(reverse("queue_remove_filter", args=[saved.pk]))
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("name", "query", "sentence"),
    [
        (" ", "status=matched", "Write a name for the filter."),
        ("Mine", "", "Choose a filter first"),
        ("Mine", "status=nonsense", "Choose a filter first"),
    ],
)
def test_a_filter_without_name_or_sense_is_refused(desk, challenge, name, query, sentence):
    assert sentence in save(desk, name, query).text
    assert not SavedFilter.objects.exists()


def test_nobody_removes_another_persons_filter(desk, sign_in, authority, challenge):
    save(desk, "Mine", "status=matched")
    colleague = sign_in(UserFactory.working_for(authority, Role.MODERATOR))
    assert "Mine" not in colleague.get(QUEUE).text
    saved = SavedFilter.objects.get()
    address = reverse("queue_remove_filter", args=[saved.pk])
    assert colleague.post(address).status_code == 404


def test_columns_are_chosen_by_each_person_and_the_reference_always_stays(desk, challenge):
    application = ApplicationFactory(page=challenge, business_name="Drywall Labs", version=7)
    desk.post(reverse("queue_columns"), {"columns": ["contact", "version", "secret"]})
    assert QueueColumns.objects.get().names == ["contact", "version"]
    text = desk.get(QUEUE).text
    assert application.reference in text
    assert application.contact_name in text
    assert "Drywall Labs" not in text


def test_the_list_can_begin_with_what_was_sent_last(desk, challenge):
    now = timezone.now()
    rows = [
        ApplicationFactory(page=challenge, submit_time=now - timedelta(days=days))
        for days in (3, 1, 2)
    ]
    found = listed(desk.get(f"{QUEUE}?order=sent"))
    assert found == [rows[1], rows[2], rows[0]]


def test_the_pages_keep_the_filter_and_hold_each_application_once(desk, challenge):
    ApplicationFactory.create_batch(27, page=challenge)
    ApplicationFactory(page=challenge, status=Status.MATCHED)
    first, second = (desk.get(f"{QUEUE}?status=waiting&p={number}") for number in (1, 2))
    assert "?status=waiting&amp;p=2" in first.text
    assert len({row.pk for page in (first, second) for row in listed(page)}) == 27
    assert listed(desk.get(f"{QUEUE}?status=waiting&p=99")) == listed(second)


def test_previous_and_next_keep_to_the_filter_and_survive_a_decision(desk, challenge):
    rows = ApplicationFactory.create_batch(3, page=challenge)
    ApplicationFactory(page=challenge, status=Status.MATCHED)

    def screen(place):
        address = reverse("queue_modeladmin_inspect", args=[rows[place].pk])
        return f"{address}?list=status%3Dsubmitted&at={place}"

    middle = desk.get(screen(1)).context
    assert (middle["previous"], middle["next"]) == (screen(0), screen(2))
    assert not desk.get(screen(0)).context["previous"]
    assert not desk.get(screen(2)).context["next"]
    move = screen(1).replace("inspect/", "").replace(f"{rows[1].pk}/", f"{rows[1].pk}/move/")
    moved = desk.post(move, {"to": "screening"}, follow=True)
    assert moved.redirect_chain[-1][0] == screen(1)
    left = moved.context
    assert left["previous"] == screen(0)
    assert left["next"] == screen(2).replace("at=2", "at=1")


def test_screening_from_the_list_leads_back_to_it(desk, challenge):
    application = ApplicationFactory(page=challenge)
    address = reverse("application_move", args=[application.pk])
    response = desk.post(
        f"{address}?list=status%3Dwaiting&at=0", {"to": "screening", "back": "list"}
    )
    assert response["Location"] == f"{QUEUE}?status=waiting"
    assert Application.objects.get().status == Status.SCREENING


@pytest.mark.parametrize(
    ("keys", "key", "place", "beside"),
    [
        ([1, 2, 3], 2, 0, (1, 3)),
        ([1, 2, 3], 1, 0, (None, 2)),
        ([1, 3], 2, 1, (1, 3)),
        ([1, 2], 3, 2, (2, None)),
        ([], 3, 0, (None, None)),
        ([1], 3, 99999, (None, None)),
    ],
)
def test_beside_one_stand_those_before_and_after_it(keys, key, place, beside):
    assert QueueResults(keys).beside(key, place) == beside


def test_a_page_that_does_not_exist_and_a_null_byte_find_nothing_and_break_nothing(desk, challenge):
    ApplicationFactory(page=challenge)
    assert listed(desk.get(f"{QUEUE}?page=999999")) == []
    assert desk.get(QUEUE, {"q": "a\0b", "list": "\0"}).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/admin/queue/?page=99999999999999999999999", 200),
        ("/admin/queue/inspect/²/", 404),
        ("/admin/queue/inspect/99999999999999999999999/", 404),
    ],
)
def test_a_number_that_no_key_can_be_is_not_found(desk, address, status):
    assert desk.get(address).status_code == status


def test_a_place_in_the_list_that_is_no_number_is_the_first_one(desk, challenge):
    application = ApplicationFactory(page=challenge)
    response = desk.get(f"/admin/queue/inspect/{application.pk}/", {"list": "", "at": "²"})
    assert response.status_code == 200


def test_a_reason_loses_what_no_database_can_keep(desk, challenge):
    application = ApplicationFactory(page=challenge, status=Status.SCREENING)
    desk.post(
        f"/admin/queue/{application.pk}/move/",
        {"to": "ineligible", "because": "other", "reason": "Not \0ours."},
    )
    assert application.decisions.get().reason == "Not ours."

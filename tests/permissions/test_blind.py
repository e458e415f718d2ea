"""In blind assessment no byte that an assessor can get says who applied."""

import pytest
from django.test import Client
from django.urls import reverse

from applications.models.status import Status
from tests.factories import ChallengePageFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria
from tests.factories.partners import with_partner
from tests.permissions.answering import Answer, ask
from tests.permissions.attached import with_file
from tests.permissions.people import Who
from tests.permissions.scene import Place, applying
from tests.signing_in import sign_in_by_code

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WORD = "Foxglove"


@pytest.fixture(scope="module")
def blind(places):
    """A blind challenge with one application, which names its business in every answer."""
    authority, crowd = places[0].authority, places[0].crowd
    page = with_criteria(ChallengePageFactory(authority=authority, closed=True, is_blind=True))
    place = Place(authority, crowd, WORD, page, page)
    application = applying(place, "assessed", Status.IN_ASSESSMENT)
    with_partner(application, WORD)
    by = crowd.users[Who.MODERATOR]
    first, second = page.criteria.all()
    people = [AssessorFactory(page=page, invited_by=by) for _number in range(2)]
    mine, theirs = (
        AssignmentFactory.sent(
            {first.pk: 3, second.pk: 4},
            {first.pk: f"{WORD} is clever."},
            assessor=person,
            application=application,
        )
        for person in people
    )
    withheld = with_file(application, f"{WORD}-plan.png")
    browser = Client(headers={"host": authority.hostname}, raise_request_exception=False)
    sign_in_by_code(browser, people[0].email, at=authority)
    place.made |= {"mine": mine, "theirs": theirs, "file": withheld, "browser": browser}
    return place


def paths(place):
    mine = place.made["mine"]
    secret = mine.assessor.secret
    return [
        reverse("assessing"),
        reverse("assessor", args=[secret]),
        reverse("assessor_application", args=[secret, mine.key]),
        reverse("assessor_give_back", args=[secret, mine.key]),
    ]


def without_own_words(body: str) -> str:
    """Return what came without what the assessor wrote in their own fields."""
    return body.replace(f"{WORD} is clever.", "", 1)


def test_no_page_of_an_assessor_names_the_business(blind):
    for path in paths(blind):
        heard = ask(blind.made["browser"], "get", path)
        assert heard.answer is Answer.READS, path
        assert WORD.lower() not in without_own_words(heard.body).lower(), path


def test_a_file_that_no_moderator_has_seen_does_not_come(blind):
    mine, file = blind.made["mine"], blind.made["file"]
    path = reverse("assessor_file", args=[mine.assessor.secret, mine.key, file.pk])
    assert ask(blind.made["browser"], "get", path).answer is Answer.NOT_FOUND


def test_who_declares_interests_reads_names_and_no_reference(blind):
    """A name must be known to be declared about; which application is its is not told."""
    path = reverse("assessor_declare", args=[blind.made["mine"].assessor.secret])
    assert blind.at["assessed"].reference not in ask(blind.made["browser"], "get", path).body

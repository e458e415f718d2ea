"""Whoever has proven an address sees, copies, stops and erases all that is kept of it."""

import json

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from applications.models import Application, Assessor, Colleague, Draft
from applications.models.status import Status
from applications.workflow.legal_holds import set_hold
from authorities.models import Role, User
from businesses.models import Subscriber
from challenges.follows import follow
from challenges.models import Follow
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    DraftFactory,
    UserFactory,
)
from tests.factories.assessment import AssessorFactory
from tests.signing_in import sign_in_by_code

ADA = "ada@example.com"
HERE, COPY, STOP, ERASE = (f"/account/data/{rest}" for rest in ("", "copy.json", "stop/", "erase/"))


@pytest.fixture
def kept(authority, other_authority):
    """Something of Ada's at two authorities, and of somebody else's beside it."""
    south = other_authority
    for site in (authority, south):
        page = ChallengePageFactory(authority=site, title=f"Damp at {site.hostname}")
        DraftFactory(page=page, email=ADA.upper() if site == south else ADA)
        DraftFactory(page=page, email="eve@example.com")
        ApplicationFactory(page=ChallengePageFactory(authority=site), email=ADA)
        follow(page, ADA, is_proven=True, now=timezone.now())
        follow(page, "eve@example.com", is_proven=True, now=timezone.now())
    return authority, south


@pytest.fixture
def ada(authority):
    """A browser in which Ada has proven her address."""
    client = Client(headers={"host": authority.hostname})
    sign_in_by_code(client, ADA, at=authority)
    return client


def test_everything_is_on_one_page_by_authority(kept, ada):
    page = ada.get(HERE).text
    for site in kept:
        assert site.root_url in page
    assert page.count("Drafts and applications") == 2
    assert page.count("Mail that you asked for") == 2
    assert "letters" not in page
    assert "Mail about your own drafts and applications still comes" in page


@pytest.mark.parametrize("path", [HERE, COPY, ERASE])
def test_it_opens_for_nobody_who_has_not_proven_the_address(kept, path, authority):
    stranger = Client(headers={"host": authority.hostname})
    assert stranger.get(path)["Location"].startswith("/account/sign-in/")
    staff = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER, email=ADA)
    stranger.force_login(staff)
    assert stranger.get(path)["Location"].startswith("/account/sign-in/")


def test_the_copy_has_all_of_it_and_nothing_of_anybody_else(kept, ada):
    response = ada.get(COPY)
    data = json.loads(response.content)
    assert [one["name"] for one in data["authorities"]]
    assert len(data["authorities"]) == 2
    for one in data["authorities"]:
        assert len(one["kept"]["Drafts and applications"]) == 2
    assert b"eve@example.com" not in response.content
    assert "no-store" in response["Cache-Control"]


def test_stopping_ends_every_mail_that_was_asked_for_and_nothing_else(kept, ada):
    assert ada.post(STOP)["Location"] == HERE
    assert list(Subscriber.objects.values_list("email", flat=True).distinct()) == [
        "eve@example.com"
    ]
    assert Draft.objects.filter(email__iexact=ADA).count() == 4
    assert Follow.objects.count() == 2


def test_reading_and_asking_change_nothing(kept, ada):
    before = list(Draft.objects.values_list("pk", "email"))
    for path in (HERE, COPY, ERASE):
        ada.get(path)
    assert list(Draft.objects.values_list("pk", "email")) == before
    assert ada.get(STOP).status_code == 405


def test_each_authority_that_was_chosen_answers_and_no_other_is_touched(kept, ada):
    here, south = kept
    page = ada.post(ERASE, {"authority": [south.pk]}).text
    assert "is erased." in page
    assert "What your business sent stays, without you" in page
    assert not Draft.objects.filter(authority=south, email__iexact=ADA).exists()
    assert Draft.objects.filter(authority=here, email__iexact=ADA).count() == 2
    assert not Subscriber.objects.filter(authority=south, email__iexact=ADA).exists()
    assert Draft.objects.filter(authority=south, email="eve@example.com").exists()


def test_nothing_chosen_is_refused_beside_the_choices(kept, ada):
    response = ada.post(ERASE, {"authority": ["0", "x"]})
    assert response.status_code == 422
    assert "Choose where your data should be erased." in response.text
    assert Draft.objects.filter(email__iexact=ADA).count() == 4


def test_an_authority_that_keeps_nothing_of_the_address_cannot_be_chosen(ada, other_authority):
    assert ada.post(ERASE, {"authority": [other_authority.pk]}).status_code == 422


def test_what_the_law_keeps_is_said_and_the_rest_goes(kept, ada, authority):
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    held = Application.objects.get(authority=authority)
    set_hold(held, reason="A claim.", by=manager)
    page = ada.post(ERASE, {"authority": [authority.pk]}).text
    assert f"{held.reference} is kept: the law asks us to" in page
    held.refresh_from_db()
    assert held.email == ADA
    assert Draft.objects.filter(authority=authority, email=ADA).count() == 1


def test_a_shared_draft_is_left_and_stays_its_contacts(authority, ada):
    draft = DraftFactory(page=ChallengePageFactory(authority=authority), email="eve@example.com")
    Colleague.objects.create(draft=draft, email=ADA)
    assert "Drafts that you share" in ada.get(HERE).text
    page = ada.post(ERASE, {"authority": [authority.pk]}).text
    assert f"You have left {draft.reference}" in page
    assert not Colleague.objects.exists()
    draft.refresh_from_db()
    assert draft.email == "eve@example.com"


def test_who_assessed_stays_on_the_record_and_reads_until_when(authority, ada):
    page = ChallengePageFactory(authority=authority, closed=True, title="Damp homes")
    ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    AssessorFactory(page=page, email=ADA)
    assert "Challenges that you assessed" in ada.get(HERE).text
    answer = ada.post(ERASE, {"authority": [authority.pk]}).text
    assert "That you assessed “Damp homes” stays on its record" in answer
    assert Assessor.objects.filter(email=ADA).exists()


def test_the_mails_that_went_out_are_erased_and_those_of_others_stay(kept, ada, authority):
    Email.objects.update(status=0)
    before = Email.objects.exclude(to=ADA).count()
    ada.post(ERASE, {"authority": [one.pk for one in kept]})
    assert not Email.objects.filter(to=ADA, status=0, sent_mail__isnull=False).exists()
    assert Email.objects.exclude(to__iexact=ADA).count() == before


def test_the_profile_goes_with_the_way_to_sign_in(kept, ada):
    ada.get(HERE)
    page = ada.post(ERASE, {"profile": "yes"}).text
    assert "you are signed out" in page
    assert not User.objects.filter(email=ADA, signs_in_by_code=True).exists()
    assert ada.get(HERE).status_code == 302

"""The pool: people with skills, how busy they are, and inviting several of them at once."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.assessment.assessors.pool import pool_of
from applications.models import Assessor, PooledAssessor
from applications.models.status import Status
from applications.portal.own_data import InThePool
from authorities.models import Role
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory
from tests.queries import count_queries

NEXT_WEEK = (timezone.localdate() + timedelta(days=7)).isoformat()


@pytest.fixture
def people(authority):
    return [
        PooledAssessor.objects.create(
            authority=authority, name=name, email=f"{name}@example.net", skills=skills
        )
        for name, skills in (("Anna", "housing"), ("Ben", "data protection"))
    ]


def invite(desk, page, people):
    return desk.post(
        f"/admin/assessing/{page.pk}/invite-pool/",
        {"pool-people": [one.pk for one in people], "pool-answer_on": NEXT_WEEK},
        follow=True,
    )


def test_the_desk_shows_skills_and_who_has_least_in_hand_first(at_desk, authority, page, people):
    elsewhere = ChallengePageFactory(authority=authority, closed=True)
    busy = AssessorFactory(page=elsewhere, email="ANNA@example.net")
    for _ in range(2):
        sent = ApplicationFactory(page=elsewhere, status=Status.IN_ASSESSMENT)
        AssignmentFactory(assessor=busy, application=sent)
    assert [(one.person.name, one.in_hand) for one in pool_of(page)] == [("Ben", 0), ("Anna", 2)]
    text = " ".join(at_desk.get(f"/admin/assessing/{page.pk}/").text.split())
    assert "2 applications in hand · housing" in text
    assert text.index("data protection") < text.index("housing")


def test_several_are_invited_at_once_and_then_shown_as_invited(at_desk, page, people):
    done = invite(at_desk, page, people)
    assert "2 people get an invitation by mail." in done.text
    assert {mail.to[0] for mail in Email.objects.all()} == {one.email for one in people}
    assert all(one.is_invited for one in pool_of(page))


def test_who_works_on_an_application_is_named_and_the_others_are_invited(at_desk, page, people):
    ApplicationFactory(page=page, email=people[0].email)
    done = invite(at_desk, page, people)
    assert "Anna: This address works on an application" in done.text
    assert "1 person gets an invitation by mail." in done.text
    assert Assessor.objects.get().email == people[1].email


def test_nobody_ticked_is_said_beside_the_list(at_desk, page, people):
    refused = invite(at_desk, page, [])
    assert refused.status_code == 422
    assert "Tick at least one person." in refused.text


def test_who_is_invited_by_name_can_be_kept_in_the_pool_once(at_desk, page):
    typed = {"invite-name": "Eve", "invite-email": "eve@example.net", "invite-body": "WMCA"}
    typed |= {"invite-answer_on": NEXT_WEEK, "invite-keep": "on"}
    at_desk.post(f"/admin/assessing/{page.pk}/invite/", typed)
    kept = PooledAssessor.objects.get()
    assert (kept.name, kept.email, kept.body) == ("Eve", "eve@example.net", "WMCA")
    Assessor.objects.update(removed_at=timezone.now())
    typed["invite-email"] = "EVE@example.net"
    at_desk.post(f"/admin/assessing/{page.pk}/invite/", typed)
    assert PooledAssessor.objects.count() == 1


def test_another_authoritys_pool_is_neither_seen_nor_invited(
    sign_in, page, other_authority, at_desk
):
    theirs = PooledAssessor.objects.create(
        authority=other_authority, name="Zoe", email="zoe@example.net"
    )
    assert "Zoe" not in at_desk.get(f"/admin/assessing/{page.pk}/").text
    assert invite(at_desk, page, [theirs]).status_code == 422
    assert not Assessor.objects.exists()


def test_the_list_is_a_moderators_and_no_editors(sign_in, authority, people):
    address = "/admin/snippets/applications/pooledassessor/"
    moderator = sign_in(UserFactory.working_for(authority, Role.MODERATOR))
    assert "data protection" in moderator.get(address).text
    editor = sign_in(UserFactory.working_for(authority, Role.EDITOR))
    assert editor.get(address).status_code in (302, 403, 404)


def test_whoever_proves_the_address_reads_what_is_kept_and_has_it_erased(authority, people):
    (kept,) = InThePool().of("anna@EXAMPLE.net", authority)
    assert kept["skills"] == "housing"
    assert len(list(InThePool().erase("anna@example.net", authority, timezone.now()))) == 1
    assert [one.name for one in PooledAssessor.objects.all()] == ["Ben"]


def test_the_desk_costs_the_same_however_large_the_pool(at_desk, authority, page, people):
    address = f"/admin/assessing/{page.pk}/"
    few = count_queries(lambda: at_desk.get(address))
    for number in range(9):
        PooledAssessor.objects.create(
            authority=authority, name=f"No {number}", email=f"{number}@example.net"
        )
    assert count_queries(lambda: at_desk.get(address)) == few <= 30

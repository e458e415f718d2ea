"""Documents among materials and evidence: for whom they are, and for nobody else."""

import pytest
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.models import Collection, ReferenceIndex

from challenges.models import ChallengePage, Lesson, Milestone, Session, SessionFile
from challenges.models.status import Stage
from tests.factories import ChallengePageFactory, UserFactory
from tests.factories.programmes import (
    AttendanceFactory,
    LessonFactory,
    MilestoneFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def document(authority):
    return get_document_model().objects.create(
        title="Plan of the day",
        file=ContentFile(b"We begin at ten.", "Übung #1.txt"),
        collection=Collection.objects.get(name=authority.site_name),
    )


@pytest.fixture
def material(programme, document):
    session = SessionFactory(programme=programme, audience="anybody")
    return SessionFile.objects.create(session=session, document=document)


@pytest.fixture
def evidence(authority, programme, manager, document):
    page = ChallengePageFactory(
        authority=authority, closed=True, stage=Stage.SELECTED, programme=programme
    )
    return MilestoneFactory(challenge=page, owner=manager, is_public=True, evidence_file=document)


def test_a_file_of_a_session_is_for_who_has_a_place(client, material, at):
    guest = AttendanceFactory(session=material.session)
    path = f"/sessions/{guest.secret}/files/{material.pk}/"
    for answer, status in (("", 404), ("waiting", 404), ("yes", 200), ("no", 404)):
        guest.answer = answer
        guest.save()
        assert client.get(path, **at).status_code == status, answer
        assert (path in client.get(f"/sessions/{guest.secret}/", **at).text) is (status == 200)
    guest.answer = "yes"
    guest.save()
    answer = client.get(path, **at)
    assert b"".join(answer.streaming_content) == b"We begin at ten."
    assert answer["Content-Disposition"].startswith("attachment")
    other = AttendanceFactory(session=SessionFactory(programme=material.session.programme))
    Session.objects.exclude(pk=material.session_id).get().attendances.update(answer="yes")
    assert client.get(f"/sessions/{other.secret}/files/{material.pk}/", **at).status_code == 404


def test_its_own_address_is_found_by_its_authoritys_people_alone(
    client, material, document, manager, other_authority, at
):
    assert client.get(document.url, **at).status_code == 404
    client.force_login(UserFactory.working_for(other_authority, "programme_manager"))
    assert client.get(document.url, **at).status_code == 404
    client.force_login(manager)
    assert client.get(document.url, **at).status_code == 200


def test_a_public_file_of_a_public_session_is_for_everybody(client, browse, material, at):
    address = material.document.url
    SessionFile.objects.update(is_public=True)
    assert client.get(address, **at).status_code == 404
    Session.objects.update(is_public=True)
    assert client.get(address, **at).status_code == 200
    for page in (material.session.programme.url, f"/sessions/{material.session_id}/"):
        assert address in browse(page).text


def test_evidence_is_said_to_be_kept_without_an_address_until_it_is_public(
    client, browse, evidence, document, at
):
    page = browse(evidence.challenge.url).text
    assert "Evidence: kept" in page
    assert document.url not in page
    assert client.get(document.url, **at).status_code == 404
    Milestone.objects.update(is_file_public=True)
    assert document.url in browse(evidence.challenge.url).text
    assert client.get(document.url, **at).status_code == 200
    ChallengePage.objects.update(stage=Stage.MATCHED)
    assert client.get(document.url, **at).status_code == 404


def test_the_evidence_of_a_lesson_is_public_with_it_alone(client, browse, programme, document, at):
    LessonFactory(programme=programme, evidence_file=document, is_file_public=True)
    assert client.get(document.url, **at).status_code == 404
    Lesson.objects.update(is_public=True)
    assert document.url in browse(programme.url).text
    assert client.get(document.url, **at).status_code == 200


def test_what_a_brief_shows_as_well_stays_as_public_as_the_brief(
    client, authority, material, document, at
):
    brief = ChallengePageFactory(authority=authority)
    brief.documents = [("document", {"title": "The plan", "document": document})]
    brief.save()
    ReferenceIndex.create_or_update_for_object(brief)
    assert client.get(document.url, **at).status_code == 200


def test_a_manager_adds_a_document_of_their_own_authority_alone(
    client, programme, manager, document, other_authority, at
):
    client.force_login(manager)
    session = SessionFactory(programme=programme)
    theirs = get_document_model().objects.create(
        title="Theirs",
        file=ContentFile(b"No.", "theirs.txt"),
        collection=Collection.objects.get(name=other_authority.site_name),
    )
    typed = {
        "programme": programme.pk,
        "kind": session.kind,
        "title": session.title,
        "when_said": "In May",
        "audience": session.audience,
        "files-TOTAL_FORMS": "1",
        "files-INITIAL_FORMS": "0",
        "files-0-id": "",
        "files-0-ORDER": "1",
        "files-0-DELETE": "",
    }
    edit = f"/admin/snippets/challenges/session/edit/{session.pk}/"
    for chosen, number in ((theirs, 0), (document, 1)):
        client.post(edit, typed | {"files-0-document": chosen.pk}, **at)
        assert session.files.count() == number

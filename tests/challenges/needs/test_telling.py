"""Who joined hears what came of it when the owner tells them, and no more than the public has."""

import pytest
from django.utils import timezone
from post_office.models import Email

from authorities.models import AuthoritySettings, Role
from challenges.models import ChallengePage
from challenges.models.status import Stage
from challenges.needs.joining import JoiningRefused, do
from challenges.needs.permissions import Act
from challenges.needs.telling import tell
from tests.factories import ProgrammePageFactory, SuccessStoryPageFactory, UserFactory
from tests.factories.programmes import LessonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ended(joined):
    """North's brief, of which nothing was procured, as the public knows."""
    ChallengePage.objects.filter(pk=joined.challenge_id).update(
        stage=Stage.NOT_PROCURED, stage_changed_at=timezone.now(), stage_reason="No budget."
    )
    Email.objects.all().delete()
    return ChallengePage.objects.get(pk=joined.challenge_id)


@pytest.fixture
def send(client, authority, people):
    """Return a function with which somebody of North tells what came of a challenge."""

    def post(page, who=people.olu, note="We would do it again."):
        client.force_login(who)
        path = f"/admin/needs/outcome/{page.pk}/"
        return client.post(path, {"note": note}, headers={"host": authority.hostname})

    return post


def test_the_editors_who_joined_get_it_by_mail_and_read_it_in_the_admin(
    ended, joined, send, client, people, authority
):
    story = SuccessStoryPageFactory(authority=authority, challenge=ended)
    assert send(ended).status_code == 302
    assert {mail.to[0] for mail in Email.objects.all()} == {
        "suki@south.example",
        "sol@south.example",
    }
    text = Email.objects.first().message
    for said in ("Not procured", "No budget.", "We would do it again.", story.full_url):
        assert said in text
    client.force_login(people.suki)
    path = f"/admin/needs/{joined.pk}/"
    page = client.get(path, headers={"host": joined.authority.hostname}).text
    for said in ("Not procured", "No budget.", "We would do it again.", story.full_url):
        assert said in page


def test_the_same_is_told_once_and_something_else_again(ended, joined, send):
    send(ended)
    send(ended)
    assert Email.objects.count() == 2
    send(ended, note="One thing more.")
    assert Email.objects.count() == 4
    assert joined.changes.filter(act=Act.TELL).count() == 2


def test_who_has_left_hears_nothing(ended, joined, people, send):
    do(joined, Act.LEAVE, by=people.sol)
    Email.objects.all().delete()
    answer = send(ended)
    assert answer.status_code == 409
    assert "No other authority has joined" in answer.text
    assert not Email.objects.exists()


@pytest.mark.parametrize("stage", [Stage.NONE, Stage.ASSESSING])
def test_nothing_is_told_before_the_public_knows(ended, send, stage, joined, client, people):
    ChallengePage.objects.filter(pk=ended.pk).update(stage=stage)
    answer = send(ended)
    assert answer.status_code == 409
    assert "Nothing has come of it in public yet." in answer.text
    assert not Email.objects.exists()
    client.force_login(people.suki)
    path = f"/admin/needs/{joined.pk}/"
    text = client.get(path, headers={"host": joined.authority.hostname}).text
    assert "What came of it" not in text


def test_lessons_are_those_that_are_public_or_shared_by_both(ended, send, authority):
    programme = ProgrammePageFactory(authority=authority)
    for text, how in (
        ("Everybody may know.", {"is_public": True}),
        ("Colleagues may know.", {"is_shared": True}),
        ("Nobody else may know.", {}),
    ):
        LessonFactory(authority=authority, programme=programme, challenge=ended, text=text, **how)
    ChallengePage.objects.filter(pk=ended.pk).update(programme=programme)
    send(ended)
    told = Email.objects.first().message
    assert "Everybody may know." in told
    assert "Colleagues" not in told
    assert "Nobody else" not in told
    AuthoritySettings.objects.update(shares_programmes=True)
    send(ended, note="Again.")
    told = Email.objects.latest("pk").message
    assert "Colleagues may know." in told
    assert "Nobody else" not in told


def test_a_note_that_is_too_long_is_refused_beside_its_field(ended, send):
    answer = send(ended, note="x" * 2001)
    assert answer.status_code == 422
    assert "x" * 2001 in answer.text
    assert not Email.objects.exists()


@pytest.mark.parametrize("role", [*Role])
def test_only_the_owners_approvers_tell(role, ended, authority, other_authority, send):
    user = UserFactory.working_for(other_authority, role)
    assert send(ended, who=user).status_code == 404
    with pytest.raises(JoiningRefused):
        tell(ended, "", by=user)
    if role not in (Role.APPROVER, Role.PROGRAMME_MANAGER):
        own = UserFactory.working_for(authority, role)
        assert send(ended, who=own).status_code == 404
    assert not Email.objects.exists()

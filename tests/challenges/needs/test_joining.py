"""An authority says that it has a problem too; its approver and the other side agree, or do not."""

import pytest
from django.contrib.messages import get_messages
from post_office.models import Email

from authorities.models import Role
from challenges.models import Joining, JoiningChange
from challenges.needs.joining import JoiningRefused, do, say
from challenges.needs.permissions import MOVES, Act, State
from tests.challenges.needs.conftest import WORDS
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
TYPED = {"who": "Tenants of our flats", "people": "4,000", "adds": "We have data."}


@pytest.fixture
def join(client, brief, other_authority, people):
    """Return a function with which South's editor sends the form about North's brief."""

    def send(**changes):
        client.force_login(people.suki)
        path = f"/admin/needs/new/?of={brief.translation_key}"
        return client.post(path, TYPED | changes, headers={"host": other_authority.hostname})

    return send


def mails():
    """Return to whom each mail since the last time goes, with what it is about."""
    found = [(mail.to[0], mail.subject) for mail in Email.objects.order_by("pk")]
    Email.objects.all().delete()
    return found


def test_it_takes_both_authorities_and_each_hears_of_each_step(join, act, authority, people):
    assert join().status_code == 302
    joining = Joining.objects.get()
    south = joining.authority
    assert (joining.state, joining.people) == (State.SAID, 4000)
    assert mails() == [("sol@south.example", "For you to approve: “Damp in flats”")]
    assert act(people.sol, south, joining, act="approve").status_code == 302
    text = Email.objects.get().message
    ((to, subject),) = mails()
    assert to == "olu@north.example"
    assert "It concerns 4,000 people." in text
    assert "West Midlands Combined Authority has the problem" in subject
    assert act(people.olu, authority, joining, act="agree").status_code == 302
    told = mails()
    assert {to for to, _subject in told} == {"suki@south.example", "sol@south.example"}
    assert "Birmingham City Council agrees" in told[0][1]
    assert act(people.sol, south, joining, act="leave").status_code == 302
    ((to, subject),) = mails()
    assert (to, "has left" in subject) == ("olu@north.example", True)
    joining.refresh_from_db()
    assert joining.state == State.LEFT
    acts = ["say", "approve", "agree", "leave"]
    assert list(joining.changes.values_list("act", flat=True)) == acts


@pytest.mark.parametrize(
    ("typed", "kept", "said"),
    [
        ("about 4,000", None, "Enter a number in figures"),
        ("4k", None, "Write the number out in figures"),
        ("-1", None, "at least 1"),
        ("0", None, "at least 1"),
        ("99999999999", None, "at most 100,000,000"),
        ("4.5", None, "whole number"),
        ("٤٠٠", 400, "400 people"),
        ("1", 1, "1 person"),
    ],
)
def test_a_number_of_people_is_said_back_or_refused_beside_its_field(join, typed, kept, said):
    answer = join(people=typed)
    if kept is None:
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{typed}"' in answer.text
        assert not Joining.objects.exists()
    else:
        assert Joining.objects.get().people == kept
        assert f"it concerns {said}" in str(next(iter(get_messages(answer.wsgi_request))))


def test_nothing_typed_is_not_nought(join):
    join(people="")
    assert Joining.objects.get().people is None


def test_who_has_it_is_needed_and_what_was_typed_stays(join):
    answer = join(who=" ", adds="x" * 1001)
    assert answer.status_code == 422
    assert "Say who has the problem with you." in answer.text
    assert "x" * 1001 in answer.text


def test_saying_it_again_changes_the_words_until_they_are_approved(join, people):
    join()
    join(people="5000")
    joining = Joining.objects.get()
    assert joining.people == 5000
    assert list(joining.changes.values_list("act", flat=True)) == ["say", "change"]
    do(joining, Act.APPROVE, by=people.sol)
    assert join(people="6").headers["Location"] == f"/admin/needs/{joining.pk}/"
    with pytest.raises(JoiningRefused, match="said so already"):
        say(joining.challenge, joining.authority, **WORDS, by=people.suki)
    joining.refresh_from_db()
    assert joining.people == 5000


def test_what_the_own_approver_returns_is_nobody_elses_to_know(said, act, authority, people):
    answer = act(people.sol, said.authority, said, act="return", reason="We have solved it.")
    assert answer.status_code == 302
    mail = Email.objects.latest("pk")
    assert mail.to == ["suki@south.example"]
    assert "We have solved it." in mail.message
    assert not Email.objects.filter(to__contains="north").exists()
    assert act(people.olu, authority, said, act="agree").status_code == 404
    assert say(said.challenge, said.authority, **WORDS, by=people.suki).pk != said.pk


@pytest.mark.parametrize("how", ["decline", "return", "end"])
def test_what_takes_away_needs_a_reason(how, request, act, authority, people):
    state = {"decline": "asked", "return": "said", "end": "joined"}[how]
    joining = request.getfixturevalue(state)
    who, at = (people.sol, joining.authority) if how == "return" else (people.olu, authority)
    for reason in ("", " ", "."):
        assert act(who, at, joining, act=how, reason=reason).status_code == 422
    assert act(who, at, joining, act=how, reason="We ask no longer.").status_code == 302
    assert "We ask no longer." in Email.objects.latest("pk").message


def test_who_takes_it_back_before_it_was_sent_tells_nobody(said, people):
    Email.objects.all().delete()
    do(said, Act.TAKE_BACK, by=people.suki)
    assert not Email.objects.exists()


def test_who_takes_back_what_was_sent_tells_the_other_side(asked, people):
    Email.objects.all().delete()
    do(asked, Act.TAKE_BACK, by=people.suki)
    assert Email.objects.get().to == ["olu@north.example"]


@pytest.mark.parametrize("act", list(MOVES))
def test_only_the_right_roles_of_the_right_side_do_it(act, said, authority, other_authority):
    move = MOVES[act]
    side = authority if move.is_owners else other_authority
    people = [
        (at, role, UserFactory.working_for(at, role))
        for at in (authority, other_authority)
        for role in Role
    ]
    for state in State:
        Joining.objects.update(state=state)
        for at, role, user in people:
            if at == side and role in move.roles and state in move.begins:
                continue
            with pytest.raises(JoiningRefused):
                do(said, act, by=user, reason="Because.")
    said.refresh_from_db()
    assert said.state == list(State)[-1]
    assert JoiningChange.objects.count() == 1


def test_an_own_challenge_is_not_joined_and_another_roles_word_counts_for_nothing(
    brief, authority, other_authority, people
):
    with pytest.raises(JoiningRefused, match="your own"):
        say(brief, authority, **WORDS, by=people.erin)
    for role in set(Role) - {Role.EDITOR, Role.APPROVER, Role.PROGRAMME_MANAGER}:
        user = UserFactory.working_for(other_authority, role)
        with pytest.raises(JoiningRefused):
            say(brief, other_authority, **WORDS, by=user)
    with pytest.raises(JoiningRefused):
        say(brief, other_authority, **WORDS, by=people.erin)


def test_what_is_not_public_cannot_be_joined_or_agreed_to(join, brief, asked, people, client):
    brief.unpublish()
    assert join().status_code == 404
    with pytest.raises(JoiningRefused, match="not published"):
        do(asked, Act.AGREE, by=people.olu)
    for key in ("", "nonsense", "0" * 32):
        assert client.get(f"/admin/needs/new/?of={key}").status_code == 404


def test_the_other_sides_people_are_not_named(joined, client, authority, people):
    for who, at, theirs in (
        (people.olu, authority, people.suki),
        (people.suki, joined.authority, people.olu),
    ):
        client.force_login(who)
        path = f"/admin/needs/{joined.pk}/"
        text = client.get(path, headers={"host": at.hostname}).text
        assert "Agreed" in text
        assert str(theirs) not in text


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_agree_and_decline_at_once_one_is_refused(asked, at_once, people):
    outcomes = at_once(
        lambda: do(asked, Act.AGREE, by=people.olu),
        lambda: do(asked, Act.AGREE, by=people.olu),
        lambda: do(asked, Act.DECLINE, by=people.olu, reason="No."),
        lambda: do(asked, Act.TAKE_BACK, by=people.suki),
    )
    assert sum(isinstance(one, JoiningRefused) for one in outcomes) == 3
    assert asked.changes.count() == 3


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_who_say_it_at_once_say_it_once(brief, other_authority, at_once, people):
    outcomes = at_once(
        *[lambda: say(brief, other_authority, **WORDS, by=people.suki).pk for _ in range(4)]
    )
    assert len(set(outcomes)) == 1
    assert Joining.objects.get().changes.count() == 1

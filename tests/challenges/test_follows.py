"""Following a challenge by mail, from the brief to the last word about it."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from authorities.models import Role
from businesses.models import Subscriber
from businesses.subscriptions.subscribers import forget_silent
from challenges.brief.digest import send_digests
from challenges.follows import follow, tell_of_amendment, tell_of_outcome
from challenges.models import Amendment, Follow
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ClarificationFactory,
    UserFactory,
)
from tests.signing_in import sign_in_by_code

ADA = "ada@example.com"


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def ask(client, authority, challenge):
    """Return a function that sends the form below the brief."""

    def send(email=ADA, page=challenge, **typed):
        return client.post(
            page.url,
            {"follow": "1", "follow_email": email, **typed},
            headers={"host": authority.hostname},
        )

    return send


def follower(page, email=ADA):
    return follow(page, email, is_proven=True, now=timezone.now()).subscriber


def mails_to(email=ADA):
    return list(Email.objects.filter(to=email).order_by("pk"))


def link_in(mail, name):
    return re.search(rf"http\S+/account/following/\S+/{name}", mail.message)[0].split(".org", 1)[1]


def test_who_asks_gets_one_mail_with_a_link_and_nothing_else_before_it_is_pressed(
    ask, challenge, browse
):
    response = ask()
    assert response.status_code == 302
    assert "we send it a mail now" in browse(response["Location"].split("#")[0]).text
    (mail,) = mails_to()
    assert mail.subject == f"Confirm that you follow “{challenge.title}”"
    tell_of_outcome(challenge, Stage.SELECTED, key="1")
    assert len(mails_to()) == 1


def test_the_link_alone_confirms_nothing_and_the_button_behind_it_does(ask, browse, client):
    ask()
    path = link_in(mails_to()[0], "confirm/")
    assert browse(path).status_code == 200
    assert not Follow.objects.confirmed().exists()
    client.post(path, headers={"host": "birmingham.example.org"})
    assert Follow.objects.confirmed().get().subscriber.email == ADA


def test_asking_again_on_the_same_day_sends_no_second_mail(ask):
    ask()
    ask("ADA@example.com")
    assert len(mails_to()) + len(mails_to("ADA@example.com")) == 1
    assert Subscriber.objects.count() == 1


def test_somebody_else_cannot_make_a_known_address_follow_more(ask, authority, challenge):
    follower(challenge)
    other = ChallengePageFactory(authority=authority)
    ask(page=other)
    assert list(Follow.objects.confirmed().values_list("page", flat=True)) == [challenge.pk]


def test_who_has_proven_the_address_need_not_confirm_it(ask, client, authority):
    sign_in_by_code(client, ADA, at=authority)
    Email.objects.all().delete()
    ask()
    assert Follow.objects.confirmed().exists()
    assert mails_to() == []


@pytest.mark.parametrize(
    ("email", "said"),
    [("", "Enter your email address."), ("ada@", "Enter an email address like name@example.com.")],
)
def test_what_is_no_address_is_said_beside_the_field_and_kept(ask, email, said):
    response = ask(email)
    assert response.status_code == 422
    assert said in response.text
    assert f'value="{email}"' in response.text or not email
    assert not Subscriber.objects.exists()


def test_a_programme_that_fills_in_everything_follows_nothing(ask):
    assert ask(website="https://example.com").status_code == 422
    assert not Subscriber.objects.exists()


def test_too_many_requests_from_one_network_are_refused(ask, settings):
    settings.FOLLOWS_PER_HOUR = 2
    assert [ask(f"a{number}@example.com").status_code for number in range(3)] == [302, 302, 429]


@pytest.mark.parametrize("stage", [Stage.PROCURED, Stage.WITHDRAWN, Stage.NO_SUITABLE_APPLICATIONS])
def test_a_challenge_that_is_over_cannot_be_followed(ask, browse, authority, stage):
    page = ChallengePageFactory(authority=authority, closed=True, stage=stage)
    assert 'name="follow_email"' not in browse(page.url).text
    assert ask(page=page).status_code == 409
    assert not Follow.objects.exists()


def test_an_amendment_is_told_once_and_not_a_second_time_to_who_applies(challenge):
    follower(challenge)
    follower(challenge, "applicant@example.com")
    ApplicationFactory(page=challenge, email="Applicant@example.com")
    amendment = Amendment.objects.create(challenge=challenge, text="More time.", changes=[])
    for _ in range(2):
        tell_of_amendment(challenge, amendment)
    (mail,) = mails_to()
    assert "More time." in mail.message
    assert mails_to("applicant@example.com") == []


def test_answers_come_in_the_days_one_mail(challenge):
    follower(challenge)
    ClarificationFactory.create_batch(2, page=challenge, question="May we ask?")
    for _ in range(2):
        send_digests(timezone.now())
    (mail,) = mails_to()
    assert mail.subject == f"New answers about “{challenge.title}”"
    assert mail.message.count("May we ask?") == 2


def test_what_came_of_it_is_told_when_the_public_can_read_it(authority):
    page = ChallengePageFactory(authority=authority, closed=True, stage=Stage.ASSESSING)
    follower(page)
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    move_stage(page, Stage.NO_SUITABLE_APPLICATIONS, by=manager, reason="None had a sensor.")
    (mail,) = mails_to()
    assert "The challenge is now: No suitable applications." in mail.message
    assert "None had a sensor." in mail.message


def test_every_mail_can_be_ended_by_one_click_of_a_mail_program(challenge):
    subscriber = follower(challenge)
    tell_of_outcome(challenge, Stage.SELECTED, key="1")
    (mail,) = mails_to()
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    url = mail.headers["List-Unsubscribe"].strip("<>")
    assert url == subscriber.address("subscriptions_stop")
    # A mail program has neither a cookie nor a token.
    program = Client(enforce_csrf_checks=True, headers={"host": "birmingham.example.org"})
    path = url.split(".org", 1)[1]
    for _time in range(2):
        asked = program.get(path)
        assert "Nothing has changed yet." in asked.text
        assert challenge.title in asked.text
        assert Subscriber.objects.exists()
    for _time in range(2):
        answer = program.post(path, {"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "We have stopped" in answer.text
        assert not Subscriber.objects.exists()
    assert "By this link nobody gets mail from us." in program.get(path).text
    tell_of_outcome(challenge, Stage.PROCURED, key="2")
    assert len(mails_to()) == 1


def test_the_own_page_lists_what_is_followed_and_ends_one_of_them(
    browse, client, authority, challenge
):
    other = ChallengePageFactory(authority=authority, title="Street trees")
    subscriber = follower(challenge)
    follower(other)
    path = f"/account/following/{subscriber.secret}/"
    response = browse(path)
    assert challenge.title in response.text
    assert "no-store" in response["Cache-Control"]
    client.post(
        path,
        {"kind": "challenge", "key": str(challenge.pk)},
        headers={"host": authority.hostname},
    )
    assert list(Follow.objects.values_list("page", flat=True)) == [other.pk]


def test_looking_at_the_own_page_renews_nothing_and_a_button_does(
    browse, client, authority, challenge
):
    subscriber = follower(challenge)
    Subscriber.objects.update(seen_at=timezone.now() - timedelta(days=300))
    before = Subscriber.objects.get().seen_at
    path = f"/account/following/{subscriber.secret}/"
    last = before + timedelta(days=365)
    assert f"until {last.day} {last:%B %Y}" in browse(path).text
    assert Subscriber.objects.get().seen_at == before
    client.post(path, {"go_on": "yes"}, headers={"host": authority.hostname})
    assert Subscriber.objects.get().seen_at > before
    assert Follow.objects.exists()


def test_ending_everything_says_what_ended_and_how_to_begin_again(client, authority, challenge):
    path = follower(challenge).address("subscriptions_stop").split(".org", 1)[1]
    text = client.post(path, headers={"host": authority.hostname}).text
    assert challenge.title in text
    assert "To begin again" in text


def test_the_own_page_is_not_there_at_another_authority(browse, challenge, other_authority):
    subscriber = follower(challenge)
    path = f"/account/following/{subscriber.secret}/"
    assert browse(path, at=other_authority).status_code == 404
    assert browse("/account/following/nonsense/").status_code == 404


def test_unconfirmed_addresses_and_long_silent_ones_are_forgotten(challenge):
    now = timezone.now()
    follow(challenge, "never@example.com", is_proven=False, now=now - timedelta(days=8))
    follow(challenge, "new@example.com", is_proven=False, now=now)
    silent, loud = (
        follower(challenge, "silent@example.com"),
        follower(challenge, "loud@example.com"),
    )
    Subscriber.objects.filter(pk=silent.pk).update(seen_at=now - timedelta(days=366))
    assert forget_silent(now) == 2
    kept = set(Subscriber.objects.values_list("email", flat=True))
    assert kept == {"new@example.com", loud.email}

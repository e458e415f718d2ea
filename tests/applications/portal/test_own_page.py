"""All of one proven address on one page, each with its way to stop."""

import pytest
from django.utils import timezone

from businesses.profile.profiles import initial_details
from challenges.follows import follow
from challenges.models import Follow
from challenges.models.status import Stage
from tests.applications.portal.pages import read
from tests.factories import ApplicationFactory, ChallengePageFactory, DraftFactory, UserFactory

ADA = "ada@example.com"
OWN = "/applications/"


@pytest.fixture
def followed(authority):
    page = ChallengePageFactory(authority=authority, title="Quiet streets")
    return follow(page, ADA, is_proven=True, now=timezone.now())


def test_drafts_applications_and_follows_stand_on_one_page(challenge, followed, prove, browse):
    draft = DraftFactory(page=challenge, email=ADA)
    sent = ApplicationFactory(page=challenge, email=ADA)
    prove(ADA)
    page = browse(OWN).text
    for way_to_stop in (
        f"{draft.private_path}erase/",
        f"{sent.private_path}withdraw/",
        'name="kind" value="challenge"',
    ):
        assert way_to_stop in page
    text = read(browse, OWN)
    for sentence in ("Draft, not sent yet", "We have your application", "Quiet streets"):
        assert sentence in text


def test_following_is_ended_there_and_one_comes_back(followed, prove, post, browse):
    prove(ADA)
    typed = {"kind": "challenge", "key": str(followed.page_id), "next": f"{OWN}#mail"}
    answer = post(f"/account/following/{followed.subscriber.secret}/", typed)
    assert answer["Location"] == f"{OWN}#mail"
    assert not Follow.objects.exists()
    assert f"We send {ADA} no mail about challenges." in read(browse, OWN)


def test_another_address_follows_nothing_here(followed, prove, browse):
    prove("bob@example.com")
    assert "Quiet streets" not in read(browse, OWN)


def test_a_draft_of_a_withdrawn_challenge_is_not_called_closed(challenge, prove, browse):
    DraftFactory(page=challenge, email=ADA)
    type(challenge).objects.update(stage=Stage.WITHDRAWN, stage_reason="It moved.")
    prove(ADA)
    text = read(browse, OWN)
    assert "Not sent: the challenge has ended" in text
    assert "closed" not in text.lower()


class TestProfile:
    def test_it_begins_with_what_the_address_has_sent_last(self, challenge, prove, browse):
        ApplicationFactory(page=challenge, email="Ada@example.com", business_name="Drywall Labs")
        prove(ADA)
        assert 'value="Drywall Labs"' in browse("/account/profile/").text
        assert 'value="Drywall Labs"' in browse(challenge.url).text

    def test_a_password_proves_no_address(self, challenge):
        ApplicationFactory(page=challenge, email=ADA, business_name="Drywall Labs")
        details = initial_details(UserFactory(email=ADA, password="walls-remember-rain"))
        assert details.get("business_name") != "Drywall Labs"

    def test_what_was_erased_fills_in_nothing(self, challenge, prove, browse):
        ApplicationFactory(
            page=challenge, email=ADA, business_name="Drywall Labs", erased_at=timezone.now()
        )
        prove(ADA)
        assert "Drywall Labs" not in browse("/account/profile/").text


def test_a_brief_knows_who_follows_it(followed, prove, browse):
    prove(ADA)
    text = read(browse, followed.page.url)
    assert "You follow this challenge" in text
    assert f"We write to {ADA} when it changes" in text


def test_following_while_signed_in_tells_of_no_mail(challenge, prove, post, browse):
    prove(ADA)
    answer = post(challenge.url, {"follow": "1", "follow_email": ADA})
    text = read(browse, answer["Location"].split("#")[0])
    assert f"From now on we write to {ADA}" in text
    assert "we send it a mail now" not in text

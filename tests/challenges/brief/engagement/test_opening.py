"""Who said what they could do hears of answers and of the opening: each once, and no more."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from authorities.models import Role
from challenges.brief.digest import send_digests
from challenges.brief.engagement.interested import say_interest
from challenges.brief.engagement.opening import tell_interested
from challenges.follows import follow, tell_of_outcome
from challenges.models import ChallengePage, Interest
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from tests.challenges.brief.engagement.conftest import SAM
from tests.factories import ChallengePageFactory, ClarificationFactory, UserFactory

KIM = "kim@example.org"


@pytest.fixture
def said(page):
    return interested(page)


def interested(page, email=SAM):
    typed = {"name": "Sam", "text": "We listen.", "link": "", "is_proven": True}
    return say_interest(page, email, now=timezone.now(), **typed)


def subjects(email=SAM):
    return list(Email.objects.filter(to=email).order_by("pk").values_list("subject", flat=True))


def test_each_is_told_once_that_it_is_open_and_none_before(page, said):
    interested(page, KIM)
    assert tell_interested(page.opens_at - timedelta(seconds=1)) == 0
    assert tell_interested(page.opens_at) == 2
    assert tell_interested(page.opens_at + timedelta(hours=1)) == 0
    (mail,) = Email.objects.filter(to=SAM)
    assert mail.subject == f"Open now: “{page.title}”"
    assert "We listen." in mail.message
    assert f"{page.full_url}#apply" in mail.message


def test_late_mail_says_open_while_it_is_and_nothing_after_it_closed(page, said):
    assert tell_interested(page.closes_at) == 0
    assert tell_interested(page.closes_at - timedelta(hours=1)) == 1


def test_who_writes_again_is_not_told_twice(page, said):
    tell_interested(page.opens_at)
    interested(page)
    assert tell_interested(page.opens_at) == 0


def test_one_that_fails_keeps_no_other_waiting(page, said, monkeypatch):
    interested(page, KIM)
    sound = "challenges.brief.engagement.opening.queue_opened"
    from challenges.brief.engagement.mails import queue_opened

    def fail_once(one):
        if one.pk == said.pk:
            raise OSError
        return queue_opened(one)

    with monkeypatch.context() as broken:
        broken.setattr(sound, fail_once)
        assert tell_interested(page.opens_at) == 1
    assert Interest.objects.waiting().get() == said
    assert tell_interested(page.opens_at) == 1


def test_who_took_it_back_or_was_never_confirmed_is_told_nothing(page, said):
    said.delete()
    say_interest(page, KIM, name="Kim", text="Me.", link="", is_proven=False, now=timezone.now())
    assert tell_interested(page.opens_at) == 0


@pytest.mark.parametrize("change", [{"live": False}, {"stage": Stage.WITHDRAWN}])
def test_what_is_taken_down_or_withdrawn_opens_for_nobody(page, said, change):
    ChallengePage.objects.filter(pk=page.pk).update(**change)
    assert tell_interested(page.opens_at) == 0


def test_answers_reach_who_waits_in_the_words_that_everybody_reads(page, said, browse):
    ClarificationFactory(page=page, question="May we?", answer="You may.")
    send_digests(timezone.now())
    (mail,) = Email.objects.filter(to=SAM)
    assert "May we?" in mail.message
    assert "You may." in mail.message
    assert "You may." in browse(page.url).text


def test_who_also_follows_has_one_mail(page, said):
    follow(page, SAM, is_proven=True, now=timezone.now())
    ClarificationFactory(page=page)
    send_digests(timezone.now())
    assert len(subjects()) == 1


def test_once_told_of_the_opening_the_mail_ends_for_who_does_not_follow(page, said):
    tell_interested(page.opens_at)
    tell_of_outcome(page, Stage.SELECTED, key="1")
    assert subjects() == [f"Open now: “{page.title}”"]


def test_a_withdrawal_before_the_opening_is_told(page, said, authority):
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    move_stage(page, Stage.WITHDRAWN, by=manager, reason="The money is gone.")
    (mail,) = Email.objects.filter(to=SAM)
    assert "The money is gone." in mail.message


def test_another_challenges_opening_is_not_theirs(authority, said):
    other = ChallengePageFactory(authority=authority)
    interested(other, KIM)
    assert tell_interested(timezone.now()) == 1
    assert subjects() == []

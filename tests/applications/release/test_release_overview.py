"""The overview of a page's letters, and the mail of a release."""

import pytest
from django.test import Client
from django.utils import timezone
from post_office.models import Email

from applications.jobs import release_mails
from applications.jobs.release_mails import mail_releases
from applications.models import Application, DecisionLetter, Release
from applications.models.status import Status
from applications.release.mails import queue_decision
from authorities.models import Role
from tests.applications.release.test_releasing import HOUR, tell_fresh
from tests.factories import UserFactory
from tests.queries import count_queries


class TestMail:
    def test_each_applicant_gets_one_that_says_nothing_of_the_decision(self, decide, release):
        applications = [decide(), decide()]
        release()
        assert mail_releases(timezone.now()) == 2
        assert mail_releases(timezone.now()) == 0
        assert {mail.to[0] for mail in Email.objects.all()} == {one.email for one in applications}
        for mail in Email.objects.all():
            assert "Read the decision" in mail.message
            assert "not matched" not in mail.message.lower()
            assert "Dear" not in mail.message
        made = Release.objects.get()
        assert made.mailed_at
        assert {one.released_status for one in Application.objects.all()} == {Status.NOT_MATCHED}

    def test_none_goes_out_before_the_time(self, decide, release):
        decide()
        release(at=timezone.now() + HOUR)
        assert mail_releases(timezone.now()) == 0
        assert mail_releases(timezone.now() + HOUR) == 1

    def test_a_worker_that_was_killed_half_way_goes_on_where_it_was(
        self, decide, release, monkeypatch
    ):
        for _number in range(3):
            decide()
        release()
        queue, calls = queue_decision, []

        def killed(letter, *, page):
            calls.append(letter.pk)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return queue(letter, page=page)

        monkeypatch.setattr(release_mails, "queue_decision", killed)
        with pytest.raises(KeyboardInterrupt):
            mail_releases(timezone.now())
        assert Email.objects.count() == 1
        monkeypatch.setattr(release_mails, "queue_decision", queue)
        assert mail_releases(timezone.now()) == 2
        assert Email.objects.count() == 3


class TestTheDesk:
    @pytest.fixture
    def desk(self, challenge):
        return f"/admin/releases/{challenge.pk}/"

    def groups_on(self, response):
        return [f"{group.status}:{group.print}" for group in response.context["groups"]]

    def test_it_shows_each_letter_as_the_applicant_will_read_it_and_releases(
        self, desk, decide, moderator, sign_in
    ):
        application = decide()
        held = decide()
        DecisionLetter.objects.filter(application=held).update(held_because="We check.")
        DecisionLetter.objects.filter(application=application).update(text="Dear Ada")
        client = sign_in(moderator)
        page = client.get(desk)
        for text in ("Dear Ada", "Name a partner.", "1 letter", "On hold", "We check."):
            assert text in page.text
        chosen = {"group": self.groups_on(page), "when": "now"}
        read = client.post(desk, chosen)
        for text in ("Dear Ada", "Name a partner.", "I have read it: tell 1 applicant"):
            assert text in read.text
        assert not Release.objects.exists()
        done = client.post(desk, chosen | {"confirmed": "yes"}, follow=True)
        assert "1 applicant can read the decision now" in done.text
        assert tell_fresh(application) is Status.NOT_MATCHED
        assert tell_fresh(held) is Status.SUBMITTED

    def test_a_time_is_in_the_authoritys_zone(self, desk, decide, moderator, sign_in, authority):
        from authorities.models import AuthoritySettings

        AuthoritySettings.objects.filter(site=authority).update(time_zone="Asia/Tokyo")
        decide()
        client = sign_in(moderator)
        chosen = {"group": self.groups_on(client.get(desk)), "when": "later"}
        chosen |= {"visible_at": "2040-06-01 09:00"}
        read = client.post(desk, chosen)
        assert "1 June 2040, 09:00 JST" in read.text
        hidden = {"visible_at": read.context["form"]["visible_at"].value()}
        assert "2040" in str(hidden)
        client.post(desk, chosen | {"confirmed": "yes"})
        assert Release.objects.get().visible_at.isoformat() == "2040-06-01T00:00:00+00:00"

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"when": "later"}, "Enter the day and time"),
            ({"when": "later", "visible_at": "soon"}, "is not understood as a day"),
            ({"when": "later", "visible_at": "2001-01-01 09:00"}, "has not come yet"),
            ({"when": "now", "group": []}, "Choose which decisions"),
        ],
        ids=str,
    )
    def test_what_is_wrong_is_said_and_nobody_is_told(
        self, desk, decide, moderator, sign_in, typed, said
    ):
        decide()
        client = sign_in(moderator)
        response = client.post(desk, {"group": self.groups_on(client.get(desk))} | typed)
        assert response.status_code in (409, 422)
        assert said in response.text
        assert not Release.objects.exists()

    def test_a_planned_release_is_listed_and_stopped(
        self, desk, decide, release, moderator, sign_in
    ):
        decide()
        made = release(at=timezone.now() + HOUR)
        client = sign_in(moderator)
        assert "Stop this release" in client.get(desk).text
        client.post(f"{desk}stop/{made.pk}/", {"reason": "Too early."})
        made.refresh_from_db()
        assert made.stopped_at
        assert "Stopped" in client.get(desk).text

    @pytest.mark.parametrize(
        "role", [Role.AUDITOR, Role.OBSERVER, Role.EDITOR, Role.APPROVER, Role.ASSESSOR]
    )
    def test_others_find_no_desk(self, desk, challenge, decide, authority, sign_in, role):
        decide()
        user = UserFactory.working_for(authority, role)
        challenge.observers.create(user=user, named_by=user)
        client = sign_in(user)
        assert client.get(desk).status_code == 404
        assert client.post(desk, {"when": "now"}).status_code == 404

    def test_another_authority_finds_no_desk(self, desk, decide, other_authority, sign_in):
        decide()
        stranger = sign_in(UserFactory.working_for(other_authority, *Role))
        assert stranger.get(desk).status_code == 404

    def test_nobody_who_is_not_signed_in_finds_it(self, desk):
        assert Client().get(desk).status_code == 302

    def test_its_queries_do_not_grow_with_the_letters(self, desk, decide, moderator, sign_in):
        client = sign_in(moderator)
        decide()
        few = count_queries(lambda: client.get(desk))
        for _number in range(4):
            decide()
        assert count_queries(lambda: client.get(desk)) == few

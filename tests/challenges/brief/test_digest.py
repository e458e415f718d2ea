"""What is told of new answers: the first page of the admin, the feed, the mail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from authorities.models import Role
from challenges.brief.digest import send_digests
from challenges.models import Amendment, ChallengePage
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ClarificationFactory,
    DraftFactory,
    UserFactory,
)


class TestTheAdminsFirstPage:
    @pytest.mark.parametrize(
        ("role", "is_shown"),
        [
            (Role.EDITOR, True),
            (Role.APPROVER, True),
            (Role.PROGRAMME_MANAGER, True),
            (Role.MODERATOR, False),
            (Role.ASSESSOR, False),
        ],
    )
    def test_it_counts_what_waits_for_who_answers(
        self, page, authority, other_authority, sign_in, role, is_shown
    ):
        ClarificationFactory.create_batch(3, page=page, waiting=True)
        ClarificationFactory(page=page)
        ClarificationFactory(page=ChallengePageFactory(authority=other_authority), waiting=True)
        text = sign_in(UserFactory.working_for(authority, role)).get("/admin/").text
        assert ("3 questions wait for an answer" in text) is is_shown


class TestTheFeed:
    def test_it_has_answers_and_amendments_the_newest_first(self, page, browse, authority):
        ClarificationFactory(page=page, question="May <we>?", published_at=timezone.now())
        ClarificationFactory(page=page, waiting=True)
        at = timezone.now() + timedelta(minutes=1)
        Amendment.objects.create(challenge=page, text="It closes <later>.", at=at)
        response = browse(f"{page.url}updates.atom")
        assert response["Content-Type"].startswith("application/atom+xml")
        text = response.text
        assert text.count("<entry>") == 2
        assert text.index("It closes") < text.index("May &lt;we&gt;?")
        assert "&amp;lt;later&amp;gt;" in text
        assert "Drywall Labs" not in text
        assert f'href="{page.url.removeprefix(authority.root_url)}updates.atom"' in (
            browse(page.url).text
        )

    def test_there_is_none_where_nobody_can_read_the_brief(self, authority, browse):
        draft = ChallengePageFactory(authority=authority, live=False)
        assert browse(f"/challenges/{draft.slug}/updates.atom").status_code == 404
        assert browse("/challenges/updates.atom").status_code == 404
        assert browse("/challenges/none/updates.atom").status_code == 404

    def test_it_stands_at_its_own_authority_alone(self, page, browse, other_authority):
        path = f"/challenges/{page.slug}/updates.atom"
        assert browse(path).status_code == 200
        assert browse(path, at=other_authority).status_code == 404


class TestTheDigest:
    NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)

    def published(self, page, at=NOON, **fields):
        return ClarificationFactory(page=page, published_at=at, **fields)

    def test_all_new_answers_go_in_one_mail_to_everybody_who_applies(self, page):
        DraftFactory(page=page)
        ApplicationFactory(page=page)
        self.published(page, question="Radar?", answer="<b>Yes</b>")
        self.published(page, question="Lidar?")
        ClarificationFactory(page=page, waiting=True)
        assert send_digests(self.NOON) == 2
        mail = Email.objects.first()
        assert "Radar?" in mail.message
        assert "Lidar?" in mail.message
        assert "&lt;b&gt;Yes" in mail.html_message
        assert "Drywall" not in mail.message.replace("Drywall Labs has", "")

    def test_running_it_again_sends_nothing(self, page):
        DraftFactory(page=page)
        self.published(page)
        assert [send_digests(self.NOON) for _ in range(3)] == [1, 0, 0]

    def test_what_comes_later_the_same_day_waits_until_the_next(self, page):
        DraftFactory(page=page)
        self.published(page)
        send_digests(self.NOON)
        self.published(page, self.NOON + timedelta(hours=1), question="Later?")
        assert send_digests(self.NOON + timedelta(hours=11)) == 0
        assert send_digests(self.NOON + timedelta(hours=12)) == 1
        assert "Later?" in Email.objects.last().message
        assert "May we ask?" not in Email.objects.last().message

    def test_each_brief_has_its_own(self, page, authority):
        other = ChallengePageFactory(authority=authority)
        for brief in (page, other):
            DraftFactory(page=brief)
            self.published(brief)
        assert send_digests(self.NOON) == 2

    def test_nothing_is_sent_of_a_brief_that_was_taken_down(self, page):
        DraftFactory(page=page)
        self.published(page)
        ChallengePage.objects.filter(pk=page.pk).update(live=False)
        assert send_digests(self.NOON) == 0
        ChallengePage.objects.filter(pk=page.pk).update(live=True)
        assert send_digests(self.NOON) == 1

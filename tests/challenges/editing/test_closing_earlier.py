"""An earlier closing, and the mail about an amendment."""

import pytest
from post_office.models import Email

from authorities.models import Role, SentMail
from challenges.models import Amendment, ChallengePage
from challenges.models.status import Stage
from challenges.permissions import may_close_earlier
from challenges.stages.transitions import move_stage
from tests.challenges.editing.editor import PUBLISH, SUBMIT, edit, errors, written
from tests.challenges.editing.test_publishing import NOTE, approve, in_days, republish
from tests.factories import ApplicationFactory, ChallengePageFactory, DraftFactory, UserFactory

pytestmark = pytest.mark.one_database


class TestAnEarlierClosing:
    def test_it_takes_two_people(self, authority, other_authority):
        author = UserFactory.working_for(authority, Role.APPROVER)
        for role, is_allowed in [
            (Role.APPROVER, True),
            (Role.PROGRAMME_MANAGER, True),
            (Role.EDITOR, False),
            (Role.MODERATOR, False),
        ]:
            second = UserFactory.working_for(authority, role)
            assert bool(may_close_earlier(second, author, authority)) is is_allowed
        assert "second person" in may_close_earlier(author, author, authority).reason
        assert not may_close_earlier(None, author, authority)
        stranger = UserFactory.working_for(other_authority, *Role)
        assert not may_close_earlier(stranger, author, authority)
        root = UserFactory(is_superuser=True)
        assert may_close_earlier(root, root, authority)

    def test_one_person_is_told_beside_the_field_what_to_do(self, approver, page):
        changes = {"closes_at": written(in_days(7)), "amendment": NOTE}
        response = edit(approver, page, **changes, **PUBLISH)
        assert "second person" in errors(response)["closes_at"][0]

    def test_an_approver_lets_an_editors_one_through(self, sign_in, authority, page):
        editor = sign_in(UserFactory.working_for(authority, Role.EDITOR))
        changes = {"closes_at": written(in_days(7)), "amendment": NOTE}
        response = edit(editor, page, **changes, **SUBMIT)
        assert response.status_code == 302, errors(response)
        approve(sign_in(UserFactory.working_for(authority, Role.APPROVER)), page)
        before, page = page.closes_at, ChallengePage.objects.get(pk=page.pk)
        assert page.closes_at < before
        assert Amendment.objects.get().changes[0]["name"] == "closes_at"

    def test_nobody_approves_their_own(self, sign_in, authority, page):
        approver = sign_in(UserFactory.working_for(authority, Role.APPROVER))
        changes = {"closes_at": written(in_days(7)), "amendment": NOTE}
        edit(approver, page, **changes, **SUBMIT)
        approve(approver, page)
        assert ChallengePage.objects.get(pk=page.pk).closes_at == page.closes_at
        assert not Amendment.objects.exists()


class TestMail:
    def test_everybody_who_writes_or_has_sent_is_told_once(self, approver, page):
        writing, sent = DraftFactory(page=page), ApplicationFactory(page=page)
        DraftFactory(page=page, email="")
        DraftFactory(page=ChallengePageFactory(authority=page.get_site()))
        edit(approver, page, closes_at=written(in_days(30)), amendment=NOTE, **PUBLISH)
        page = ChallengePage.objects.get(pk=page.pk)
        page.get_latest_revision().publish()
        mails = {mail.to[0]: mail for mail in Email.objects.all()}
        assert set(mails) == {writing.email, sent.email}
        assert SentMail.objects.filter(kind="amendment").count() == 2
        mail = mails[writing.email]
        assert NOTE in mail.message
        assert "Closing time" in mail.message
        assert writing.private_path in mail.message
        assert page.full_url in mail.message
        assert writing.private_path in mail.html_message

    def test_both_dates_are_public_with_their_time_zone(self, approver, page, browse):
        edit(approver, page, closes_at=written(in_days(30)), amendment=NOTE, **PUBLISH)
        text = browse(page.url).text
        (change,) = Amendment.objects.get().changes
        for words in (change["before"], change["after"]):
            assert words in text
            assert words.endswith(("GMT", "BST"))

    def test_what_an_amendment_says_is_escaped(self, page, browse):
        DraftFactory(page=page)
        republish(page, question="Is <b>it</b> dry?", amendment="<script>alert(1)</script>")
        for text in (browse(page.url).text, Email.objects.get().html_message):
            assert "<script>alert" not in text
            assert "&lt;b&gt;it" in text

    @pytest.mark.parametrize(
        ("factory", "to", "words"),
        [
            ("page", Stage.WITHDRAWN, "has withdrawn"),
            ("closed", Stage.CANCELLED, "has cancelled"),
        ],
    )
    def test_an_end_is_told_once_with_its_reason(self, request, authority, factory, to, words):
        page = request.getfixturevalue(factory)
        ApplicationFactory(page=page)
        DraftFactory(page=page)
        manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
        move_stage(page, to, by=manager, reason="The works have <moved>.")
        assert Email.objects.count() == 2
        for mail in Email.objects.all():
            assert words in mail.message
            assert "The works have <moved>." in mail.message
            assert "&lt;moved&gt;" in mail.html_message

    def test_other_moves_write_to_nobody(self, authority, closed):
        ApplicationFactory(page=closed)
        manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
        move_stage(closed, Stage.ASSESSING, by=manager)
        assert not Email.objects.exists()

"""More time for one applicant, and reminders before closing."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.drafts.extensions import ExtensionRefused, extend
from applications.jobs.draft_reminders import send_reminders
from applications.models import Extension
from applications.models.deadlines import NotOpen
from applications.submission import submit
from authorities.models import AuthoritySettings, RecordIsFinal, Role
from challenges.models.status import Stage
from tests.applications.conftest import AGREED
from tests.applications.submission.test_deadlines import INSTANT, LONDON, close
from tests.factories import ApplicationFactory, ChallengePageFactory, DraftFactory, UserFactory


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def manager(authority):
    return UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)


class TestExtensions:
    def grant(self, draft, challenge, manager, **changes):
        now = timezone.now()
        given = {
            "until": now + timedelta(hours=2),
            "by": manager,
            "reason": "Power cut.",
            "now": now,
        }
        return extend(draft, challenge, **(given | changes))

    def test_one_applicant_has_longer_and_nobody_else(self, challenge, manager, post):
        theirs, other = DraftFactory(page=challenge), DraftFactory(page=challenge)
        close(challenge)
        self.grant(theirs, challenge, manager)
        assert post(f"{theirs.private_path}check/", AGREED).status_code == 302
        assert post(f"{other.private_path}check/", AGREED).status_code == 409

    def test_it_ends_to_the_microsecond(self, challenge, manager):
        draft = DraftFactory(page=challenge)
        close(challenge)
        until = self.grant(draft, challenge, manager).until
        with pytest.raises(NotOpen):
            submit.send(draft, now=until)
        assert submit.send(draft, now=until - INSTANT)

    def test_it_is_shown_to_the_applicant_and_mailed_once(self, challenge, manager, browse):
        draft = DraftFactory(page=challenge, email="ada@example.com")
        close(challenge)
        extension = self.grant(draft, challenge, manager)
        shown = f"{extension.until.astimezone(LONDON):%H:%M}"
        assert shown in browse(draft.private_path).text
        mail = Email.objects.get(to="ada@example.com")
        assert "more time" in mail.subject
        assert shown in mail.message
        assert "Power cut" not in mail.message

    def test_it_is_on_the_record_for_good(self, challenge, manager):
        extension = self.grant(
            DraftFactory(page=challenge),
            challenge,
            manager,
            until=challenge.closes_at + timedelta(hours=1),
        )
        assert (extension.actor, extension.reason) == (manager, "Power cut.")
        with pytest.raises(RecordIsFinal):
            extension.save()
        with pytest.raises(RecordIsFinal):
            Extension.objects.update(until=timezone.now())

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"reason": "  "}, "Write the reason"),
            ({"until": timezone.now() - timedelta(hours=1)}, "has not come yet"),
        ],
    )
    def test_it_needs_a_reason_and_a_time_to_come(self, challenge, manager, changes, why):
        draft = DraftFactory(page=challenge)
        close(challenge)
        with pytest.raises(ExtensionRefused, match=why):
            self.grant(draft, challenge, manager, **changes)

    def test_it_never_shortens_what_the_applicant_has(self, challenge, manager):
        with pytest.raises(ExtensionRefused):
            self.grant(DraftFactory(page=challenge), challenge, manager)

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.MODERATOR, Role.ASSESSOR])
    def test_other_roles_grant_none(self, challenge, authority, role):
        draft = DraftFactory(page=challenge)
        close(challenge)
        with pytest.raises(ExtensionRefused, match="programme manager"):
            self.grant(draft, challenge, UserFactory.working_for(authority, role))

    def test_it_opens_nothing_that_was_cancelled(self, challenge, manager):
        draft = DraftFactory(page=challenge)
        close(challenge)
        self.grant(draft, challenge, manager)
        type(challenge).objects.filter(pk=challenge.pk).update(stage=Stage.CANCELLED)
        with pytest.raises(NotOpen):
            submit.send(draft)

    def test_a_programme_manager_grants_it_by_the_reference(
        self, challenge, manager, sign_in, post, browse
    ):
        draft = DraftFactory(page=challenge)
        close(challenge)
        sign_in(manager)
        path = f"/admin/queue/extensions/{challenge.pk}/"
        assert browse(path).status_code == 200
        until = (timezone.now() + timedelta(days=1)).astimezone(LONDON)
        given = {"until": f"{until:%Y-%m-%d %H:%M}", "reason": "Power cut."}
        wrong = post(path, given | {"reference": "BCC-0000-0000"})
        assert wrong.status_code == 422
        assert "No draft for this challenge has this reference." in wrong.text
        assert post(path, given | {"reference": draft.reference.lower()}).status_code == 302
        assert Extension.objects.get().until == until.replace(second=0, microsecond=0)
        page = browse(path).text
        assert draft.reference in page
        assert "Drywall Labs" not in page

    def test_another_authoritys_manager_finds_nothing_there(
        self, challenge, other_authority, sign_in, browse, post
    ):
        sign_in(UserFactory.working_for(other_authority, Role.PROGRAMME_MANAGER))
        assert browse(f"/admin/queue/extensions/{challenge.pk}/").status_code == 404
        assert post(f"/admin/queue/extensions/{challenge.pk}/").status_code == 404


class TestReminders:
    def remind(self, challenge, hours):
        return send_reminders(challenge.closes_at - timedelta(hours=hours))

    def test_who_has_not_sent_is_reminded_once(self, challenge):
        DraftFactory(page=challenge, email="ada@example.com")
        assert self.remind(challenge, 73) == 0
        assert self.remind(challenge, 72) == 1
        assert self.remind(challenge, 1) == 0
        mail = Email.objects.get()
        assert mail.to == ["ada@example.com"]
        assert "is not sent yet" in mail.message

    def test_so_is_who_has_changes_that_are_not_sent(self, challenge):
        ApplicationFactory(page=challenge, draft__has_unsent_changes=True)
        assert self.remind(challenge, 10) == 1
        assert "have not sent the changes" in Email.objects.get().message

    def test_who_has_sent_everything_is_left_alone(self, challenge):
        ApplicationFactory(page=challenge)
        assert self.remind(challenge, 10) == 0

    def test_nobody_is_reminded_after_the_closing_or_of_what_has_ended(self, challenge):
        DraftFactory(page=challenge)
        assert self.remind(challenge, 0) == 0
        type(challenge).objects.filter(pk=challenge.pk).update(stage=Stage.WITHDRAWN)
        assert self.remind(challenge, 10) == 0

    def test_an_extension_is_what_counts(self, challenge, manager):
        draft = DraftFactory(page=challenge)
        now = challenge.closes_at - timedelta(hours=1)
        extend(
            draft,
            challenge,
            until=challenge.closes_at + timedelta(days=9),
            by=manager,
            reason="Ill.",
            now=now,
        )
        assert send_reminders(now) == 0
        assert send_reminders(challenge.closes_at + timedelta(days=8)) == 1

    def test_how_long_before_is_the_authoritys_choice(self, challenge, authority):
        AuthoritySettings.objects.filter(site=authority).update(reminder_hours=5)
        DraftFactory(page=challenge)
        assert self.remind(challenge, 6) == 0
        assert self.remind(challenge, 5) == 1

    def test_a_draft_without_an_address_is_passed_over(self, challenge):
        DraftFactory(page=challenge, email="")
        assert self.remind(challenge, 5) == 0

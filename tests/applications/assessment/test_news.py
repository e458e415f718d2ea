"""What assessors do that a moderator must know of, and removing one who has work in hand."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.assessment import declarations, rounds
from applications.assessment.assessors import invitations, unassign
from applications.assessment.assessors.handing_on import remove_and_hand_on
from applications.models import Assignment, Declaration, EndedBecause
from applications.models.status import Status
from authorities.models import Role
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from tests.factories import ApplicationFactory, UserFactory
from tests.factories.assessment import AssessorFactory
from tests.queries import count_queries

HOME = "/admin/"


@pytest.fixture
def assessor(page):
    return AssessorFactory(page=page, name="Anna Park")


def mails_to(person) -> list[str]:
    """Return their mails, each in one line."""
    mine = [mail for mail in Email.objects.all() if mail.to == [person.email]]
    return [" ".join(mail.message.split()) for mail in mine]


def give_back(assignment):
    unassign.give_back(assignment, because=EndedBecause.TOO_MANY, text="Sorry.")


def decline(page):
    waiting = AssessorFactory(page=page, name="Anna Park", waiting=True)
    invitations.answer(waiting, accepts=False)


class TestNews:
    def test_what_is_given_back_reaches_the_desk_and_the_moderators_mailbox(
        self, at_desk, moderator, assignment, application, page
    ):
        give_back(assignment)
        home = at_desk.get(HOME)
        assert f"Anna Park gave {application.reference} back: too many applications" in home.text
        assert "1 lacks an assessor" in home.text
        (mail,) = mails_to(moderator)
        assert "gave" in mail
        assert "1 application has one assessor fewer." in mail
        assert f"/admin/assessing/{page.pk}/" in mail
        assert "Drywall" not in mail

    def test_who_declines_is_named(self, at_desk, moderator, page):
        decline(page)
        assert "Anna Park declined to assess" in at_desk.get(HOME).text
        assert "declined the invitation" in mails_to(moderator)[0]

    def test_a_conflict_says_how_many_applications_lost_an_assessor(
        self, at_desk, moderator, assessor, assignment, application
    ):
        declarations.recognise(assessor, application, text="My brother.")
        home = at_desk.get(HOME).text
        assert f"Anna Park has a conflict of interest with {application.reference}" in home
        assert "My brother" not in home
        (mail,) = mails_to(moderator)
        assert "conflict of interest with 1 application" in mail
        assert "1 application has one assessor fewer." in mail

    def test_several_conflicts_at_once_are_one_mail(self, moderator, assessor, page):
        ApplicationFactory.create_batch(3, page=page, status=Status.ELIGIBLE)
        tokens = [one.token for one in declarations.applicants_for(assessor)]
        declarations.declare(assessor, dict.fromkeys(tokens, (True, "")))
        assert len(mails_to(moderator)) == 1
        assert Declaration.objects.filter(has_conflict=True).count() == 3

    def test_declaring_no_conflict_tells_nobody(self, moderator, assessor, page):
        ApplicationFactory(page=page, status=Status.ELIGIBLE)
        tokens = [one.token for one in declarations.applicants_for(assessor)]
        declarations.declare(assessor, dict.fromkeys(tokens, (False, "")))
        assert not Email.objects.exists()

    def test_who_removed_an_assessor_is_not_told_what_they_did_and_others_are(
        self, authority, moderator, assessor
    ):
        other = UserFactory.working_for(authority, Role.MODERATOR)
        invitations.remove(assessor, by=moderator, reason="Left.")
        assert not mails_to(moderator)
        assert "removed" in mails_to(other)[0]

    def test_after_a_fortnight_it_leaves_the_desk(self, at_desk, assignment):
        give_back(assignment)
        Assignment.objects.update(ended_at=timezone.now() - timedelta(days=15))
        assert "Anna Park gave" not in at_desk.get(HOME).text

    def test_another_authority_and_an_auditor_read_none_of_it(
        self, sign_in, authority, other_authority, assignment
    ):
        give_back(assignment)
        for site, role in ((authority, Role.AUDITOR), (other_authority, Role.MODERATOR)):
            desk = sign_in(UserFactory.working_for(site, role))
            assert "Anna Park" not in desk.get(HOME).text

    def test_the_desk_costs_the_same_however_much_happened(self, at_desk, page):
        decline(page)
        few = count_queries(lambda: at_desk.get(HOME))
        for _ in range(4):
            decline(page)
        assert count_queries(lambda: at_desk.get(HOME)) == few


class TestRemoving:
    @pytest.fixture
    def other(self, page):
        return AssessorFactory(page=page, name="Ben Osei")

    @pytest.fixture
    def address(self, page, assessor):
        return f"/admin/assessing/{page.pk}/assessors/{assessor.pk}/remove/"

    def test_open_work_is_listed_first_and_handed_on(
        self, at_desk, address, assessor, other, assignment, application
    ):
        asked = at_desk.post(address, {"reason": "Left the council."})
        assert application.reference in asked.text
        assert "Ben Osei" in asked.text
        assessor.refresh_from_db()
        assert assessor.removed_at is None
        typed = {"confirmed": "yes", "to": other.pk, "reason": "Left the council."}
        done = at_desk.post(address, typed, follow=True)
        assert "1 application is with Ben Osei now." in done.text
        assert Assignment.objects.get(ended_at=None).assessor == other
        assert any("assess" in mail for mail in mails_to(other))

    def test_who_has_nothing_in_hand_is_removed_at_once(self, at_desk, address, assessor):
        at_desk.post(address, {"reason": "Left the council."})
        assessor.refresh_from_db()
        assert assessor.removed_at

    def test_what_the_other_may_not_have_stays_without_one_and_is_named(
        self, at_desk, address, other, assignment, application
    ):
        Declaration.objects.create(assessor=other, application=application, has_conflict=True)
        typed = {"confirmed": "yes", "to": other.pk, "reason": "Left."}
        done = at_desk.post(address, typed, follow=True)
        assert f"Without an assessor in their place: {application.reference}." in done.text
        assert not Assignment.objects.filter(ended_at=None).exists()

    def test_without_a_reason_nothing_is_done_and_the_choice_stays(
        self, at_desk, address, assessor, other, assignment
    ):
        refused = at_desk.post(address, {"confirmed": "yes", "to": other.pk, "reason": " "})
        assert refused.status_code == 409
        assert "Write the reason" in refused.text
        assert f'<option value="{other.pk}" selected>' in refused.text
        assessor.refresh_from_db()
        assert assessor.removed_at is None

    def test_who_takes_over_has_some_days_even_if_it_was_due(
        self, assessor, other, assignment, moderator
    ):
        Assignment.objects.update(due_at=timezone.now() - timedelta(days=3))
        assert not remove_and_hand_on(assessor, to=other, by=moderator, reason="Left.")
        taken = Assignment.objects.get(ended_at=None)
        assert taken.due_at > timezone.now() + timedelta(days=4)


class TestInvitationThatIsOver:
    def end(self, how, page, moderator, manager):
        if how == "closed":
            rounds.close(page, by=moderator)
        else:
            move_stage(page, Stage.CANCELLED, by=manager, reason="The money is gone.")

    @pytest.mark.parametrize("how", ["closed", "cancelled"])
    def test_it_says_so_with_a_contact_and_no_code_is_asked_for(
        self, how, page, moderator, manager, stranger
    ):
        waiting = AssessorFactory(page=page, waiting=True)
        self.end(how, page, moderator, manager)
        Email.objects.all().delete()
        response = stranger.get(waiting.private_path)
        assert response.status_code == 410
        assert "The assessment has ended" in response.text
        assert waiting.invited_by.email in response.text
        posted = stranger.post(f"{waiting.private_path}answer/", {"answer": "accept"})
        assert posted.status_code == 410
        assert not Email.objects.exists()
        waiting.refresh_from_db()
        assert waiting.accepted_at is None

    def test_opening_one_that_waits_mails_no_code_by_itself(self, page, stranger):
        waiting = AssessorFactory(page=page, waiting=True)
        response = stranger.get(waiting.private_path, follow=True)
        assert response.status_code == 200
        assert not Email.objects.exists()

    def test_who_accepted_still_reads_their_page_after_the_close(
        self, page, moderator, assessor, browser_of
    ):
        rounds.close(page, by=moderator)
        response = browser_of(assessor).get(assessor.private_path)
        assert response.status_code == 200

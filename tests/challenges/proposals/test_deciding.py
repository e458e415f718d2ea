"""Programme managers group, answer and decline proposals, and make briefs of some."""

import threading

import pytest
from django.db import connection
from django.utils import timezone
from post_office.models import Email
from wagtail.models import ModelLogEntry, PageLogEntry

from authorities.models import AuthoritySettings, Role
from challenges.models import ChallengePage, Proposal
from challenges.models.status import Stage
from challenges.proposals.deciding import DecisionRefused, reply, sort, turn_into_brief
from challenges.proposals.news import tell_proposers
from tests.factories import ProgrammePageFactory, UserFactory
from tests.factories.programmes import ProposalFactory

pytestmark = pytest.mark.django_db


def act(client, who, proposal, typed):
    client.force_login(who)
    at = {"host": proposal.authority.hostname}
    return client.post(f"/admin/proposals/{proposal.pk}/", typed, headers=at)


@pytest.mark.parametrize(
    ("how", "state", "said"),
    [("answer", "answered", "Our answer"), ("decline", "declined", "do not take up")],
)
def test_an_answer_is_kept_logged_and_mailed(client, council, manager, how, state, said):
    proposal = ProposalFactory(authority=council)
    assert (
        act(client, manager, proposal, {"act": how, "text": "We buy it in May."}).status_code == 302
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.answer, proposal.answered_by) == (
        state,
        "We buy it in May.",
        manager,
    )
    mail = Email.objects.get()
    assert mail.to == [proposal.email]
    assert "We buy it in May." in mail.message
    assert said.lower() in f"{mail.subject} {mail.message}".lower()
    assert ModelLogEntry.objects.get(action=f"proposals.{state}").user == manager


@pytest.mark.parametrize("text", [" ", ".", "\u2800", "n/a"])
def test_a_refusal_needs_its_reason(client, council, manager, text):
    proposal = ProposalFactory(authority=council)
    answer = act(client, manager, proposal, {"act": "decline", "text": text})
    assert answer.status_code == 422
    proposal.refresh_from_db()
    assert proposal.state == "waiting"
    assert not Email.objects.exists()


def test_a_group_becomes_one_draft_that_keeps_where_it_came_from(client, council, manager):
    programme = ProgrammePageFactory(authority=council)
    first, second = ProposalFactory.create_batch(2, authority=council)
    second.better = "Nobody is surprised."
    second.save()
    declined = ProposalFactory(authority=council, state="declined")
    typed = {"act": "sort", "group": "Planning notices", "programme": programme.pk}
    for one in (first, second, declined):
        assert act(client, manager, one, typed).status_code == 302
    assert act(client, manager, first, {"act": "brief"}).status_code == 302
    brief = ChallengePage.objects.get()
    assert not brief.live
    assert (brief.title, brief.programme) == ("Planning notices", programme)
    assert "Nobody is surprised." in brief.success_measures
    assert set(brief.proposals.all()) == {first, second}
    entry = PageLogEntry.objects.get(action="proposals.brief_from")
    assert [one["key"] for one in entry.data["proposals"]] == [first.pk, second.pk]
    assert sorted(mail.to for mail in Email.objects.all()) == sorted(
        [[first.email], [second.email]]
    )
    client.force_login(manager)
    assert client.get(f"/admin/pages/{brief.pk}/edit/").status_code == 200


def test_what_somebody_typed_is_no_html_in_the_brief(council, manager):
    proposal = ProposalFactory(authority=council, better="<script>alert(1)</script>")
    assert "<script>" not in turn_into_brief(proposal, by=manager).success_measures


def test_what_is_a_brief_becomes_no_second_one_and_is_not_declined(council, manager):
    proposal = ProposalFactory(authority=council)
    turn_into_brief(proposal, by=manager)
    with pytest.raises(DecisionRefused, match="already"):
        turn_into_brief(proposal, by=manager)
    with pytest.raises(DecisionRefused, match="become a brief"):
        reply(proposal, "No.", is_declined=True, by=manager)
    assert ChallengePage.objects.count() == 1


def test_what_was_declined_is_taken_up_only_after_another_answer(council, manager):
    proposal = ProposalFactory(authority=council)
    reply(proposal, "No money.", is_declined=True, by=manager)
    with pytest.raises(DecisionRefused, match="declined"):
        turn_into_brief(proposal, by=manager)
    reply(proposal, "There is money now.", is_declined=False, by=manager)
    assert turn_into_brief(proposal, by=manager).pk


def test_a_proposal_whose_draft_was_deleted_can_be_taken_up_again(council, manager):
    proposal = ProposalFactory(authority=council)
    turn_into_brief(proposal, by=manager).delete()
    assert turn_into_brief(proposal, by=manager).pk


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.ADMINISTRATOR])
def test_other_roles_decide_nothing(client, council, role):
    proposal = ProposalFactory(authority=council)
    user = UserFactory.working_for(council, role)
    assert act(client, user, proposal, {"act": "brief"}).status_code == 404
    with pytest.raises(DecisionRefused):
        sort(proposal, group="", programme=None, directorate=None, by=user)


def test_who_proposed_hears_of_each_stage_once_to_the_end(council, manager):
    proposal = ProposalFactory(authority=council)
    brief = turn_into_brief(proposal, by=manager)
    Email.objects.all().delete()
    assert tell_proposers(timezone.now()) == 0
    heard = []
    for stage, reason in (("", ""), (Stage.MATCHED, ""), (Stage.NOT_PROCURED, "No budget.")):
        ChallengePage.objects.filter(pk=brief.pk).update(
            live=True, stage=stage, stage_reason=reason, stage_changed_at=timezone.now()
        )
        assert tell_proposers(timezone.now()) == 1
        assert tell_proposers(timezone.now()) == 0
        heard.append(Email.objects.latest("pk").message)
    assert "published as a challenge brief" in heard[0]
    assert "Matched" in heard[1]
    assert "Not procured" in heard[2]
    assert "No budget." in heard[2]


def test_nobody_is_written_to_who_was_erased(council, manager):
    proposal = ProposalFactory(authority=council, email="", name="")
    reply(proposal, "Yes.", is_declined=False, by=manager)
    turn_into_brief(proposal, by=manager)
    assert not Email.objects.exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_eight_at_once_make_one_brief_of_a_group(authority):
    AuthoritySettings.objects.filter(site=authority).update(proposal_domains="council.gov.uk")
    managers = [UserFactory.working_for(authority, Role.PROGRAMME_MANAGER) for _ in range(8)]
    proposals = ProposalFactory.create_batch(8, authority=authority)
    for one in proposals:
        sort(one, group="Notices", programme=None, directorate=None, by=managers[0])
    start, outcomes = threading.Barrier(8), []

    def click(proposal, manager):
        start.wait()
        try:
            turn_into_brief(proposal, by=manager)
            outcomes.append("made")
        except DecisionRefused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=click, args=pair) for pair in zip(proposals, managers, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["made"] + ["refused"] * 7
    assert ChallengePage.objects.count() == 1
    assert Proposal.objects.filter(brief=ChallengePage.objects.get()).count() == 8

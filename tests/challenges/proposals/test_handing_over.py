"""Who cannot be told any more, who takes a proposal over, and supporters who hear of it."""

import pytest
from django.utils import timezone
from post_office.models import STATUS, Email
from wagtail.models import ModelLogEntry

from challenges.models import ChallengePage, Support
from challenges.models.status import Stage
from challenges.proposals.deciding import DecisionRefused, sort, turn_into_brief
from challenges.proposals.handing_over import cannot_be_told, offer
from challenges.proposals.mails import queue_receipt
from challenges.proposals.news import tell_proposers
from challenges.proposals.proposing import support
from tests.challenges.proposals.conftest import ADA
from tests.factories.programmes import ProposalFactory

pytestmark = pytest.mark.django_db
SAID = {"sentence": "So do we.", "name": "Dee", "is_named": False}
DEE = "dee@council.gov.uk"


def at(proposal):
    return {"headers": {"host": proposal.authority.hostname}}


def post(client, proposal, typed, address="/proposals/{}/"):
    return client.post(address.format(proposal.pk), typed, **at(proposal))


@pytest.fixture
def gone(council):
    """A proposal whose proposer's mailbox is no more."""
    proposal = ProposalFactory(authority=council, name="Cal Okafor")
    queue_receipt(proposal)
    Email.objects.update(status=STATUS.failed)
    return proposal


def test_the_manager_reads_that_somebody_can_no_longer_be_told(client, council, manager, gone):
    other = ProposalFactory(authority=council)
    queue_receipt(other)
    Email.objects.filter(to=other.email).update(status=STATUS.sent)
    assert cannot_be_told(gone)
    assert not cannot_be_told(other)
    client.force_login(manager)
    for proposal, is_said in ((gone, True), (other, False)):
        page = client.get(f"/admin/proposals/{proposal.pk}/", **at(proposal)).text
        assert ("can no longer be told" in page) is is_said


def test_a_colleague_who_agrees_has_the_proposal_and_nobody_before(client, council, manager, gone):
    client.force_login(manager)
    typed = {"act": "offer", "email": "Ada@council.gov.uk"}
    assert post(client, gone, typed, "/admin/proposals/{}/").status_code == 302
    assert Email.objects.latest("pk").to == [ADA]
    gone.refresh_from_db()
    assert gone.email != ADA


def test_who_is_asked_takes_it_over_or_leaves_it(ada, council, manager, gone):
    for email in ("ada@example.com", gone.email):
        with pytest.raises(DecisionRefused):
            offer(gone, email, by=manager)
    offer(gone, ADA, by=manager)
    assert "You are asked to take this over" in ada.get(f"/proposals/{gone.pk}/", **at(gone)).text
    assert post(ada, gone, {"act": "leave"}).status_code == 302
    assert post(ada, gone, {"act": "take_over", "name": "Ada"}).status_code == 302
    gone.refresh_from_db()
    assert (gone.name, gone.offered_to) == ("Cal Okafor", "")
    offer(gone, ADA, by=manager)
    Support.objects.create(proposal=gone, email=ADA, sentence="I have it.")
    assert post(ada, gone, {"act": "take_over", "name": " "}).status_code == 422
    assert post(ada, gone, {"act": "take_over", "name": "Ada"}).status_code == 302
    gone.refresh_from_db()
    assert (gone.name, gone.email) == ("Ada", ADA)
    assert not gone.supports.exists()
    assert ModelLogEntry.objects.filter(action="proposals.taken_over").exists()
    assert not cannot_be_told(gone)


def test_nobody_takes_over_what_is_offered_to_another(ada, council, manager, gone):
    offer(gone, DEE, by=manager)
    assert "You are asked" not in ada.get(f"/proposals/{gone.pk}/", **at(gone)).text
    post(ada, gone, {"act": "take_over", "name": "Ada"})
    gone.refresh_from_db()
    assert (gone.name, gone.offered_to) == ("Cal Okafor", DEE)


def test_supporters_hear_of_it_too_each_once_and_name_nobody(council, manager, gone):
    other = ProposalFactory(authority=council)
    for one in (gone, other):
        support(one, SAID, DEE, now=timezone.now())
        sort(one, group="Notices", programme=None, directorate=None, by=manager)
    Email.objects.all().delete()
    brief = turn_into_brief(gone, by=manager)
    ChallengePage.objects.filter(pk=brief.pk).update(live=True, stage=Stage.NOT_PROCURED)
    tell_proposers(timezone.now())
    mine = Email.objects.filter(to=DEE)
    assert mine.count() == 2
    for mail in mine:
        assert "you have this problem, too" in mail.message
        assert "Cal" not in mail.message


def test_who_takes_their_word_back_is_forgotten_and_hears_no_more(ada, council, manager):
    proposal = ProposalFactory(authority=council)
    assert post(ada, proposal, {"sentence": "So do we.", "name": "Ada"}).status_code == 302
    page = ada.get(f"/proposals/{proposal.pk}/", **at(proposal)).text
    assert 'value="So do we."' in page
    assert "Take it back" in page
    assert post(ada, proposal, {"act": "take_back"}).status_code == 302
    assert not Support.objects.exists()


def test_a_problem_whose_brief_was_withdrawn_can_become_another(council, manager):
    proposal = ProposalFactory(authority=council)
    first = turn_into_brief(proposal, by=manager)
    ChallengePage.objects.filter(pk=first.pk).update(live=True, stage=Stage.WITHDRAWN)
    second = turn_into_brief(proposal, by=manager)
    proposal.refresh_from_db()
    assert proposal.brief == second != first


def test_a_proposal_joins_no_group_that_became_a_brief_without_it(council, manager):
    first, second = ProposalFactory.create_batch(2, authority=council)
    where = {"programme": None, "directorate": None, "by": manager}
    brief = turn_into_brief(second, by=manager)
    sort(first, group="Notices", **where)
    with pytest.raises(DecisionRefused, match=brief.title):
        sort(second, group="Notices", **where)
    sort(second, group="Others", **where)
    with pytest.raises(DecisionRefused, match=brief.title):
        sort(first, group="Others", **where)
    sort(first, group="notices", **where)

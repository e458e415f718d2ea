"""Colleagues propose, read what others proposed, and say that they have a problem, too."""

from datetime import timedelta

import pytest
from django.utils import timezone
from post_office.models import Email

from authorities.models import AuthoritySettings
from challenges.models import Directorate, Proposal, Support
from challenges.proposals.figures import proposal_figures
from challenges.proposals.own_data import Proposed
from challenges.proposals.proposing import support
from challenges.proposals.similar import similar_proposals
from tests.challenges.proposals.conftest import ADA
from tests.factories import ChallengePageFactory
from tests.factories.programmes import ProposalFactory
from tests.queries import count_queries
from tests.signing_in import CODE, newest_code, sign_in_by_code

pytestmark = pytest.mark.django_db


def post(client, at, path, typed):
    return client.post(path, typed, headers={"host": at.hostname})


def read(client, at, path):
    return client.get(path, headers={"host": at.hostname})


def test_a_colleague_answers_five_questions_and_hears_that_they_came(ada, council, typed):
    answer = post(ada, council, "/proposals/new/", typed)
    proposal = Proposal.objects.get()
    assert answer.url == f"/proposals/{proposal.pk}/"
    assert (proposal.email, proposal.problem) == (ADA, typed["problem"])
    mail = Email.objects.latest("pk")
    assert mail.to == [ADA]
    assert f"/proposals/{proposal.pk}/" in mail.message
    assert typed["problem"] in read(ada, council, answer.url).text


def test_what_is_sent_twice_is_kept_once(ada, council, typed):
    for _time in range(2):
        assert post(ada, council, "/proposals/new/", typed).status_code == 302
    assert Proposal.objects.count() == 1


def test_an_unproven_address_gets_a_code_and_the_form_again_with_what_was_typed(
    client, council, typed
):
    answer = post(client, council, "/proposals/new/", typed | {"email": ADA})
    assert answer.url == CODE
    assert not Proposal.objects.exists()
    back = client.post(CODE, {"code": newest_code(ADA)}, headers={"host": council.hostname})
    page = read(client, council, back.url).text
    assert typed["today"] in page
    assert post(client, council, "/proposals/new/", typed).status_code == 302
    assert Proposal.objects.get().email == ADA


@pytest.mark.parametrize(
    "email", ["ada@example.com", "ada@evil-council.gov.uk", "ada@council.gov.uk.example.com"]
)
def test_an_address_from_elsewhere_is_refused_beside_the_field(client, council, typed, email):
    answer = post(client, council, "/proposals/new/", typed | {"email": email})
    assert answer.status_code == 422
    assert "Only people who work here propose" in answer.text
    assert typed["today"] in answer.text


def test_capitals_and_an_at_sign_in_the_settings_make_no_difference(client, council, typed):
    AuthoritySettings.objects.filter(site=council).update(proposal_domains="@Council.gov.uk")
    sign_in_by_code(client, "Ada@COUNCIL.gov.uk", at=council)
    assert post(client, council, "/proposals/new/", typed).status_code == 302


@pytest.mark.parametrize("path", ["/proposals/", "/proposals/{pk}/"])
def test_nobody_but_colleagues_reads_proposals(client, council, path):
    proposal = ProposalFactory(authority=council, problem="Secret problem")
    path = path.format(pk=proposal.pk)
    assert read(client, council, path).url.startswith("/account/sign-in/?next=%2Fproposals%2F")
    sign_in_by_code(client, "business@example.com", at=council)
    answer = read(client, council, path)
    assert answer.status_code == 403
    assert "Secret problem" not in answer.text


def test_a_colleague_of_another_authority_reads_nothing(client, council, other_authority):
    AuthoritySettings.objects.filter(site=other_authority).update(proposal_domains="wmca.gov.uk")
    proposal = ProposalFactory(authority=council)
    sign_in_by_code(client, "bo@wmca.gov.uk", at=other_authority)
    assert read(client, other_authority, f"/proposals/{proposal.pk}/").status_code == 404
    assert proposal.problem not in read(client, other_authority, "/proposals/").text


def test_an_authority_that_names_no_addresses_takes_no_proposals(client, authority):
    for path in ("/proposals/", "/proposals/new/", "/proposals/similar/"):
        assert read(client, authority, path).status_code == 404


def test_who_has_it_too_is_named_only_if_they_agreed(ada, council):
    proposal = ProposalFactory(authority=council, name="Pat Proposer", is_named=False)
    said = {"sentence": "So do we.", "name": "Ada Okafor"}
    assert post(ada, council, f"/proposals/{proposal.pk}/", said).status_code == 302
    page = read(ada, council, f"/proposals/{proposal.pk}/").text
    assert "So do we." in page
    assert "Ada Okafor" not in page.replace('value="Ada Okafor"', "")
    assert "Pat Proposer" not in page
    post(ada, council, f"/proposals/{proposal.pk}/", said | {"is_named": "on"})
    assert "Ada Okafor" in read(ada, council, f"/proposals/{proposal.pk}/").text
    assert Support.objects.count() == 1


def test_who_proposed_it_is_no_supporter_of_it(ada, council):
    proposal = ProposalFactory(authority=council, email=ADA)
    post(ada, council, f"/proposals/{proposal.pk}/", {"sentence": "I do.", "name": "Ada"})
    assert not Support.objects.exists()


def test_similar_ones_are_shown_for_a_button_and_nothing_is_refused_yet(ada, council):
    one = ProposalFactory(authority=council, problem="Planning notices are read by nobody")
    ProposalFactory(authority=council, problem="Buses are late", today="People wait in the rain.")
    answer = post(
        ada, council, "/proposals/new/", {"problem": "No one reads planning notices", "look": "1"}
    )
    assert answer.status_code == 200
    assert one.problem in answer.text
    assert "There is a problem" not in answer.text
    assert not Proposal.objects.exclude(pk=one.pk).filter(problem__startswith="No one").exists()


def test_who_has_proven_nothing_is_shown_similar_challenges_alone(client, council):
    ProposalFactory(authority=council, problem="Planning notices are read by nobody")
    page = read(client, council, "/proposals/similar/?text=planning+notices+read").text
    assert "read by nobody" not in page


def test_words_that_say_nothing_are_like_nothing(council):
    ProposalFactory(authority=council)
    assert similar_proposals("we have the", council) == []


def test_figures_count_people_once_and_two_proposals_of_one_brief_as_one_brief(council):
    housing = Directorate.objects.create(authority=council, name="Housing")
    brief = ChallengePageFactory(authority=council)
    made = [
        ProposalFactory(authority=council, directorate=housing, brief=brief, state="brief"),
        ProposalFactory(authority=council, directorate=housing, brief=brief, state="brief"),
        ProposalFactory(authority=council),
    ]
    said = {"sentence": "Yes.", "name": "", "is_named": False}
    for proposal in made:
        support(proposal, said, "bo@council.gov.uk", now=timezone.now())
    support(made[0], said, "cy@council.gov.uk", now=timezone.now())
    figures = proposal_figures(Proposal.objects.for_authority(council))
    assert (figures.proposals, figures.supporters, figures.directorates) == (3, 2, 1)
    assert (figures.became_briefs, figures.briefs) == (2, 1)


def test_who_is_erased_leaves_the_problem_and_no_name(council):
    mine = ProposalFactory(authority=council, email=ADA, name="Ada", is_named=True)
    others = ProposalFactory(authority=council)
    support(others, {"sentence": "Yes.", "name": "Ada", "is_named": True}, ADA, now=timezone.now())
    assert len(Proposed().of(ADA.upper(), council)) == 2
    assert len(list(Proposed().erase(ADA, council, timezone.now()))) == 2
    mine.refresh_from_db()
    assert (mine.name, mine.email, mine.is_named) == ("", "", False)
    assert not Support.objects.exists()


def test_the_list_asks_no_more_for_many(ada, council):
    ProposalFactory(authority=council)
    few = count_queries(lambda: read(ada, council, "/proposals/"))
    ProposalFactory.create_batch(
        19, authority=council, proposed_at=timezone.now() - timedelta(days=1)
    )
    assert count_queries(lambda: read(ada, council, "/proposals/")) == few

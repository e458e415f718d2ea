"""A partner's own page: what it shows, to whom, and what comes of its answer."""

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.drafts.partners.agreement import State, standings
from applications.drafts.partners.answering import AnswerRefused, agree, decline
from applications.models import Draft, Entry, Event, Partner
from tests.factories import ChallengePageFactory, DraftFactory
from tests.factories.partners import FACTS, PartnerFactory, let_agree, seen_by

OWN = {name: value for name, value in FACTS.items() if name != "email"}


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, asked_of_partners="Name one contact each.")


@pytest.fixture
def draft(challenge):
    return DraftFactory(page=challenge, email="sam@example.org")


@pytest.fixture
def lee(draft):
    return PartnerFactory(draft=draft)


@pytest.fixture
def proven(lee, prove):
    """Lee, in a browser that has proven the address."""
    prove(lee.email)
    return lee


def state(draft):
    return [one.state for one in standings(Draft.objects.get(pk=draft.pk))]


class TestTheDoor:
    def test_a_forwarded_link_shows_no_more_than_the_mail_and_sends_nothing(self, lee, browse):
        page = browse(lee.private_path)
        assert page.status_code == 200
        assert "Drywall Labs names Lee Data Ltd" in page.text
        for said in ("Lee Wong", "B2 2BB", "SC123456", "lee@example.net"):
            assert said not in page.text
        assert not Email.objects.exists()

    def test_nobody_else_agrees_by_it(self, draft, lee, post, prove):
        prove("mo@example.org")
        answer = post(lee.private_path, OWN | {"action": "agree", "seen": seen_by(draft)})
        assert answer["Location"] == "/account/sign-in/code/"
        assert state(draft) == [State.ASKED]

    def test_a_code_goes_to_the_partners_address_alone(self, lee, post):
        assert post(lee.private_path)["Location"] == "/account/sign-in/code/"
        assert Email.objects.get().to == ["lee@example.net"]

    def test_it_stays_out_of_caches_referrers_and_search_engines(self, proven, browse):
        for path in (proven.private_path, f"{proven.private_path}data.json"):
            page = browse(path)
            assert "no-store" in page["Cache-Control"]
            assert page["Referrer-Policy"] == "strict-origin"
            assert page["X-Robots-Tag"] == "noindex, nofollow"

    def test_another_partner_of_the_same_draft_opens_another_page(self, draft, proven, browse):
        kim = PartnerFactory(draft=draft, email="kim@example.net", contact_name="Kim Secret")
        page = browse(kim.private_path).text
        assert "Kim Secret" not in page
        assert "Kim Secret" not in browse(proven.private_path).text
        assert b"Kim Secret" not in browse(f"{proven.private_path}data.json").content

    def test_a_page_that_is_only_looked_at_changes_nothing(self, proven, browse):
        before = Partner.objects.values().get()
        for place in ("", "decline/", "data.json"):
            assert browse(proven.private_path + place).status_code == 200
        assert Partner.objects.values().get() == before

    def test_of_an_erased_draft_nothing_is_left(self, draft, proven, browse):
        from applications.privacy.erasure import erase

        erase(draft)
        assert browse(proven.private_path).status_code == 404
        assert not Partner.objects.exists()


class TestAgreeing:
    def test_it_shows_the_challenge_who_applies_and_what_is_asked(self, proven, browse):
        page = browse(proven.private_path).text
        for said in ("Drywall Labs", "Lee Data Ltd", "Name one contact each.", "Lee Wong"):
            assert said in page
        assert "We listen to the wall." not in page

    def test_with_its_facts_put_right_it_agrees_and_the_lead_is_told(
        self, draft, proven, browse, post
    ):
        typed = OWN | {"postcode": "b4 4bb", "action": "agree", "seen": seen_by(draft)}
        assert post(proven.private_path, typed)["Location"] == proven.private_path
        assert state(draft) == [State.AGREED]
        proven.refresh_from_db()
        assert proven.postcode == "B4 4BB"
        assert "You agreed on" in browse(proven.private_path).text
        told = Email.objects.get(to="sam@example.org")
        assert "agrees to be a partner" in told.message
        assert proven.secret not in told.message

    def test_what_the_lead_left_empty_is_asked_before_it_agrees(self, draft, proven, post):
        typed = OWN | {"business_size": "", "seen": seen_by(draft), "action": "agree"}
        answer = post(proven.private_path, typed)
        assert answer.status_code == 422
        assert "Choose the size of your business." in answer.text
        assert state(draft) == [State.ASKED]

    def test_twice_is_once(self, draft, proven, post):
        for _time in range(2):
            post(proven.private_path, OWN | {"action": "agree", "seen": seen_by(draft)})
        assert Email.objects.filter(to="sam@example.org").count() == 1
        assert Entry.objects.filter(event=Event.PARTNER_AGREED).count() == 1

    def test_names_that_changed_since_the_page_was_opened_are_read_again(self, draft, proven, post):
        seen = seen_by(draft)
        PartnerFactory(draft=draft, business_name="Kim", email="kim@example.net")
        answer = post(proven.private_path, OWN | {"action": "agree", "seen": seen})
        assert answer.status_code == 409
        assert "Read it again, then agree." in answer.text
        assert state(draft) == [State.ASKED, State.ASKED]

    def test_facts_are_saved_without_agreeing(self, draft, proven, post):
        post(proven.private_path, OWN | {"contact_name": "Lena", "action": "save"})
        proven.refresh_from_db()
        assert proven.contact_name == "Lena"
        assert state(draft) == [State.ASKED]

    def test_its_address_is_not_its_own_to_change(self, draft, proven, post):
        post(proven.private_path, OWN | {"email": "eve@example.org", "action": "save"})
        proven.refresh_from_db()
        assert proven.email == "lee@example.net"

    def test_after_the_closing_nobody_agrees(self, draft, challenge, lee):
        type(challenge).objects.filter(pk=challenge.pk).update(closes_at=timezone.now())
        challenge.refresh_from_db()
        with pytest.raises(AnswerRefused, match="closed"):
            agree(lee, OWN, seen=seen_by(draft), page=challenge, now=timezone.now())


class TestDeclining:
    def test_who_declines_leaves_the_draft_with_its_facts_and_the_lead_reads_why(
        self, draft, proven, post, browse
    ):
        post(f"{proven.private_path}decline/", {"because": "No capacity before May"})
        assert state(draft) == []
        proven.refresh_from_db()
        assert (proven.contact_name, proven.postcode, proven.company_number) == ("", "", "")
        told = Email.objects.get(to="sam@example.org").message
        assert "No capacity before May" in told
        assert "No capacity before May" in browse(f"{draft.private_path}partners/").text
        assert "declined on" in browse(proven.private_path).text

    def test_who_takes_back_what_it_agreed_to_stands_in_the_way_until_it_is_settled(
        self, draft, challenge, proven, post, browse
    ):
        let_agree(proven, challenge)
        post(f"{proven.private_path}decline/", {"because": ""})
        assert state(draft) == [State.DECLINED]
        said = browse(f"{draft.private_path}check/").text
        assert "Lee Data Ltd has taken back its agreement. Remove it, or ask it again." in said
        post(f"{draft.private_path}partners/ask/", {"partner": proven.pk})
        assert state(draft) == [State.ASKED]

    def test_a_second_time_tells_nobody_again(self, challenge, lee):
        let_agree(lee, challenge)
        for _time in range(2):
            decline(lee, "", page=challenge, now=timezone.now())
        assert Email.objects.filter(subject__contains="does not apply").count() == 1


class TestAnswers:
    def test_they_are_shown_where_the_lead_allows_it_and_only_then(
        self, draft, proven, post, browse
    ):
        place = f"{draft.private_path}partners/answers/"
        post(place, {"partners_read_answers": "yes"})
        page = browse(proven.private_path).text
        assert "We listen to the wall." in page
        assert "Ada Okafor" not in page
        assert draft.secret not in page
        post(place)
        assert "We listen to the wall." not in browse(proven.private_path).text

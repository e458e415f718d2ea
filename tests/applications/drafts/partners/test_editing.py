"""What the lead does with partners: added, changed, removed and asked on a page of its own."""

import pytest
from django.utils import timezone
from post_office.models import Email

from applications.drafts.mails import queue_reminder
from applications.drafts.partners.agreement import State, standings
from applications.drafts.partners.answering import AnswerRefused
from applications.models import Draft, Partner
from tests.factories import DraftFactory
from tests.factories.partners import FACTS, PartnerFactory, let_agree

NAMED = {"business_name": "Lee Data Ltd", "contact_name": "Lee", "email": "lee@example.net"}


def pages(draft, place=""):
    return f"{draft.private_path}partners/{place}"


def states(draft):
    return [one.state for one in standings(Draft.objects.get(pk=draft.pk))]


class TestAdding:
    def test_a_partner_is_named_by_who_it_is_and_nobody_is_written_to(self, draft, post, browse):
        answer = post(pages(draft, "add/"), NAMED | {"company_number": "sc 123456"})
        assert answer["Location"] == pages(draft)
        assert Partner.objects.get().company_number == "SC123456"
        assert not Email.objects.exists()
        page = browse(pages(draft)).text
        assert "Not asked yet." in page
        assert "Lee Data Ltd has not been asked to agree. Ask it, or remove it." in page
        assert "{%" not in page

    @pytest.mark.parametrize(
        ("typed", "why"),
        [
            ({"email": "lee@"}, "Enter an email address like"),
            ({"business_name": ""}, "Enter the name of your partner"),
            ({"email": "SAM@example.org"}, "This is your own address."),
        ],
    )
    def test_what_cannot_be_is_refused_beside_its_field(self, draft, post, typed, why):
        answer = post(pages(draft, "add/"), NAMED | typed)
        assert answer.status_code == 422
        assert why in answer.text
        assert "Lee" in answer.text
        assert not Partner.objects.exists()

    @pytest.mark.parametrize("same", ["email", "company_number"])
    def test_a_business_that_is_a_partner_already_is_refused(self, draft, lee, post, same):
        typed = NAMED | {"email": "other@example.net", same: FACTS[same].upper()}
        answer = post(pages(draft, "add/"), typed)
        assert answer.status_code == 422
        assert "already" in answer.text
        assert Partner.objects.count() == 1

    def test_there_are_six_at_most(self, draft, post, browse):
        for number in range(Partner.AT_MOST):
            PartnerFactory(draft=draft, email=f"p{number}@example.net", company_number="")
        assert post(pages(draft, "add/"), NAMED).status_code == 422
        assert "Add a partner" not in browse(pages(draft)).text

    def test_a_challenge_that_takes_none_refuses_them_and_does_not_offer_them(
        self, draft, challenge, post, browse
    ):
        type(challenge).objects.filter(pk=challenge.pk).update(takes_partners=False)
        answer = post(pages(draft, "add/"), NAMED)
        assert "takes no partners" in answer.text
        assert pages(draft) not in browse(draft.private_path).text


class TestAsking:
    def test_the_mail_has_the_partners_own_address_and_not_the_drafts(self, draft, post, browse):
        partner = PartnerFactory(draft=draft, asked_at=None)
        post(pages(draft, "ask/"), {"partner": partner.pk})
        mail = Email.objects.get(to="lee@example.net")
        assert partner.private_path in mail.message
        assert draft.secret not in mail.message + mail.html_message
        assert "Has not agreed yet." in browse(pages(draft)).text

    def test_all_who_have_not_agreed_are_asked_at_once(self, draft, challenge, lee, post):
        let_agree(lee, challenge)
        PartnerFactory(draft=draft, email="kim@example.net", business_name="Kim", company_number="")
        post(pages(draft, "ask/"))
        assert {mail.to[0] for mail in Email.objects.filter(subject__contains="asks you")} == {
            "kim@example.net",
            "lee@example.net",
        }

    def test_a_stranger_floods_no_mailbox(self, draft, lee, post, settings):
        settings.MAILS_BY_STRANGERS = 3
        for _time in range(6):
            answer = post(pages(draft, "ask/"), {"partner": lee.pk})
        assert Email.objects.filter(to="lee@example.net").count() <= 3
        assert answer["Location"] == pages(draft)

    def test_the_reminder_before_closing_names_who_has_not_agreed(self, draft, challenge, lee):
        queue_reminder(draft, page=challenge, closes_at=challenge.closes_at)
        mail = Email.objects.get(to="sam@example.org")
        assert "Lee Data Ltd has not agreed yet. Remove it, or ask it again." in mail.message

    def test_who_has_no_name_or_address_yet_asks_nobody(self, challenge, post, browse):
        draft = DraftFactory(page=challenge, email="")
        partner = PartnerFactory(draft=draft, asked_at=None)
        post(pages(draft, "ask/"), {"partner": partner.pk})
        assert not Email.objects.exists()
        assert "your partners read who asks them" in browse(pages(draft)).text


class TestChanging:
    def test_a_fact_that_is_changed_after_it_agreed_is_agreed_to_again(
        self, draft, challenge, lee, post
    ):
        let_agree(lee, challenge)
        assert states(draft) == [State.AGREED]
        post(pages(draft, f"{lee.pk}/"), FACTS | {"postcode": "B3 3BB"})
        assert states(draft) == [State.CHANGED]

    def test_so_is_another_name_of_the_lead_and_another_partner(self, draft, challenge, lee):
        let_agree(lee, challenge)
        Draft.objects.filter(pk=draft.pk).update(
            typed=draft.typed | {"business_name": ["Another Lab"]}
        )
        assert states(draft) == [State.CHANGED]
        lee.draft.refresh_from_db()
        let_agree(lee, challenge)
        PartnerFactory(draft=draft, business_name="Kim", email="kim@example.net")
        assert states(draft) == [State.CHANGED, State.ASKED]

    def test_another_answer_is_not(self, draft, challenge, lee):
        let_agree(lee, challenge)
        Draft.objects.filter(pk=draft.pk).update(typed=draft.typed | {"contact_name": ["Pat"]})
        assert states(draft) == [State.AGREED]

    def test_another_address_gets_another_link_and_the_old_one_dies(
        self, draft, challenge, lee, post, browse
    ):
        let_agree(lee, challenge)
        post(pages(draft, f"{lee.pk}/"), FACTS | {"email": "kim@example.net"})
        assert states(draft) == [State.NOT_ASKED]
        assert browse(lee.private_path).status_code == 404


class TestRemoving:
    def test_it_is_asked_once_more_and_who_had_agreed_is_told(
        self, draft, challenge, lee, browse, post
    ):
        let_agree(lee, challenge)
        place = pages(draft, f"{lee.pk}/remove/")
        assert "so we tell it by mail" in browse(place).text
        assert states(draft) == [State.AGREED]
        post(place)
        assert states(draft) == []
        mail = Email.objects.get(to="lee@example.net", subject__contains="no longer a partner")
        assert draft.secret not in mail.message
        assert "removed Lee Data Ltd" in browse(lee.private_path).text

    def test_who_never_agreed_gets_no_mail(self, draft, lee, post):
        post(pages(draft, f"{lee.pk}/remove/"))
        assert not Email.objects.exists()

    def test_it_can_no_longer_agree(self, draft, challenge, lee, post):
        post(pages(draft, f"{lee.pk}/remove/"))
        with pytest.raises(AnswerRefused, match="was removed"):
            let_agree(lee, challenge)


class TestFromTheWrongSide:
    def test_a_partner_of_another_draft_is_not_found(self, draft, challenge, post, browse):
        other = PartnerFactory(draft=DraftFactory(page=challenge))
        for place in (f"{other.pk}/", f"{other.pk}/remove/"):
            assert browse(pages(draft, place)).status_code == 404
            assert post(pages(draft, place), FACTS).status_code == 404
        post(pages(draft, "ask/"), {"partner": other.pk})
        assert not Email.objects.exists()

    def test_a_colleague_reads_who_the_partners_are_and_changes_none(
        self, draft, challenge, lee, prove, browse, post
    ):
        from applications.drafts import colleagues

        pat = colleagues.invite(draft, "pat@example.org", page=challenge)
        prove("pat@example.org")
        assert "Lee Data Ltd" in browse(f"{pat.private_path}partners/").text
        for place in ("add/", "ask/", "answers/", f"{lee.pk}/", f"{lee.pk}/remove/"):
            assert post(f"{pat.private_path}partners/{place}", FACTS).status_code == 404
        assert Partner.objects.get().removed_at is None

    def test_the_other_authority_has_no_such_page(self, draft, lee, browse, other_authority):
        for path in (pages(draft), lee.private_path, f"{lee.private_path}data.json"):
            assert browse(path, at=other_authority).status_code == 404

    def test_after_the_closing_partners_stay_as_they_are(self, draft, challenge, lee, post, browse):
        type(challenge).objects.filter(pk=challenge.pk).update(closes_at=timezone.now())
        assert post(pages(draft, "add/"), NAMED | {"email": "k@x.org"}).status_code == 422
        post(pages(draft, f"{lee.pk}/remove/"))
        assert states(draft) == [State.ASKED]
        assert "while Lee Data Ltd had not agreed" in browse(draft.private_path).text

"""Colleagues and the contact: invited by mail, proven by a code, removed for good."""

import pytest
from django.core import signing
from post_office.models import Email

from applications.drafts import colleagues
from applications.drafts.colleagues import InvitationRefused
from applications.models import Application, Colleague, Draft, DraftSection
from authorities.models import Role
from tests.factories import ApplicationFactory, ChallengePageFactory, DraftFactory, UserFactory
from tests.signing_in import newest_code, sign_in_by_code


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority)


@pytest.fixture
def draft(challenge):
    return DraftFactory(page=challenge, email="ada@example.com")


@pytest.fixture
def bo(draft, challenge):
    return colleagues.invite(draft, "bo@example.com", page=challenge)


def fresh(draft):
    return Draft.objects.get(pk=draft.pk)


class TestInviting:
    def test_a_colleague_gets_an_address_of_their_own(self, draft, post):
        post(f"{draft.private_path}people/", {"email": "bo@example.com"})
        colleague = Colleague.objects.get()
        mail = Email.objects.get(to="bo@example.com")
        assert colleague.private_path in mail.message
        assert draft.secret not in mail.message + mail.html_message
        assert "ada@example.com asks you to work on an application" in mail.message

    @pytest.mark.parametrize(
        ("email", "why"),
        [
            ("", "Enter an email address."),
            ("bo", "Enter an email address like"),
            ("ADA@example.com", "own address"),
        ],
    )
    def test_an_address_that_cannot_be_is_refused_beside_its_field(self, draft, post, email, why):
        response = post(f"{draft.private_path}people/", {"email": email})
        assert response.status_code == 422
        assert why in response.text
        assert not Colleague.objects.exists()

    def test_before_the_contact_has_an_address_nobody_is_invited(self, challenge):
        with pytest.raises(InvitationRefused, match="Enter your own email address"):
            colleagues.invite(DraftFactory(page=challenge, email=""), "bo@x.org", page=challenge)

    def test_who_is_invited_already_is_not_written_to_again(self, draft, bo, challenge, post):
        response = post(f"{draft.private_path}people/", {"email": "BO@example.com"})
        assert response.status_code == 422
        assert "invited already" in response.text
        assert Email.objects.filter(to="bo@example.com").count() == 1

    def test_there_is_an_end_to_it(self, draft, challenge):
        for number in range(colleagues.AT_MOST):
            colleagues.invite(draft, f"bo{number}@example.com", page=challenge)
        with pytest.raises(InvitationRefused, match="20 colleagues already"):
            colleagues.invite(draft, "one-more@example.com", page=challenge)


class TestWorkingTogether:
    def test_the_invitation_asks_for_a_code_to_exactly_that_address(
        self, bo, browse, client, authority
    ):
        response = browse(bo.private_path)
        assert response["Location"] == "/account/sign-in/code/"
        host = {"host": authority.hostname}
        # To open a link is no wish: programmes that check mail do it too.
        assert not Email.objects.filter(to="bo@example.com", subject__contains="code").exists()
        client.post(response["Location"], {"again": "1"}, headers=host)
        answer = client.post(
            response["Location"], {"code": newest_code("bo@example.com")}, headers=host
        )
        assert answer["Location"] == bo.private_path
        assert browse(bo.private_path).status_code == 200

    def test_it_is_of_no_use_to_another_address(self, bo, browse, prove):
        prove("eve@example.com")
        assert browse(bo.private_path).status_code == 302

    def test_what_a_colleague_changes_bears_their_name(self, draft, bo, prove, post, browse):
        prove("bo@example.com")
        post(f"{bo.private_path}sections/business/", {"contact_name": "Bo", "version": "1"})
        assert fresh(draft).typed["contact_name"] == ["Bo"]
        assert "Last changed by bo@example.com" in browse(draft.private_path).text

    def test_a_colleague_never_learns_the_contacts_address(self, draft, bo, prove, browse, post):
        prove("bo@example.com")
        for place in ("", "sections/business/", "people/", "check/", "print/"):
            assert draft.secret not in browse(bo.private_path + place).text
        said = post(
            f"{bo.private_path}sections/business/",
            {"contact_name": "Bo", "version": "1"},
            accept="application/json",
        )
        assert draft.secret not in said.text

    def test_a_section_is_given_to_a_colleague_and_marked_ready(self, draft, bo, post, browse):
        post(
            f"{draft.private_path}sections/business/",
            {
                **{name: values[0] for name, values in draft.typed.items()},
                "version": "1",
                "given_to": str(bo.pk),
                "is_ready": "yes",
            },
        )
        page = browse(draft.private_path).text
        assert "Given to bo@example.com." in page
        assert "Ready" in page

    def test_a_colleague_of_another_draft_gets_no_section(self, draft, challenge, post):
        other = colleagues.invite(DraftFactory(page=challenge), "cy@example.com", page=challenge)
        post(f"{draft.private_path}sections/business/", {"version": "1", "given_to": str(other.pk)})
        assert DraftSection.objects.get(draft=draft).given_to is None

    @pytest.mark.parametrize("place", ["withdraw/", "erase/", "contact/"])
    def test_what_the_contact_alone_may_do_has_no_address_for_a_colleague(
        self, challenge, prove, browse, post, place
    ):
        draft = ApplicationFactory(page=challenge).draft
        bo = colleagues.invite(draft, "bo@example.com", page=challenge)
        prove("bo@example.com")
        assert browse(bo.private_path + place).status_code == 404
        assert post(bo.private_path + place, {"email": "x@y.org"}).status_code == 404

    def test_a_colleague_invites_and_removes_nobody(self, draft, bo, prove, post):
        prove("bo@example.com")
        assert post(f"{bo.private_path}people/", {"email": "cy@x.org"}).status_code == 404
        assert post(f"{bo.private_path}people/{bo.pk}/remove/").status_code == 404
        assert Colleague.objects.count() == 1

    def test_a_colleague_is_led_to_the_application_that_the_contact_has_sent(
        self, challenge, prove, post
    ):
        from tests.factories import filled_in

        application = ApplicationFactory(page=challenge)
        colleagues.invite(application.draft, "bo@example.com", page=challenge)
        prove("bo@example.com")
        response = post(challenge.url, filled_in(challenge, email="bo@example.com"))
        assert Application.objects.count() == 1
        assert application.draft.secret not in response["Location"]


class TestRemoving:
    def test_it_asks_for_the_contacts_code_and_once_more(self, draft, bo, browse, post, prove):
        path = f"{draft.private_path}people/{bo.pk}/remove/"
        assert post(path).status_code == 302
        assert Colleague.objects.get().removed_at is None
        prove("ada@example.com")
        assert "Remove bo@example.com?" in browse(path).text
        post(path)
        assert Colleague.objects.get().removed_at

    def test_the_old_address_dies_even_for_who_has_proven_theirs(self, draft, bo, prove, browse):
        prove("bo@example.com")
        assert browse(bo.private_path).status_code == 200
        colleagues.remove(bo)
        assert browse(bo.private_path).status_code == 404
        assert "Noticing" not in browse("/applications/").text

    def test_a_new_invitation_has_a_new_address(self, draft, bo, challenge):
        colleagues.remove(bo)
        again = colleagues.invite(draft, "bo@example.com", page=challenge)
        assert again.secret != bo.secret

    def test_a_colleague_of_another_draft_is_not_found(self, draft, challenge, prove, post):
        other = colleagues.invite(DraftFactory(page=challenge), "cy@x.org", page=challenge)
        prove("ada@example.com")
        assert post(f"{draft.private_path}people/{other.pk}/remove/").status_code == 404


class TestContact:
    def test_both_addresses_are_proven_told_and_the_old_link_dies(
        self, draft, prove, post, browse, client, authority
    ):
        path = f"{draft.private_path}contact/"
        assert browse(path).status_code == 302
        prove("ada@example.com")
        assert post(path, {"email": "cy@example.com"})["Location"] == "/account/sign-in/code/"
        code = {"code": newest_code("cy@example.com")}
        headers = {"host": authority.hostname}
        new = client.post("/account/sign-in/code/", code, headers=headers)["Location"]
        assert "Make cy@example.com the contact?" in browse(new).text
        assert fresh(draft).email == "ada@example.com"
        moved = post(new)["Location"]
        assert fresh(draft).email == "cy@example.com"
        assert browse(draft.private_path).status_code == 404
        assert browse(moved).status_code == 200
        told = Email.objects.filter(subject__contains="has changed")
        assert {mail.to[0] for mail in told} == {"ada@example.com", "cy@example.com"}
        assert moved not in told.get(to="ada@example.com").message

    def test_nobody_becomes_the_contact_without_having_been_named_by_the_old_one(
        self, draft, prove, browse
    ):
        prove("eve@example.com")
        assert browse(f"{draft.private_path}contact/new/").status_code == 404
        forged = signing.dumps("eve@example.com")
        assert browse(f"{draft.private_path}contact/{forged}/").status_code == 404

    def test_a_form_that_is_sent_has_its_contact_changed_there_alone(self, challenge, post, browse):
        draft = ApplicationFactory(page=challenge, email="ada@example.com").draft
        path = f"{draft.private_path}sections/business/"
        assert 'name="email"' not in browse(path).text
        post(path, {"email": "eve@example.com", "version": "1"})
        assert fresh(draft).typed["email"] == ["ada@example.com"]

    def test_staff_change_it_on_request_and_both_are_told(
        self, challenge, authority, sign_in, post, browse
    ):
        application = ApplicationFactory(page=challenge, email="ada@example.com")
        old = application.private_path
        sign_in(UserFactory.working_for(authority, Role.MODERATOR))
        post(f"/admin/queue/{application.pk}/contact/", {"email": "cy@example.com"})
        application.refresh_from_db()
        assert application.email == "cy@example.com"
        assert browse(old).status_code == 404
        assert Email.objects.filter(subject__contains="has changed").count() == 2
        assert "changed from ada@example.com" in application.messages.get().text

    @pytest.mark.parametrize("email", ["", "nobody"])
    def test_staff_are_told_of_an_address_that_is_none(
        self, challenge, authority, sign_in, post, email
    ):
        application = ApplicationFactory(page=challenge)
        sign_in(UserFactory.working_for(authority, Role.MODERATOR))
        post(f"/admin/queue/{application.pk}/contact/", {"email": email})
        assert Application.objects.get().email == application.email


def test_signed_in_colleagues_find_the_draft_by_their_own_address(draft, bo, client, authority):
    sign_in_by_code(client, "bo@example.com", at=authority)
    page = client.get("/applications/", headers={"host": authority.hostname}).text
    assert bo.private_path in page
    assert draft.secret not in page

"""The second factor: asked of all staff, enrolled at the first sign-in, never walked round."""

import pytest
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import SESSION_KEY
from django.core.management import CommandError, call_command
from django.test import Client
from post_office.models import Email

from authorities.models import Role, SecurityEvent, StaffSession
from authorities.sign_in.encryption import Unreadable, decrypt, encrypt
from tests.authorities.sign_in.conftest import (
    ACCOUNT,
    ADMIN,
    DOOR,
    PASSWORD,
    SECOND,
    SECRET,
    SET_UP,
    code_of,
    secret_of,
)
from tests.factories import UserFactory
from tests.signing_in import sign_in_by_code

pytestmark = pytest.mark.usefixtures("strict")
CODES = "/admin/second-factor/recovery-codes/"
Kind = SecurityEvent.Kind


def is_in(client):
    return SESSION_KEY in client.session


class TestTheFirstSignIn:
    @pytest.fixture
    def secret(self, editor, knock, browse, client):
        assert knock(editor.email).url == SECOND
        assert browse(SECOND).url == SET_UP
        page = browse(SET_UP)
        secret = client.session["mfa.totp.secret"]
        assert " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)) in page.text
        assert "data:image/svg+xml;base64," in page.text
        return secret

    def test_nothing_of_the_admin_answers_before_an_app_is_connected(self, secret, browse, client):
        for path in (ADMIN, "/admin/pages/", ACCOUNT, "/admin/queue/", CODES):
            assert browse(path).url.startswith(DOOR), path
        assert not is_in(client)

    def test_the_right_code_connects_it_and_shows_recovery_codes_once(
        self, editor, secret, send, browse, client
    ):
        response = send(SET_UP, {"code": code_of(secret)})
        assert response.url.startswith(CODES)
        assert is_in(client)
        shown = browse(CODES).text
        codes = Authenticator.objects.get(user=editor, type="recovery_codes").wrap()
        assert all(code in shown for code in codes.generate_codes())
        assert send(CODES, {"next": ADMIN}).url == ADMIN
        again = browse(CODES).text
        assert not any(code in again for code in codes.generate_codes())
        assert browse(ADMIN).status_code == 200

    def test_recovery_codes_that_nobody_kept_are_not_shown_later(
        self, editor, knock, browse, send, client, clock
    ):
        knock(editor.email)
        browse(SET_UP)
        send(SET_UP, {"code": code_of(client.session["mfa.totp.secret"])})
        clock.shift(16 * 60)
        assert "are shown when they are made, and not again" in browse(CODES).text

    def test_a_wrong_code_connects_nothing_and_the_key_stays(self, secret, send, client):
        response = send(SET_UP, {"code": "000000"})
        assert response.status_code == 422
        assert secret[:4] in response.text
        assert client.session["mfa.totp.secret"] == secret
        assert not Authenticator.objects.exists()
        assert not is_in(client)

    def test_the_person_is_told_by_mail_and_it_is_on_record(self, editor, secret, send):
        send(SET_UP, {"code": code_of(secret)})
        assert "added" in Email.objects.get(to=editor.email).message
        added = SecurityEvent.objects.filter(person=editor, kind=Kind.FACTOR_ADDED)
        assert {event.about["factor"] for event in added} == {"totp", "recovery_codes"}

    def test_one_can_sign_out_before(self, secret, send, browse):
        send("/admin/login/again/")
        assert browse(SET_UP).url == DOOR


class TestSigningIn:
    def test_the_password_alone_opens_nothing(self, enrolled, knock, browse, client):
        assert knock(enrolled.email).url == SECOND
        assert not is_in(client)
        assert browse(ADMIN).url.startswith(DOOR)

    @pytest.mark.parametrize("later", [-1, 0, 1])
    def test_the_code_of_now_or_of_half_a_minute_ago_lets_in(self, enrolled, knock, send, later):
        knock(enrolled.email)
        assert send(SECOND, {"code": code_of(SECRET, later=later)}).url == ADMIN

    def test_people_type_spaces(self, enrolled, knock, send):
        knock(enrolled.email)
        code = code_of(SECRET)
        assert send(SECOND, {"code": f"{code[:3]} {code[3:]} "}).url == ADMIN

    def test_a_code_works_once_as_long_as_it_lives(self, enrolled, knock, send, clock):
        code = code_of(SECRET)
        knock(enrolled.email)
        assert send(SECOND, {"code": code}).url == ADMIN
        clock.shift(31)
        another = Client()
        knock(enrolled.email, by=another)
        assert send(SECOND, {"code": code}, by=another).status_code == 422

    @pytest.mark.parametrize("code", ["000000", "", "abc", "1" * 30])
    def test_another_one_does_not_and_is_on_record(self, enrolled, knock, send, client, code):
        knock(enrolled.email)
        assert send(SECOND, {"code": code}).status_code == 422
        assert not is_in(client)

    @pytest.mark.parametrize("credential", ["{}", '{"id": "x"}', "[]", '"x"', "1", "null", "{"])
    def test_what_is_no_passkey_is_refused(self, enrolled, knock, send, client, credential):
        knock(enrolled.email)
        assert send(SECOND, {"credential": credential}).status_code == 422
        assert not is_in(client)

    def test_somebody_who_has_an_app_cannot_connect_another_before_the_code(
        self, enrolled, knock, browse, send
    ):
        knock(enrolled.email)
        assert browse(SET_UP).url == SECOND
        assert send(SET_UP, {"code": code_of(SECRET)}).url == SECOND
        assert secret_of(enrolled) == SECRET

    def test_too_many_wrong_ones_wait_but_not_in_a_browser_the_owner_has_used(
        self, enrolled, knock, send
    ):
        owner, thief = Client(), Client()
        knock(enrolled.email, by=owner)
        send(SECOND, {"code": code_of(SECRET)}, by=owner)
        knock(enrolled.email, by=thief)
        for _ in range(5):
            assert send(SECOND, {"code": "000000"}, by=thief).status_code == 422
        right = {"code": code_of(SECRET, later=1)}
        response = send(SECOND, right, by=thief)
        assert response.status_code == 429
        assert "Wait 1 minute" in response.text
        send("/admin/logout/", by=owner)
        knock(enrolled.email, by=owner)
        assert send(SECOND, right, by=owner).url == ADMIN

    def test_a_quarter_of_an_hour_is_long_enough_for_a_code(self, enrolled, knock, send, clock):
        knock(enrolled.email)
        clock.shift(15 * 60 + 1)
        assert send(SECOND, {"code": code_of(SECRET)}).url == DOOR

    def test_a_new_password_ends_a_sign_in_that_was_begun(self, enrolled, knock, send):
        knock(enrolled.email)
        enrolled.set_password("another-rain-remembers")
        enrolled.save()
        assert send(SECOND, {"code": code_of(SECRET)}).url == DOOR

    def test_a_superuser_is_asked_too(self, authority, knock, browse):
        root = UserFactory(email="root@example.org", is_superuser=True, is_staff=True)
        root.set_password(PASSWORD)
        root.save()
        assert knock(root.email).url == SECOND
        assert browse(ADMIN).url.startswith(DOOR)

    def test_a_session_from_before_the_setting_is_over(self, editor, sign_in, browse, client):
        sign_in(editor)
        assert browse(ADMIN).url.startswith(DOOR)
        assert not is_in(client)

    def test_where_it_is_not_asked_of_all_who_has_one_still_shows_it(
        self, enrolled, knock, settings
    ):
        settings.STAFF_SECOND_FACTOR = False
        assert knock(enrolled.email).url == SECOND

    def test_a_business_is_never_asked(self, client, authority, browse):
        sign_in_by_code(client, "ada@example.com", at=authority)
        assert browse("/account/profile/").status_code == 200


class TestRecoveryCodes:
    def test_each_lets_in_once_and_says_how_many_are_left(
        self, enrolled, recovery, knock, send, browse
    ):
        knock(enrolled.email)
        assert send(SECOND, {"code": recovery[0]}).url == ADMIN
        assert "9 are left" in browse(ADMIN).text
        assert SecurityEvent.objects.filter(kind=Kind.RECOVERY_CODE_USED).get().person == enrolled
        another = Client()
        knock(enrolled.email, by=another)
        assert send(SECOND, {"code": recovery[0]}, by=another).status_code == 422
        assert send(SECOND, {"code": recovery[1]}, by=another).url == ADMIN

    def test_new_ones_ask_for_both_again_and_make_the_old_useless(
        self, enrolled, recovery, knock, send
    ):
        knock(enrolled.email)
        send(SECOND, {"code": code_of(SECRET)})
        renew = f"{ACCOUNT}recovery-codes/"
        again = {"codes-current_password": PASSWORD, "codes-current_code": recovery[1]}
        assert send(renew, again | {"codes-current_password": "wrong"}).status_code == 422
        assert send(renew, again | {"codes-current_code": "123456"}).status_code == 422
        assert send(renew, again).url == CODES
        another = Client()
        knock(enrolled.email, by=another)
        assert send(SECOND, {"code": recovery[0]}, by=another).status_code == 422


class TestAtRest:
    def test_neither_secret_nor_seed_can_be_read_from_the_database(self, enrolled):
        kept = str(list(Authenticator.objects.values_list("data", flat=True)))
        seed = Authenticator.objects.get(type="recovery_codes").data["seed"]
        assert SECRET not in kept
        assert decrypt(seed) not in kept

    def test_a_new_key_of_the_installation_reads_what_the_old_one_wrote(self, settings):
        kept = encrypt(SECRET)
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "another" * 8
        assert decrypt(kept) == SECRET

    def test_without_the_old_key_nobody_does(self, settings):
        kept = encrypt(SECRET)
        settings.SECRET_KEY = "another" * 8
        with pytest.raises(Unreadable):
            decrypt(kept)


class TestALostPhone:
    def test_the_operator_resets_it_sessions_end_and_it_is_set_up_anew(
        self, enrolled, knock, send, browse, capsys
    ):
        knock(enrolled.email)
        send(SECOND, {"code": code_of(SECRET)})
        assert browse(ADMIN).status_code == 200
        call_command("reset_second_factor", "SAM@example.org")
        assert "is removed" in capsys.readouterr().out
        assert browse(ADMIN).url.startswith(DOOR)
        assert not StaffSession.objects.exists()
        assert "reset" in Email.objects.get(to=enrolled.email).message
        assert SecurityEvent.objects.filter(person=enrolled, kind=Kind.FACTOR_REMOVED).exists()
        knock(enrolled.email)
        assert browse(SECOND).url == SET_UP

    def test_an_address_of_nobody_is_refused(self, authority):
        UserFactory(email="ada@example.com", signs_in_by_code=True)
        with pytest.raises(CommandError, match="No member of staff"):
            call_command("reset_second_factor", "ada@example.com")


def test_another_app_is_connected_by_who_shows_both_again(
    enrolled, recovery, knock, send, browse, client
):
    knock(enrolled.email)
    send(SECOND, {"code": code_of(SECRET)})
    browse(SET_UP)
    new = client.session["mfa.totp.secret"]
    assert send(SET_UP, {"code": code_of(new)}).status_code == 422
    assert secret_of(enrolled) == SECRET
    again = {"code": code_of(new), "current_password": PASSWORD}
    assert send(SET_UP, again).status_code == 422
    assert secret_of(enrolled) == SECRET
    send(SET_UP, again | {"current_code": recovery[0]})
    assert secret_of(enrolled) == new


def test_the_app_names_the_authority(editor, knock, browse):
    knock(editor.email)
    with context.request_context(browse(SET_UP).wsgi_request):
        url = get_adapter().build_totp_url(editor, SECRET)
    assert "issuer=Birmingham%20City%20Council" in url


def test_roles_without_the_admin_have_no_door(authority, knock):
    nobody = UserFactory.working_for(authority, Role.EDITOR, is_active=False)
    assert knock(nobody.email).status_code == 422

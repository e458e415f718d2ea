"""Everybody at once: what is allowed so often is allowed exactly so often."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.core import context
from django.contrib.auth import SESSION_KEY
from django.db import connection
from django.test import Client

from authorities.models import SecurityEvent
from authorities.sign_in.second_factor.codes import authenticator_for
from authorities.sign_in.second_factor.enrolment import add_app
from tests.authorities.sign_in.conftest import DOOR, PASSWORD, SECOND, code_of

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def at_once(action, arguments):
    def one(argument):
        try:
            return action(argument)
        finally:
            connection.close()

    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(one, arguments))


def test_sixteen_wrong_passwords_at_once_are_looked_at_five_times(editor, send):
    def guess(number):
        return send(DOOR, {"username": editor.email, "password": f"wrong{number}"}, by=Client())

    answers = [response.status_code for response in at_once(guess, range(16))]
    assert answers.count(422) == 5
    assert answers.count(429) == 11
    assert SecurityEvent.objects.filter(kind="sign_in_failed").count() == 5


def test_one_code_opens_one_of_sixteen_sessions(editor, knock, send, rf):
    add_app(rf.get("/"), editor, SECRET)
    code = code_of(SECRET)
    found = at_once(lambda _: authenticator_for(editor, code), range(16))
    assert sum(one is not None for one in found) == 1


def test_one_recovery_code_opens_one_of_sixteen_sessions(editor, rf):
    add_app(rf.get("/"), editor, SECRET)
    codes = editor.authenticator_set.get(type="recovery_codes").wrap().generate_codes()
    found = at_once(lambda _: authenticator_for(editor, codes[0]), range(16))
    assert sum(one is not None for one in found) == 1


def test_codes_of_a_right_password_are_guessed_five_times(editor, settings, rf, send):
    settings.STAFF_SECOND_FACTOR = True
    add_app(rf.get("/"), editor, SECRET)
    browsers = [Client() for _ in range(16)]
    for browser in browsers:
        send(DOOR, {"username": editor.email, "password": PASSWORD}, by=browser)
    answers = at_once(lambda by: send(SECOND, {"code": "000000"}, by=by).status_code, browsers)
    assert answers.count(422) == 5
    assert all(SESSION_KEY not in browser.session for browser in browsers)
    assert context.request is None

"""Staff at the door in a browser: the app, the passkey, the sessions, and what axe says of each."""

import re

import pytest
from django.contrib.auth.hashers import make_password

from authorities.models import Role
from tests.authorities.sign_in.conftest import code_of
from tests.factories import UserFactory
from tests.journeys.accessibility import COLOURS, findings
from tests.journeys.conftest import PASSWORD


@pytest.fixture
def editor(site, settings):
    settings.STAFF_SECOND_FACTOR = True
    return UserFactory.working_for(site, Role.EDITOR, password=make_password(PASSWORD))


def type_password(window, email, password=PASSWORD):
    window.goto("/admin/")
    window.get_by_role("textbox", name="Email address").fill(email)
    window.get_by_role("textbox", name="Password").fill(password)
    window.get_by_role("button", name="Sign in").click()


def enrol(window):
    """Connect an app, and return its secret."""
    window.get_by_role("heading", name="Set up your second step").wait_for()
    secret = window.locator(".door__key").inner_text().replace(" ", "").strip()
    window.get_by_label("Code").fill(code_of(secret))
    window.get_by_role("button", name="Connect the app").click()
    window.get_by_role("heading", name="Recovery codes").wait_for()
    return secret


def looks_well(window, found, part="html"):
    """Collect what axe finds, in both colour schemes, and what does not fit the width."""
    where = window.url
    found += [f"{where}: {finding}" for finding in findings(window, part=part)]
    window.emulate_media(color_scheme="dark")
    found += [f"{where}, dark: {line}" for line in findings(window, COLOURS, part=part)]
    window.emulate_media(color_scheme="light")
    overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    if window.evaluate(overflow):
        found.append(f"{where}: wider than the window")


def test_without_scripts_on_a_phone_one_enrols_and_signs_in(open_window, editor):
    phone = open_window(390, 844, java_script_enabled=False)
    type_password(phone, editor.email)
    secret = enrol(phone)
    codes = phone.locator(".door__codes li").all_inner_texts()
    assert len(codes) == 10
    phone.get_by_role("button", name="I have kept them").click()
    phone.wait_for_url("**/admin/")
    another = open_window(390, 844, java_script_enabled=False)
    type_password(another, editor.email)
    another.get_by_label("Code").fill(codes[3])
    another.get_by_role("button", name="Go on").click()
    another.wait_for_url("**/admin/")
    assert re.fullmatch("[A-Z2-7]{32}", secret)


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_from_the_door_to_the_sessions(open_window, editor, width):
    window, found = open_window(width, 900), []
    window.goto("/admin/login/")
    looks_well(window, found)
    for _ in range(5):
        type_password(window, "nobody@example.org", "wrong")
    looks_well(window, found)
    type_password(window, "nobody@example.org")
    window.get_by_text("Wait 1 minute").wait_for()
    looks_well(window, found)
    type_password(window, editor.email)
    window.get_by_role("heading", name="Set up your second step").wait_for()
    looks_well(window, found)
    enrol(window)
    looks_well(window, found)
    window.get_by_role("button", name="I have kept them").click()
    window.wait_for_url("**/admin/")
    window.goto("/admin/signing-in/")
    looks_well(window, found, part=".desk")
    window.get_by_label("New password").fill("short")
    window.get_by_text("at least 12 characters").wait_for()
    window.get_by_label("New password").fill("another-rain-remembers")
    window.get_by_text("strong enough").wait_for()
    looks_well(window, found, part=".desk")
    fresh = open_window(width, 900)
    type_password(fresh, editor.email)
    fresh.get_by_role("heading", name="Second step").wait_for()
    looks_well(fresh, found)
    fresh.goto("/admin/password_reset/")
    looks_well(fresh, found)
    assert found == []


def test_a_passkey_of_this_host_takes_the_place_of_the_code(open_window, editor):
    window = open_window()
    devtools = window.context.new_cdp_session(window)
    devtools.send("WebAuthn.enable")
    devtools.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    type_password(window, editor.email)
    secret = enrol(window)
    window.get_by_role("button", name="I have kept them").click()
    window.goto("/admin/signing-in/")
    passkeys = window.locator("form[data-passkey]")
    passkeys.get_by_label("Your password").fill(PASSWORD)
    passkeys.get_by_label("Code of your app").fill(code_of(secret))
    passkeys.get_by_role("button", name="Add a passkey").click()
    window.get_by_text("The passkey is added").wait_for()
    assert window.get_by_role("button", name="Remove").count() == 1
    window.context.clear_cookies()
    type_password(window, editor.email)
    window.get_by_role("button", name="Use a passkey instead").click()
    window.wait_for_url("**/admin/")

"""A form whose token was old comes back filled in, with a fresh one and nothing written."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from applications.models import Application, Draft, Kind, ViewCount
from challenges.models.saved_search import SavedSearch
from tests.applications.conftest import name_of
from tests.applications.files.test_upload_validation import PDF
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    DraftFactory,
    QuestionFactory,
    filled_in,
)

TEXT = "We fitted\nsensors & <b>meters</b>."


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority,
        questions=[
            QuestionFactory(label="Your idea"),
            QuestionFactory(label="Where", field_type=Kind.CHOICES, choices="Homes\nOffices"),
            QuestionFactory(label="When", field_type=Kind.DATE, required=False),
            QuestionFactory(label="A drawing", field_type=Kind.FILE, required=False),
        ],
    )


@pytest.fixture
def strict(authority):
    """A browser without cookies, at a server that asks for the token."""
    return Client(enforce_csrf_checks=True, headers={"host": authority.hostname})


@pytest.fixture
def typed(challenge):
    when = name_of(challenge, "When")
    return filled_in(challenge, action="save") | {
        name_of(challenge, "Your idea"): TEXT,
        name_of(challenge, "Where"): ["Offices"],
        f"{when}_day": "31",
        f"{when}_month": "2",
        f"{when}_year": "2027",
    }


def sent_by_form(page: str, name: str) -> dict[str, list[str]]:
    """Return what a browser would send by the form that has a field of this name."""
    soup = BeautifulSoup(page, "html.parser")
    form = soup.find(attrs={"name": name}).find_parent("form")
    found: dict[str, list[str]] = {}
    for field in form.find_all(["input", "textarea", "select"]):
        kind = field.get("type")
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if kind in ("file", "submit") or not field.get("name"):
            continue
        if field.name == "select":
            chosen = field.find_all("option", selected=True)
            values = [option.get("value", option.get_text()) for option in chosen]
        elif field.name == "textarea":
            values = [field.get_text().removeprefix("\n")]
        else:
            values = [field.get("value", "on" if kind == "checkbox" else "")]
        found.setdefault(field["name"], []).extend(values)
    return found


def test_the_form_comes_back_filled_in_and_saves_at_once(challenge, strict, typed):
    upload = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
    refused = strict.post(challenge.url, typed | {name_of(challenge, "A drawing"): upload})
    assert refused.status_code == 403
    assert "Nothing was sent yet" in refused.text
    assert "Choose plan.pdf again." in refused.text
    assert not Draft.objects.exists()
    assert not ViewCount.objects.exists()

    again = sent_by_form(refused.text, "business_name")
    for name, values in typed.items():
        if name != "action":
            expected = values if isinstance(values, list) else [values]
            assert [value.replace("\r\n", "\n") for value in again[name]] == expected, name
    saved = strict.post(challenge.url, again | {"action": "save"})
    assert saved.status_code == 302
    draft = Draft.objects.get()
    assert str(draft.form_key) == typed["form_key"]
    assert draft.typed[name_of(challenge, "Your idea")] == [TEXT]


def test_no_name_of_a_field_is_shown_to_people(challenge, strict, typed):
    page = BeautifulSoup(strict.post(challenge.url, typed).text, "html.parser")
    assert name_of(challenge, "Your idea") not in page.get_text()


def test_a_token_that_grew_old_by_signing_in_elsewhere_is_renewed(challenge, strict, typed):
    strict.get("/account/sign-in/")
    strict.cookies["csrftoken"] = "x" * 32
    refused = strict.post(challenge.url, typed | {"csrfmiddlewaretoken": "y" * 64})
    again = sent_by_form(refused.text, "business_name")
    assert strict.post(challenge.url, again | {"action": "save"}).status_code == 302


def test_a_section_of_a_draft_comes_back(challenge, strict):
    draft = DraftFactory(page=challenge)
    path = f"{draft.private_path}sections/business/"
    refused = strict.post(path, {"contact_name": "Bea", "version": "1", "is_ready": "yes"})
    again = sent_by_form(refused.text, "contact_name")
    assert again["contact_name"] == ["Bea"]
    assert again["is_ready"] == ["yes"]
    assert Draft.objects.get().typed["contact_name"] == ["Ada Okafor"]
    assert strict.post(path, again).status_code == 302
    assert Draft.objects.get().typed["contact_name"] == ["Bea"]


def test_a_question_comes_back_in_its_own_form(challenge, strict):
    page = strict.post(challenge.url, {"ask": "1", "asked": "Which walls?"}).text
    assert sent_by_form(page, "asked")["asked"] == ["Which walls?"]
    assert sent_by_form(page, "business_name")["business_name"] == [""]
    assert challenge.clarifications.count() == 0


def test_an_address_that_wants_to_follow_comes_back(challenge, strict):
    page = strict.post(challenge.url, {"follow": "1", "follow_email": "ada@example.com"}).text
    assert sent_by_form(page, "follow_email")["follow_email"] == ["ada@example.com"]


def test_a_message_comes_back(challenge, strict):
    path = f"{ApplicationFactory(page=challenge).draft.private_path}messages/"
    page = strict.post(path, {"text": TEXT}).text
    assert [text.replace("\r\n", "\n") for text in sent_by_form(page, "text")["text"]] == [TEXT]


def test_a_search_that_is_to_be_saved_has_a_way_on(authority, strict):
    refused = strict.post("/search/saved/", {"email": "ada@example.com", "frequency": "daily"})
    assert refused.status_code == 403
    assert "ada@example.com" in refused.text
    again = sent_by_form(refused.text, "frequency")
    assert again["email"] == ["ada@example.com"]
    assert not SavedSearch.objects.exists()
    assert strict.post("/search/saved/", again).status_code != 403
    assert SavedSearch.objects.exists()


def test_what_the_form_does_not_ask_any_more_is_given_back(challenge, strict, typed):
    page = strict.post(challenge.url, typed | {"q_gone": "A text from before"}).text
    assert "A text from before" in page


def test_what_another_site_sent_is_filled_into_nothing(challenge, strict, typed):
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        refused = strict.post(challenge.url, typed, headers=headers)
        assert refused.status_code == 403
        assert 'value="Drywall Labs"' not in refused.text
        assert "Send it again" not in refused.text


def test_a_script_is_told_and_given_a_fresh_token(challenge, strict, typed):
    script = {"accept": "application/json"}
    refused = strict.post(challenge.url, typed, headers=script)
    assert refused.status_code == 403
    token = refused.json()["token"]
    again = typed | {"csrfmiddlewaretoken": token}
    assert strict.post(challenge.url, again, headers=script).status_code == 200
    foreign = strict.post(challenge.url, typed, headers=script | {"origin": "https://evil.example"})
    assert "token" not in foreign.json()


def test_nothing_is_sent_or_written_without_a_token(challenge, strict, typed):
    strict.post(challenge.url, typed | {"action": "", "consent": "on"})
    assert not Application.objects.exists()
    assert not Draft.objects.exists()

"""The link to a draft is mailed once without being asked, and the page says what became of it."""

import pytest
from post_office.models import Email

from applications.models import Application, Draft
from tests.applications.conftest import AGREED
from tests.factories import filled_in
from tests.signing_in import SIGN_IN

JSON = {"accept": "application/json"}
ADA = "ada@example.com"


def save(post, challenge, **typed):
    return post(challenge.url, filled_in(challenge, action="save", **typed))


def test_the_first_save_with_an_address_mails_the_link_once_and_says_so(challenge, post, browse):
    typed = filled_in(challenge, action="save")
    answer = post(challenge.url, typed)
    draft = Draft.objects.get()
    assert f"We are sending the link to this draft to {ADA}." in browse(answer["Location"]).text
    mail = Email.objects.get()
    assert mail.to == [ADA]
    assert draft.private_path in mail.message
    again = post(challenge.url, typed | {"business_name": "Dry Ltd", "version": "1"})
    assert "We are sending the link" not in browse(again["Location"]).text
    assert Email.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("", "you have not entered your email address"),
        ("ada@example", "the address lacks its ending"),
        ("ada@example.", "the address lacks its ending"),
        ("ada.example.com", "the address lacks its @"),
        ("@example.com", "the address lacks what stands before the @"),
        ("ada@bee@example.com", "the address has more than one @"),
        ("ada okafor@example.com", "there is a space in the address"),
        ("ada@-example.com", "the address is not like name@example.com"),
    ],
)
def test_an_address_that_takes_no_mail_is_said_at_that_save(challenge, post, browse, typed, why):
    answer = save(post, challenge, email=typed)
    assert f"We cannot send you the link: {why}." in browse(answer["Location"]).text
    assert not Email.objects.exists()


def test_a_section_says_it_too_and_mails_once_it_is_right(challenge, post, browse):
    save(post, challenge, email="ada@example")
    draft = Draft.objects.get()
    section = f"{draft.private_path}sections/business/"
    post(section, {"email": "ada@exampl", "version": "1", "action": "save"})
    assert "the address lacks its ending" in browse(draft.private_path).text
    post(section, {"email": ADA, "version": "2", "action": "save"})
    assert "We are sending the link" in browse(draft.private_path).text
    assert Email.objects.get().to == [ADA]


def test_an_address_that_is_still_being_typed_gets_no_mail_from_a_script(challenge, post):
    typed = filled_in(challenge, action="save", email="ada@example.co")
    post(challenge.url, typed, **JSON)
    post(challenge.url, typed | {"email": ADA, "version": "1"}, **JSON)
    assert not Email.objects.exists()
    settled = typed | {"email": ADA, "contact_name": "Ada", "version": "2"}
    answer = post(challenge.url, settled, **JSON).json()["saved"]
    assert f"We are sending the link to this draft to {ADA}." in answer
    assert Email.objects.get().to == [ADA]


def test_a_link_that_went_to_a_mistyped_address_opens_nothing_any_more(challenge, post, browse):
    save(post, challenge, email="ada@exmaple.com")
    old = Draft.objects.get().private_path
    answer = post(f"{old}sections/business/", {"email": ADA, "version": "1", "action": "save"})
    new = Draft.objects.get().private_path
    assert answer["Location"] == new
    page = browse(new).text
    assert "The link that went to ada@exmaple.com opens nothing any more." in page
    assert browse(old).status_code == 404
    assert new in Email.objects.get(to=ADA).message


def test_a_mistyped_address_that_is_corrected_by_sending_opens_nothing(challenge, post, browse):
    typed = filled_in(challenge)
    post(challenge.url, typed | {"email": "ada@exmaple.com", "action": "save"})
    old = Draft.objects.get().private_path
    sent = post(challenge.url, typed | {"version": "1"})
    assert sent["Location"] == Application.objects.get().private_path != old
    assert browse(sent["Location"]).status_code == 200
    assert browse(old).status_code == 404


def test_who_sends_at_once_gets_the_receipt_alone(challenge, post):
    post(challenge.url, filled_in(challenge))
    assert "We have your application" in Email.objects.get().subject


def test_a_form_that_cannot_be_sent_yet_says_where_the_link_went(challenge, post):
    page = post(challenge.url, filled_in(challenge, postcode="the moon")).text
    assert f"We are sending the link to this draft to {ADA}." in page
    assert Email.objects.count() == 1


def test_where_no_mail_may_go_the_page_says_so(challenge, stranger, post, browse):
    for _ in range(5):
        stranger.post(SIGN_IN, {"email": ADA})
        stranger.cookies.clear()
    mails = Email.objects.count()
    answer = save(post, challenge)
    page = browse(answer["Location"]).text
    assert "We cannot send you the link to this draft" in page
    assert "We are sending the link" not in page
    assert Email.objects.count() == mails


def test_no_trapped_program_causes_a_mail(challenge, post):
    save(post, challenge, website="https://spam.example.com")
    assert Draft.objects.exists()
    assert not Email.objects.exists()


def test_after_sending_no_link_is_mailed_for_a_change(challenge, post):
    post(challenge.url, filled_in(challenge))
    draft = Draft.objects.get()
    post(f"{draft.private_path}sections/business/", {"contact_name": "Bea", "version": "1"})
    post(f"{draft.private_path}check/", AGREED)
    assert not Email.objects.filter(subject__contains="where to find it").exists()

"""Whatever is sent to where a page no longer is arrives where it is now, whole."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from wagtail.contrib.redirects.models import Redirect

from applications.models import Application, Kind
from tests.applications.conftest import name_of
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ChallengePageFactory, QuestionFactory, filled_in


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(
        authority=authority,
        slug="damp",
        questions=[
            QuestionFactory(label="Your idea"),
            QuestionFactory(label="A drawing", field_type=Kind.FILE, required=False),
        ],
    )


@pytest.fixture
def post(client, authority):
    return lambda path, typed: client.post(path, typed, headers={"host": authority.hostname})


@pytest.fixture
def moved(challenge, django_capture_on_commit_callbacks):
    """Return the path at which the page was before an editor renamed it."""
    before = challenge.url
    challenge.slug = "damp-homes"
    with django_capture_on_commit_callbacks(execute=True):
        challenge.save_revision().publish()
    return before


def test_a_form_sent_to_a_page_that_was_renamed_is_sent_whole(challenge, moved, browse, authority):
    browser = Client(headers={"host": authority.hostname})
    upload = SimpleUploadedFile("plan.pdf", PDF, "application/pdf")
    typed = filled_in(challenge, **{name_of(challenge, "A drawing"): upload})
    answer = browser.post(moved, typed)
    assert answer.status_code == 308
    assert answer["Location"].endswith("/damp-homes/")
    upload.seek(0)
    assert browser.post(answer["Location"], typed).status_code == 302
    assert Application.objects.get().files.get().name == "plan.pdf"


def test_who_only_looks_learns_that_the_page_moved_for_good(moved, browse):
    assert browse(moved).status_code == 308


def test_what_hangs_below_a_page_moves_with_it(moved, browse):
    answer = browse(f"{moved}updates.atom")
    assert answer.status_code == 308
    assert answer["Location"].endswith("/damp-homes/updates.atom")
    assert browse(answer["Location"]).status_code == 200
    assert browse(f"{moved}no-such.file").status_code == 308
    assert browse("/no-such-page/updates.atom").status_code == 404


@pytest.mark.parametrize(("is_permanent", "status"), [(True, 308), (False, 307)])
def test_a_redirect_that_an_editor_entered_loses_nothing(
    challenge, authority, browse, post, is_permanent, status
):
    Redirect.add_redirect("/old-home/", challenge, is_permanent=is_permanent, site=authority)
    assert post("/old-home/", {"action": "save"}).status_code == status
    assert browse("/old-home/").status_code == (308 if is_permanent else 302)


def test_what_has_no_slash_at_its_end_is_sent_on_whole(challenge, post, settings):
    settings.DEBUG = True
    answer = post(challenge.url.rstrip("/"), filled_in(challenge, action="save"))
    assert answer.status_code == 308
    assert challenge.url.endswith(answer["Location"])


def test_what_came_by_http_is_sent_on_to_https_whole(challenge, authority, settings):
    settings.SECURE_SSL_REDIRECT = True
    browser = Client(headers={"host": authority.hostname})
    answer = browser.post(challenge.url, filled_in(challenge))
    assert answer.status_code == 308
    assert answer["Location"] == challenge.url.replace("http:", "https:")
    assert browser.get(challenge.url).status_code == 301


def test_an_answer_to_what_was_taken_stays_a_way_to_look(challenge, post):
    assert post(challenge.url, filled_in(challenge)).status_code == 302


def test_a_page_that_is_gone_gives_back_what_was_sent_to_it(challenge, post):
    url = challenge.url
    challenge.delete()
    gone = post(url, {"business_name": "Drywall Labs", "csrfmiddlewaretoken": "secret-token"})
    assert gone.status_code == 404
    assert "Drywall Labs" in gone.text
    assert "business_name" not in gone.text
    assert "secret-token" not in gone.text

"""What is said where nothing was found, and to whom asked for mail."""

import pytest
from post_office.models import Email

from challenges.models.saved_search import SavedSearch
from tests.factories import ChallengePageFactory
from tests.signing_in import sign_in_by_code

ADA = "ada@example.com"
EMPTY = "/challenges/?q=zzqx"
SAVE = "/search/saved/?q=zzqx"
PROMISE = "From now on we write to ada@example.com"
ASKED = "Unless this address was confirmed before, we send it a mail now"

pytestmark = pytest.mark.django_db


@pytest.fixture
def save(client, authority):
    """Return a function that asks for mail about the search, and gives the page it leads to."""
    there = {"host": authority.hostname}

    def asked(email=ADA):
        typed = {"email": email, "frequency": "daily"}
        return client.post(SAVE, typed, headers=there, follow=True).text

    return asked


def test_nothing_found_offers_the_open_challenges_and_the_alert(authority, browse):
    ChallengePageFactory(authority=authority, title="Damp homes")
    page = browse(EMPTY).text
    for text in ("No challenge fits all of this", 'href="./?state=open"', f'href="{SAVE}"'):
        assert text in page
    assert "Damp homes" not in page


def test_who_is_signed_in_has_the_alert_with_one_button(authority, client, browse):
    sign_in_by_code(client, ADA, at=authority)
    page = browse(EMPTY).text
    assert f"Get a mail to {ADA} when one opens that fits" in page
    assert f'action="{SAVE}"' in page


def test_who_is_signed_in_reads_that_the_search_is_saved_and_of_no_mail(authority, client, save):
    sign_in_by_code(client, ADA, at=authority)
    sent = Email.objects.count()
    page = save()
    assert PROMISE in page
    assert ASKED not in page
    assert Email.objects.count() == sent
    assert SavedSearch.objects.confirmed().count() == 1


def test_another_address_than_the_proven_one_is_asked_to_confirm(authority, client, save):
    sign_in_by_code(client, ADA, at=authority)
    page = save("bob@example.com")
    assert ASKED in page
    assert "From now on" not in page


def test_who_is_not_signed_in_is_promised_nothing_before_the_mail_is_answered(save):
    page = save()
    assert ASKED in page
    assert "From now on" not in page
    assert Email.objects.filter(to=ADA).count() == 1

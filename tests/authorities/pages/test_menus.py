"""The menu: what leads somewhere for this person, and nothing else."""

import pytest
from django.urls import reverse

from authorities.models import Role
from tests.factories import ChallengePageFactory, UserFactory

pytestmark = pytest.mark.one_database
PAGE_SEARCH = "/admin/pages/search/"


def home(sign_in, authority, role):
    client = sign_in(UserFactory.working_for(authority, role))
    return client, client.get(reverse("wagtailadmin_home")).text


@pytest.mark.parametrize("role", Role)
def test_the_search_of_pages_is_offered_to_whom_it_answers(sign_in, authority, role):
    client, text = home(sign_in, authority, role)
    answers = client.get(PAGE_SEARCH, {"q": "damp"}).status_code == 200
    assert (PAGE_SEARCH in text) is answers


def test_an_editor_finds_a_page(sign_in, authority):
    ChallengePageFactory(authority=authority, title="Damp homes")
    client, _text = home(sign_in, authority, Role.EDITOR)
    assert "Damp homes" in client.get(PAGE_SEARCH, {"q": "damp"}).text


@pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.PROGRAMME_MANAGER])
def test_wagtails_forms_and_guide_are_not_there_and_ours_is(sign_in, authority, role):
    ChallengePageFactory(authority=authority)
    _client, text = home(sign_in, authority, role)
    menu = text.partition('id="wagtail-sidebar-props"')[2].partition("</script>")[0]
    assert reverse("wagtailforms:index") not in menu
    assert "guide.wagtail.org" not in menu
    assert reverse("help_here") in menu

"""Lists, counts and choices hold one's own, all of it."""

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page

from authorities.narrowing.owners import UNOWNED, owners
from tests.permissions.people import Who

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

ASKED_FIRST = ("applications", "authorities", "businesses", "challenges", "home", "site_search")


def test_every_model_of_others_has_an_owner_or_a_reason_to_have_none():
    known = {model._meta.label for model in owners()} | set(" ".join(UNOWNED.values()).split())
    others = {
        model._meta.label for model in apps.get_models() if model._meta.app_label not in ASKED_FIRST
    }
    assert others <= known


@pytest.fixture
def ask(planted):
    """Return a function that reads an address as Birmingham's programme manager."""
    browser = planted[0].crowd.browsers[Who.MANAGER]
    return lambda path, **query: browser.get(f"/admin/{path}", query)


@pytest.mark.parametrize(
    ("path", "model"),
    [("images", get_image_model()), ("documents", get_document_model())],
)
def test_the_admins_api_counts_ones_own_files(planted, ask, path, model):
    found = ask(f"api/main/{path}/").json()
    own = model.objects.filter(collection=planted[0].made["collection"])
    assert [item["id"] for item in found["items"]] == [one.pk for one in own]
    assert found["meta"]["total_count"] == own.count() == 1


def test_the_admins_api_counts_ones_own_pages(planted, ask):
    own = Page.objects.filter(path__startswith=planted[0].authority.root_page.path)
    found = ask("api/main/pages/", limit=1).json()
    assert found["meta"]["total_count"] in (own.count(), own.count() + 1)


def test_a_member_finds_and_chooses_their_own_as_before(planted, ask):
    own = planted[0]
    word, page, picture = own.word, own.made["draft page"], own.made["picture"]
    assert ask("tag-autocomplete/", term=word[:-3]).json() == [f"{word}tag"]
    assert f"{word} draft" in ask(f"choose-page/{own.made['root page'].pk}/").content.decode()
    assert f"{word} file" in ask("images/chooser/").content.decode()
    assert f"{word} file" in ask("documents/", q=word[:-3]).content.decode()
    assert f"{word} draft" in ask("reports/workflow/").content.decode()
    assert f"{word} draft" in ask("bulk/wagtailcore/page/delete/", id=page.pk).content.decode()
    assert picture.title in ask("bulk/wagtailimages/image/add_tags/", id="all").content.decode()


def test_what_an_authority_owns_is_asked_once_a_request(planted, ask):
    ask("images/")
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert ask("images/").status_code == 200
    scope = [one["sql"] for one in asked if '"authorities_authoritygroup"' in one["sql"]]
    assert len(scope) <= 3, "\n".join(scope)

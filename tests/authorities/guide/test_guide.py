"""Our guides in the admin: which one helps, where it opens, and what it looks like."""

import pytest
from django.urls import reverse

from authorities.guide.rendering import headings, render_guide
from authorities.guide.views import GUIDES, PLACES
from authorities.models import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.one_database


@pytest.fixture
def as_role(sign_in, authority):
    return lambda role: sign_in(UserFactory.working_for(authority, role))


def test_help_on_the_page_editor_opens_the_place_about_briefs(as_role, authority):
    screen = reverse("wagtailadmin_pages:edit", args=[authority.root_page.pk])
    client = as_role(Role.EDITOR)
    response = client.get(
        reverse("help_here"), headers={"referer": f"http://testserver{screen}"}, follow=True
    )
    assert response.redirect_chain[-1][0] == "/admin/guide/editors/#write-a-brief"
    assert '<h2 id="write-a-brief">Write a brief</h2>' in response.text


@pytest.mark.parametrize(
    ("role", "guide"),
    [
        (Role.EDITOR, "editors"),
        (Role.MODERATOR, "moderators"),
        (Role.ADMINISTRATOR, "administrators"),
        (Role.AUDITOR, "record"),
    ],
)
def test_help_from_anywhere_else_opens_the_first_guide_for_the_role(as_role, role, guide):
    assert as_role(role).get(reverse("help_here")).url == f"/admin/guide/{guide}/"


@pytest.mark.parametrize("name", GUIDES)
def test_each_guide_is_there_and_leads_to_its_parts(as_role, name):
    text = as_role(Role.EDITOR).get(reverse("guide", args=[name])).text
    assert "<p>" in text
    assert "**" not in text


def test_another_document_is_none(as_role):
    assert as_role(Role.EDITOR).get(reverse("guide", args=["threat-model"])).status_code == 404


@pytest.mark.parametrize("place", sorted(set(PLACES.values())))
def test_every_place_is_a_heading_of_its_guide(place, settings):
    guide, anchor = place
    text = (settings.BASE_DIR / "docs" / f"{guide}.md").read_text()
    assert anchor in dict(headings(text))


def test_what_is_written_is_escaped():
    html = render_guide("## A <b>\n1. **One** `<i>`\n\n| a | b |\n|---|---|\n| 1 | [x](y.md) |")
    assert '<h2 id="a-b">A &lt;b&gt;</h2>' in html
    assert "<ol><li><strong>One</strong> <code>&lt;i&gt;</code></li></ol>" in html
    assert "<td>1</td><td>x</td>" in html

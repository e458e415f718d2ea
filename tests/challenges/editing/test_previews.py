"""Snippets, settings, previews, and every kind of question."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, streamfield

from authorities.models import AuthoritySettings, Role
from challenges.models import (
    ChallengeListingPage,
    ChallengePage,
    ProgrammeListingPage,
    ProgrammePage,
)
from tests.challenges.editing.editor import scale_inputs
from tests.factories import ChallengePageFactory, ThemeFactory, UserFactory, filled_in

pytestmark = pytest.mark.one_database


class TestSnippets:
    def test_a_new_theme_belongs_to_the_authority_of_who_makes_it(self, sign_in, other_authority):
        client = sign_in(UserFactory.working_for(other_authority, Role.EDITOR))
        path = reverse("wagtailsnippets_challenges_theme:add")
        client.post(path, {"name": "Green streets", "slug": "green", "description": ""})
        from challenges.models import Theme

        assert Theme.objects.get(slug="green").authority == other_authority

    def test_a_taken_address_is_refused_beside_the_field_and_only_within_the_authority(
        self, sign_in, authority, other_authority
    ):
        ThemeFactory(authority=authority, slug="green")
        data = {"name": "Green", "slug": "green", "description": ""}
        path = reverse("wagtailsnippets_challenges_theme:add")
        client = sign_in(UserFactory.working_for(authority, Role.EDITOR))
        assert "stands already" in client.post(path, data).text
        client = sign_in(UserFactory.working_for(other_authority, Role.EDITOR))
        assert client.post(path, data).status_code == 302


class TestAuthoritySettings:
    def test_a_colour_that_cannot_carry_white_text_is_refused_with_what_to_do(
        self, sign_in, authority
    ):
        client = sign_in(UserFactory.working_for(authority, Role.PROGRAMME_MANAGER))
        path = reverse(
            "wagtailsettings:edit", args=["authorities", "authoritysettings", authority.pk]
        )
        data = nested_form_data(
            {
                "name": "Birmingham City Council",
                "short_name": "BCC",
                "brand_colour": "#ffdd00",
                "accent_colour": "#ffdd00",
                "contact_email": "a@example.org",
                "sender_email": "b@example.org",
                "footer_links": streamfield([]),
                "time_zone": "Europe/London",
                "nation": "ENG",
                "match_limit": 3,
                "selection_limit": 1,
                "reminder_hours": 72,
                "question_days": 3,
                "complaint_days": 28,
                "complaint_answer_days": 28,
                "retention_years": 6,
                "draft_days": 180,
            }
        )
        assert "Choose a darker colour" in client.post(path, data).text
        client.post(path, data | {"brand_colour": "#a3341f"})
        assert AuthoritySettings.objects.get(site=authority).brand_colour == "#a3341f"

    def test_an_editor_does_not_change_them(self, sign_in, authority):
        client = sign_in(UserFactory.working_for(authority, Role.EDITOR))
        path = reverse(
            "wagtailsettings:edit", args=["authorities", "authoritysettings", authority.pk]
        )
        assert client.get(path).status_code in (302, 403)


def test_an_application_of_every_kind_of_question_is_kept_and_read_back(authority, client):
    from tests.factories import QuestionFactory

    kinds = ["short_text", "long_text", "email", "number", "choice", "choices", "date"]
    page = ChallengePageFactory(
        authority=authority,
        questions=[
            QuestionFactory(label=kind, field_type=kind, choices="On paper\nIn use")
            for kind in kinds
        ],
    )
    host = {"host": authority.hostname}
    response = client.post(page.url, filled_in(page), headers=host)
    assert response.status_code == 302, response.context["form"].errors
    text = client.get(response["Location"], headers=host).text
    for answer in ("A sensor", "lab@example.com", "12.5", "On paper", "27 March 2026"):
        assert answer in text


def test_a_scale_that_nobody_touched_counts_as_untouched(authority):
    """Else Wagtail would take an approval for an edit, and ask for another approval."""
    page = ChallengePage.objects.get(pk=ChallengePageFactory(authority=authority).pk)
    typed = scale_inputs(page)
    for number, row in enumerate(page.scale.get_prep_value()):
        typed[f"scale-{number}-id"] = row["id"]
    field = page._meta.get_field("scale").formfield()
    sent = field.widget.value_from_datadict(typed, {}, "scale")
    assert not field.has_changed(page.scale, sent)
    typed["scale-0-value-score"] = "7"
    assert field.has_changed(page.scale, field.widget.value_from_datadict(typed, {}, "scale"))


def test_a_list_and_a_programme_that_is_new_can_be_previewed(authority):
    listing = ChallengeListingPage.objects.child_of(authority.root_page).get()
    ChallengePageFactory(authority=authority, title="Damp in flats")
    preview = listing.make_preview_request(preview_mode="")
    assert preview.status_code == 200
    assert "Damp in flats" in preview.render().content.decode()
    parent = ProgrammeListingPage.objects.child_of(authority.root_page).get()
    programme = ProgrammePage(title="A new programme", slug="new", summary="What it is for.")
    # As Wagtail places what has never been saved.
    programme.path = Page._get_children_path_interval(parent.path)[1]
    programme.depth = parent.depth + 1
    programme.set_url_path(parent)
    preview = programme.make_preview_request(preview_mode="")
    assert preview.status_code == 200
    assert "Damp in flats" not in preview.render().content.decode()

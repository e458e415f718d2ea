"""No authority sees another's: every staff address, tried from the wrong side."""

import re

import pytest
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from authorities.models import AuthoritySettings, Role
from challenges.models import Directorate, Partner
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    ProgrammePageFactory,
    SuccessStoryPageFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.one_database

# A word that stands in everything of Birmingham's and nowhere else.
MARK = "Zephyrine"


@pytest.fixture
def theirs(authority):
    """What Birmingham owns, each thing marked."""
    theme = ThemeFactory(authority=authority, name=f"{MARK} theme", slug="zephyrine")
    directorate = Directorate.objects.create(authority=authority, name=f"{MARK} directorate")
    partner = Partner.objects.create(authority=authority, name=f"{MARK} partner")
    challenge = ChallengePageFactory(
        authority=authority, title=f"{MARK} challenge", slug="zephyrine", themes=[theme]
    )
    challenge.save_revision().publish()
    application = ApplicationFactory(page=challenge, business_name=f"{MARK} business")
    programme = ProgrammePageFactory(authority=authority, title=f"{MARK} programme")
    story = SuccessStoryPageFactory(authority=authority, title=f"{MARK} story", challenge=challenge)
    image = get_image_model().objects.create(
        title=f"{MARK} picture",
        file=get_test_image_file(filename="zephyrine.png"),
        collection=Collection.objects.get(name="Birmingham City Council"),
    )
    AuthoritySettings.objects.filter(site=authority).update(name=f"{MARK} City Council")
    return {
        "theme": theme,
        "directorate": directorate,
        "partner": partner,
        "challenge": challenge,
        "application": application,
        "programme": programme,
        "story": story,
        "image": image,
        "settings": AuthoritySettings.for_site(authority),
        "site": authority,
    }


@pytest.fixture
def stranger(other_authority, sign_in):
    """Somebody with every role, at the other authority."""
    return sign_in(UserFactory.working_for(other_authority, *Role))


LISTS = [
    "wagtailadmin_home",
    "wagtailadmin_explore_root",
    "wagtailadmin_pages:search",
    "wagtailadmin_choose_page",
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailimages:index",
    "wagtailimages_chooser:choose",
    "wagtaildocs:index",
    "wagtailsnippets:index",
    "wagtailsnippets_challenges_theme:list",
    "wagtailsnippets_challenges_directorate:list",
    "wagtailsnippets_challenges_partner:list",
    "wagtailsnippetchoosers_challenges_theme:choose",
    "wagtailsnippetchoosers_challenges_theme:choose_results",
    "wagtailsnippetchoosers_challenges_partner:choose",
    "queue_modeladmin_index",
    "challenge_board",
    "briefs:index",
    "stories:index",
]


@pytest.mark.parametrize("name", LISTS)
def test_no_list_of_the_admin_names_anything_of_another_authority(theirs, stranger, name):
    response = stranger.get(reverse(name), follow=True)
    assert response.status_code in (200, 404)
    assert MARK.lower() not in response.content.decode().lower()


@pytest.mark.parametrize(
    "path",
    [
        "pages/search/?q=zephyrine",
        "choose-page/search/?q=zephyrine",
        "choose-page/search/?q=zephyrine&page_type=challenges.challengepage",
        "choose-page/search/?q=zephyrine&page_type=challenges.programmepage",
        "images/?q=zephyrine",
        "images/chooser/?q=zephyrine",
        "snippets/challenges/theme/?q=zephyrine",
        "snippets/choose/challenges/theme/results/?q=zephyrine",
        "queue/?q=zephyrine",
        "queue/?status=submitted",
        "queue/?theme=zephyrine",
        "queue/?authority=1",
        "queue/?secret__startswith=a",
        "reports/site-history/?object_type=&label=zephyrine",
    ],
)
def test_no_search_or_filter_of_the_admin_finds_anything_of_another_authority(
    theirs, stranger, path
):
    found = stranger.get(f"/admin/{path}", follow=True).content.decode().lower()
    # What was searched for stands in the search box and in links; nothing else may.
    found = re.sub(r'(value|href|data-[a-z-]+)="[^"]*"', "", found).replace("“zephyrine”", "")
    assert f"{MARK.lower()} " not in found


def test_pages_of_another_authority_cannot_be_chosen_below_their_parent(theirs, stranger):
    for parent in (theirs["site"].root_page, theirs["challenge"].get_parent()):
        path = reverse("wagtailadmin_choose_page_child", args=[parent.pk])
        response = stranger.get(path)
        assert MARK not in response.content.decode()


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("wagtailadmin_pages:edit", "challenge"),
        ("wagtailadmin_pages:delete", "challenge"),
        ("wagtailadmin_pages:unpublish", "challenge"),
        ("wagtailadmin_pages:history", "challenge"),
        ("wagtailadmin_pages:copy", "challenge"),
        ("wagtailadmin_pages:move", "challenge"),
        ("wagtailadmin_pages:usage", "challenge"),
        ("wagtailadmin_pages:view_draft", "challenge"),
        ("wagtailadmin_pages:preview_on_edit", "challenge"),
        ("wagtailadmin_explore", "challenge"),
        ("wagtailadmin_pages:edit", "programme"),
        ("wagtailadmin_pages:edit", "story"),
        ("wagtailimages:edit", "image"),
        ("wagtailimages:delete", "image"),
        ("wagtailimages:image_usage", "image"),
        ("wagtailimages_chooser:chosen", "image"),
    ],
)
def test_wagtail_refuses_the_pages_and_pictures_of_another_authority(theirs, stranger, name, what):
    response = stranger.get(reverse(name, args=[theirs[what].pk]))
    assert response.status_code in (302, 403, 404)
    assert MARK not in response.content.decode()


@pytest.mark.parametrize("what", ["theme", "directorate", "partner"])
@pytest.mark.parametrize("view", ["edit", "delete", "usage", "history"])
def test_the_snippets_of_another_authority_are_not_there(theirs, stranger, what, view):
    path = reverse(f"wagtailsnippets_challenges_{what}:{view}", args=[theirs[what].pk])
    assert stranger.get(path).status_code == 404
    assert stranger.post(path).status_code == 404


@pytest.mark.parametrize("what", ["theme", "directorate", "partner"])
def test_the_snippets_of_another_authority_cannot_be_copied(theirs, stranger, what):
    path = reverse(f"wagtailsnippets_challenges_{what}:copy", args=[theirs[what].pk])
    response = stranger.get(path)
    assert response.status_code in (302, 404)
    assert MARK not in response.content.decode()


def test_a_snippet_of_another_authority_cannot_be_chosen_by_its_key(theirs, stranger):
    namespace = "wagtailsnippetchoosers_challenges_theme"
    assert (
        stranger.get(reverse(f"{namespace}:chosen", args=[theirs["theme"].pk])).status_code == 404
    )
    several = stranger.get(reverse(f"{namespace}:chosen_multiple"), {"id": [theirs["theme"].pk]})
    assert MARK not in several.content.decode()


def test_snippets_of_another_authority_cannot_be_deleted_in_bulk(theirs, stranger):
    path = reverse("wagtail_bulk_action", args=["challenges", "theme", "delete"])
    response = stranger.post(f"{path}?id={theirs['theme'].pk}&next=/admin/")
    theirs["theme"].refresh_from_db()
    assert f"{MARK} theme" not in response.content.decode()


def test_the_settings_of_another_authority_are_refused(theirs, stranger):
    path = reverse(
        "wagtailsettings:edit", args=["authorities", "authoritysettings", theirs["site"].pk]
    )
    response = stranger.get(path, follow=True)
    assert MARK not in response.content.decode()


def test_the_applications_of_another_authority_are_not_there(theirs, stranger):
    pk = theirs["application"].pk
    challenge = reverse("challenge_board_challenge", args=[theirs["challenge"].pk])
    for path in (
        reverse("queue_modeladmin_inspect", args=[pk]),
        reverse("application_file", args=[pk, 1]),
        challenge,
    ):
        assert stranger.get(path).status_code == 404, path
    move = reverse("application_move", args=[pk])
    for path in (move, challenge):
        assert stranger.post(path, {"to": "screening"}).status_code == 404, path


def test_the_counts_on_the_admins_first_page_are_ones_own(theirs, stranger):
    assert "0 applications wait" in stranger.get("/admin/").content.decode()


def test_nobody_but_superusers_sees_people_groups_sites_collections_or_workflows(theirs, stranger):
    for path in (
        "users/",
        "groups/",
        "sites/",
        "collections/",
        "workflows/list/",
        "workflows/tasks/index/",
        "redirects/",
        "reports/page-types-usage/",
    ):
        response = stranger.get(f"/admin/{path}")
        assert response.status_code in (302, 403, 404), path


def test_an_editor_is_offered_only_the_authoritys_own_themes_and_programmes(
    theirs, stranger, other_authority
):
    from challenges.models import ChallengeListingPage

    own = ThemeFactory(authority=other_authority, name="Own theme", slug="own")
    listing = ChallengeListingPage.objects.child_of(other_authority.root_page).get()
    page = stranger.get(
        reverse("wagtailadmin_pages:add", args=["challenges", "challengepage", listing.pk])
    ).content.decode()
    assert own.name in page
    assert MARK not in page

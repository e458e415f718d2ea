"""What a member of staff meets in the admin, and what is asked of everything all the same."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.forms import ModelChoiceField
from taggit.models import Tag
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Page, Site

from authorities.forms.rich_text import leave_out_unknown
from authorities.models import Role, User
from authorities.narrowing.acting import Acting, acting, everything
from home.models import ContentPage
from tests.factories import ChallengePageFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(authority):
    return UserFactory.working_for(authority, Role.EDITOR)


@pytest.fixture
def colleague(other_authority):
    """Somebody of the other authority."""
    return UserFactory.working_for(other_authority, Role.EDITOR)


@pytest.fixture
def work(member):
    """Return a context in which the member works."""
    return lambda user=member: acting(Acting(user))


def own_paths(authority):
    return Page.objects.filter(path__startswith=authority.root_page.path)


def test_a_query_that_one_person_made_is_answered_to_the_next_for_themselves(
    work, member, colleague, authority, other_authority
):
    with work():
        kept = Page.objects.filter(depth__gt=1)
        field = ModelChoiceField(kept)
        assert set(kept.all()) == set(own_paths(authority))
    with work(colleague):
        assert set(kept.all()) == set(own_paths(other_authority))
        assert set(field.queryset) == set(own_paths(other_authority))
    assert authority.root_page in kept.all()
    assert other_authority.root_page in kept.all()


def test_counts_subqueries_slices_updates_and_deletions_are_ones_own(
    work, authority, other_authority
):
    own = own_paths(authority).count()
    with work():
        assert Page.objects.filter(depth__gt=1).count() == own
        assert Page.objects.filter(depth__gt=1).aggregate(n=Count("pk")) == {"n": own}
        assert not Page.objects.filter(pk=other_authority.root_page_id).exists()
        inner = Page.objects.filter(depth=2).values("pk")
        assert list(Page._base_manager.filter(pk__in=inner)) == [authority.root_page]
        assert len(Page.objects.filter(depth=2)[:2]) == 1
        assert Page.objects.filter(depth=2).update(seo_title="Changed") == 1
        Group.objects.all().delete()
    assert not Page.objects.get(pk=other_authority.root_page_id).seo_title
    assert Group.objects.filter(authority_group__authority=other_authority).exists()
    assert not Group.objects.filter(authority_group__authority=authority).exists()


def test_who_works_for_two_authorities_sees_both(work, member, colleague, other_authority):
    member.groups.add(*colleague.groups.all())
    with work(User.objects.get(pk=member.pk)):
        assert Page.objects.filter(pk=other_authority.root_page_id).exists()


def test_a_tree_grows_where_nobody_is_in_the_way(work, authority, other_authority):
    root = Page.get_first_root_node()
    with work():
        made = root.add_child(instance=ContentPage(title="New", slug="new"))
        Collection.get_first_root_node().add_child(name="New")
    assert Page.objects.filter(path=made.path).count() == 1
    assert not Page.find_problems()[4]
    paths = list(Collection.objects.values_list("path", flat=True))
    assert len(set(paths)) == len(paths)


def test_an_address_that_somebody_else_has_is_taken(work, colleague):
    with work(), pytest.raises(ValidationError):
        User(email=colleague.email, password="x").full_clean()


def test_a_word_that_another_authority_uses_can_be_a_tag_and_is_not_suggested(
    work, authority, other_authority
):
    collection = Collection.objects.get(name__startswith="Birmingham")
    picture, theirs = (
        get_image_model().objects.create(title="A", file=get_test_image_file(), collection=of)
        for of in (collection, Collection.objects.get(name__startswith="West"))
    )
    theirs.tags.add("damp")
    with work():
        assert not Tag.objects.filter(name="damp").exists()
        picture.tags.add("damp")
        assert Tag.objects.get(name="damp").slug == "damp"
    assert Tag.objects.count() == 1


def test_the_table_of_sites_that_is_kept_for_all_is_whole(work):
    with work():
        assert len(Site.get_site_root_paths()) == 2


def test_text_names_only_what_its_writer_can_choose(work, authority, other_authority):
    own, theirs = (ChallengePageFactory(authority=of).pk for of in (authority, other_authority))
    text = '<p><a id="{0}" linktype="page">a</a><a id="{1}" linktype="page">b</a></p>'
    with work():
        left = leave_out_unknown(text.format(own, theirs))
        assert leave_out_unknown('<embed embedtype="image" id="999"/>') == ""
        assert leave_out_unknown('<a href="https://example.org">c</a>').endswith("c</a>")
    assert left == f'<p><a id="{own}" linktype="page">a</a><a>b</a></p>'


@pytest.mark.parametrize("text", ["", "?", "[]", '{"blocks": 1}'])
def test_text_that_is_none_is_asked_for_again(sign_in, authority, text):
    client = sign_in(UserFactory.working_for(authority, Role.PROGRAMME_MANAGER))
    answer = client.post("/admin/snippets/applications/terms/add/", {"text": text})
    assert answer.status_code == 200
    assert "error" in answer.content.decode()


def link(client, url: str) -> dict:
    path = "/admin/choose-external-link/"
    return client.post(path, {"external-link-chooser-url": url}).json()


def test_a_page_of_another_authority_is_linked_to_as_any_other_address(
    sign_in, member, authority, other_authority
):
    client = sign_in(member)
    for of, is_own in ((authority, True), (other_authority, False)):
        page = ChallengePageFactory(authority=of)
        answer = link(client, page.full_url)["result"]
        assert ("id" in answer) is is_own
    assert client.post("/admin/choose-external-link/").status_code == 200


def test_all_may_be_asked_for_where_it_is_meant(work, other_authority):
    with work(), everything():
        assert Page.objects.filter(pk=other_authority.root_page_id).exists()

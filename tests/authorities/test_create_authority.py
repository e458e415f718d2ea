"""Starting an authority."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import Collection, GroupPagePermission, Page, Site, Workflow

from applications.models import Terms
from authorities.models import AuthorityGroup, AuthoritySettings, Role, User
from authorities.permissions import roles_of

ARGUMENTS = {
    "name": "Coventry City Council",
    "slug": "coventry",
    "code": "COV",
    "hostname": "coventry.example.org",
    "port": 80,
    "contact_email": "contact@coventry.example.org",
    "sender_email": "sender@coventry.example.org",
}


def create(**changes):
    call_command("create_authority", **(ARGUMENTS | changes))


def counts():
    return [model.objects.count() for model in (Site, Page, Group, Collection, Workflow)]


@pytest.fixture
def coventry(db):
    create()
    return Site.objects.get(hostname="coventry.example.org")


def test_every_page_of_a_new_marketplace_answers(coventry, client):
    for path in (
        "/",
        "/challenges/",
        "/programmes/",
        "/success-stories/",
        "/about/",
        "/accessibility/",
        "/privacy/",
        "/cookies/",
        "/search/",
    ):
        response = client.get(path, headers={"host": "coventry.example.org"})
        assert response.status_code == 200, path
        assert "Coventry City Council" in response.text


def test_the_pages_that_stand_in_no_menu_are_linked_at_the_foot(coventry, client):
    page = client.get("/", headers={"host": "coventry.example.org"}).text
    assert 'href="/privacy/"' in page
    assert 'href="/accessibility/"' in page
    assert 'href="/cookies/"' in page


def test_each_role_has_a_group_whose_members_have_that_role_there_alone(coventry, authority):
    for role in Role:
        user = User.objects.create_user(f"{role}@coventry.example.org")
        user.groups.add(coventry.groups.get(role=role).group)
        assert roles_of(user, coventry) == {role}
        assert roles_of(user, authority) == set()


def test_editors_write_and_approvers_publish(coventry):
    def allowed(role):
        return set(
            GroupPagePermission.objects.filter(
                group=coventry.groups.get(role=role).group, page=coventry.root_page
            ).values_list("permission__codename", flat=True)
        )

    assert allowed(Role.EDITOR) == {"add_page", "change_page"}
    assert "publish_page" in allowed(Role.APPROVER)
    assert allowed(Role.MODERATOR) == allowed(Role.ASSESSOR) == set()


def test_what_an_editor_writes_goes_to_an_approver(coventry):
    workflow = coventry.root_page.get_workflow()
    (task,) = workflow.tasks
    assert list(task.specific.groups.all()) == [coventry.groups.get(role=Role.APPROVER).group]


def test_a_second_run_changes_nothing(coventry):
    before = counts()
    create()
    assert counts() == before


def test_a_taken_hostname_is_refused_and_nothing_is_made(coventry):
    before = counts()
    with pytest.raises(CommandError, match=r"coventry\.example\.org is taken by Coventry"):
        create(slug="another", name="Another")
    assert counts() == before


def test_a_taken_slug_is_refused_and_nothing_is_made(coventry):
    before = counts()
    with pytest.raises(CommandError, match="slug coventry is taken"):
        create(hostname="another.example.org", name="Another")
    assert counts() == before


def test_a_taken_name_is_refused_and_nothing_is_made(coventry):
    before = counts()
    with pytest.raises(CommandError, match="Coventry City Council is there already"):
        create(hostname="another.example.org", slug="another")
    assert counts() == before


def test_a_fault_half_way_leaves_nothing(db, monkeypatch):
    def fail(*args):
        raise RuntimeError("half way")

    monkeypatch.setattr("authorities.creation._make_workflow", fail)
    before = counts()
    with pytest.raises(RuntimeError):
        create()
    assert counts() == before
    assert not AuthoritySettings.objects.filter(name="Coventry City Council").exists()


def test_an_older_authority_gets_what_was_added_since_and_keeps_what_it_has(authority):
    manager = AuthorityGroup.objects.get(authority=authority, role=Role.PROGRAMME_MANAGER).group
    terms = Terms.objects.get(authority=authority)
    held = set(manager.permissions.values_list("codename", flat=True))
    assert "add_terms" in held
    manager.permissions.clear()
    for _ in range(2):
        call_command("update_authorities", stdout=StringIO())
    assert set(manager.permissions.values_list("codename", flat=True)) == held - {"access_admin"}
    assert Terms.objects.get(authority=authority) == terms
    terms.delete()
    call_command("update_authorities", stdout=StringIO())
    assert Terms.objects.filter(authority=authority).count() == 1

"""Wagtail begins with groups whose rights are on the root of all trees; here they are gone."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from wagtail.models import (
    GroupApprovalTask,
    GroupPagePermission,
    Page,
    Task,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
remove = import_module("authorities.migrations.0005_no_default_groups").remove


@pytest.fixture
def begun(authority):
    """What Wagtail's own migrations make."""
    group = Group.objects.create(name="Moderators")
    root = Page.get_first_root_node()
    publish = Permission.objects.get(content_type__model="page", codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=root, permission=publish)
    task = GroupApprovalTask.objects.create(name="Moderators approval")
    task.groups.add(group)
    workflow = Workflow.objects.create(name="Moderators approval")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    WorkflowPage.objects.create(workflow=workflow, page=root)
    return workflow


def test_a_fresh_installation_has_no_rights_on_the_root(authority):
    assert not Group.objects.filter(authority_group=None).exists()
    assert not GroupPagePermission.objects.filter(page__depth=1).exists()
    assert not Workflow.objects.filter(name="Moderators approval").exists()
    assert not WorkflowPage.objects.filter(page__depth=1).exists()


def test_an_old_one_ends_the_same(begun, authority):
    groups = set(Group.objects.exclude(name="Moderators"))
    remove(apps, None)
    assert set(Group.objects.all()) == groups
    assert not GroupPagePermission.objects.filter(page__depth=1).exists()
    assert not Workflow.objects.filter(pk=begun.pk).exists()
    assert not Task.objects.filter(name="Moderators approval").exists()
    remove(apps, None)


def test_a_workflow_that_is_part_of_a_pages_history_is_only_switched_off(begun, authority):
    begun.start(authority.root_page, UserFactory())
    remove(apps, None)
    begun.refresh_from_db()
    assert not begun.active
    assert not WorkflowPage.objects.filter(page__depth=1).exists()


def test_an_authoritys_own_workflow_stays(begun, authority):
    own = WorkflowPage.objects.get(page=authority.root_page).workflow
    remove(apps, None)
    own.refresh_from_db()
    assert own.active

"""Starting an authority: everything that its marketplace needs, or nothing at all."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from authorities.models import AuthorityGroup, AuthoritySettings, Role

# What each role may do with the authority's pages and with its pictures and documents.
PAGE_PERMISSIONS = {
    Role.EDITOR: ["add_page", "change_page"],
    Role.APPROVER: ["add_page", "change_page", "publish_page", "lock_page", "unlock_page"],
    Role.MODERATOR: [],
    Role.ASSESSOR: [],
    Role.PROGRAMME_MANAGER: [
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
    ],
    Role.AUDITOR: [],
    Role.OBSERVER: [],
    Role.ADMINISTRATOR: [],
}
COLLECTION_PERMISSIONS = [
    ("wagtailimages", "image"),
    ("wagtaildocs", "document"),
]
COLLECTION_ROLES = [Role.EDITOR, Role.APPROVER, Role.PROGRAMME_MANAGER]
SETTINGS_ROLES = [Role.PROGRAMME_MANAGER]


@dataclass(frozen=True)
class NewAuthority:
    """What one must know to start an authority."""

    name: str
    slug: str
    short_name: str
    hostname: str
    port: int
    contact_email: str
    sender_email: str


class CannotStart(ValidationError):
    """The hostname or the slug is taken, or a value cannot be used."""


# An app that gives a new authority something to start with registers `authority_started(site)`,
# which must be safe to repeat: an older authority gets what it lacks.

# Makes the authority's page tree and returns its root. The app that has the page types gives it.
TreeBuilder = Callable[[NewAuthority], Page]


@transaction.atomic
def start_authority(new: NewAuthority) -> tuple[Site, bool]:
    """Make the authority's site, pages, groups, collection and workflow.

    Returns the site, and whether anything was made: a second call with the same slug and
    hostname changes nothing. Raises `CannotStart` where either belongs to another authority.
    """
    validate_slug(new.slug)
    found = _existing(new)
    if found:
        return found, False
    (build_tree,) = hooks.get_hooks("build_authority_tree")
    root = build_tree(new)
    site = Site.objects.create(
        hostname=new.hostname,
        port=new.port,
        site_name=new.name,
        root_page=root,
        is_default_site=not Site.objects.filter(is_default_site=True).exists(),
    )
    AuthoritySettings.objects.create(
        site=site,
        name=new.name,
        short_name=new.short_name,
        contact_email=new.contact_email,
        sender_email=new.sender_email,
        footer_links=_footer_links(root),
    )
    groups = {role: _make_group(site, role, new.name) for role in Role}
    _grant_pages(groups, root)
    _grant_collection(groups, new.name)
    _grant_models(groups, site)
    _make_workflow(groups[Role.APPROVER], root, new.name)
    for begin in hooks.get_hooks("authority_started"):
        begin(site)
    return site, True


@transaction.atomic
def update_authority(site: Site) -> None:
    """Give an authority what the apps have come to give since it was started; safe to repeat."""
    held = AuthorityGroup.objects.filter(authority=site).select_related("group")
    groups = {Role(found.role): found.group for found in held}
    name = AuthoritySettings.for_site(site).name
    added = {role: _make_group(site, role, name) for role in Role if role not in groups}
    _grant_pages(added, site.root_page)
    _grant_models(groups | added, site)
    for begin in hooks.get_hooks("authority_started"):
        begin(site)


def _existing(new: NewAuthority) -> Site | None:
    """Return the site that this very call made before; refuse what is another's."""
    by_host = Site.objects.filter(hostname=new.hostname, port=new.port).first()
    by_slug = Site.objects.filter(root_page__slug=new.slug, root_page__depth=2).first()
    if by_host and by_host == by_slug:
        return by_host
    if by_host:
        raise CannotStart(
            _("The hostname %(hostname)s is taken by %(name)s. Choose another one.")
            % {"hostname": new.hostname, "name": by_host.site_name or by_host.hostname}
        )
    if AuthoritySettings.objects.filter(name=new.name).exists():
        raise CannotStart(
            _("An authority called %(name)s is there already. Choose another name.")
            % {"name": new.name}
        )
    if by_slug or Page.objects.filter(depth=2, slug=new.slug).exists():
        raise CannotStart(_("The slug %s is taken. Choose another one.") % new.slug)
    return None


def _footer_links(root: Page) -> list[tuple[str, dict]]:
    """Return a link to each page below the root that stands in no menu."""
    return [
        ("link", {"text": page.title, "url": f"/{page.slug}/"})
        for page in root.get_children().filter(show_in_menus=False)
    ]


def _make_group(site: Site, role: Role, name: str) -> Group:
    group = Group.objects.create(name=f"{name}: {role.label}")
    AuthorityGroup.objects.create(authority=site, role=role, group=group)
    group.permissions.add(
        Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    )
    return group


def _grant_pages(groups: dict[Role, Group], root: Page) -> None:
    for role, group in groups.items():
        for codename in PAGE_PERMISSIONS[role]:
            GroupPagePermission.objects.create(
                group=group,
                page=root,
                permission=Permission.objects.get(
                    content_type__app_label="wagtailcore",
                    content_type__model="page",
                    codename=codename,
                ),
            )


def _grant_collection(groups: dict[Role, Group], name: str) -> None:
    """Give the authority a collection of its own for pictures and documents."""
    collection = Collection.get_first_root_node().add_child(name=name)
    for app_label, model in COLLECTION_PERMISSIONS:
        for action in ("add", "change", "choose"):
            permission = Permission.objects.get(
                content_type__app_label=app_label, codename=f"{action}_{model}"
            )
            for role in COLLECTION_ROLES:
                GroupCollectionPermission.objects.create(
                    group=groups[role], collection=collection, permission=permission
                )


def _grant_models(groups: dict[Role, Group], site: Site) -> None:
    """Give each role the permissions that the apps name, and the settings to who manages."""
    for contribute in hooks.get_hooks("role_permissions"):
        for role, names in contribute().items():
            for name in names:
                app_label, codename = name.split(".")
                groups[role].permissions.add(
                    Permission.objects.get(content_type__app_label=app_label, codename=codename)
                )
    change_settings = Permission.objects.get(
        content_type__app_label="authorities", codename="change_authoritysettings"
    )
    for role in SETTINGS_ROLES:
        GroupSitePermission.objects.get_or_create(
            group=groups[role], site=site, permission=change_settings
        )


def _make_workflow(approvers: Group, root: Page, name: str) -> None:
    """What an editor writes goes to an approver."""
    task = GroupApprovalTask.objects.create(name=f"{name}: approval")
    task.groups.add(approvers)
    workflow = Workflow.objects.create(name=f"{name}: editor to approver")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.create(workflow=workflow, page=root)

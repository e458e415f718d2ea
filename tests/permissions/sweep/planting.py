"""What Wagtail keeps for an authority besides, its word in every text, name, tag and file."""

from datetime import timedelta

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.admin.models import EditingSession
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.log_actions import log
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    Page,
    PageViewRestriction,
    UploadedFile,
    WorkflowPage,
)

from authorities.models import AuthorityGroup, Role
from home.models import ContentPage
from tests.permissions.people import Who
from tests.permissions.scene import Place


def plant(place: Place) -> None:
    """Name everything of the authority by its word, and make what is missing."""
    _name(place)
    _keep_files(place)
    _write_pages(place)
    _watch(place)


def _name(place: Place) -> None:
    """Give people, groups, collection and workflow names with the word."""
    word, authority = place.word, place.authority
    held = AuthorityGroup.objects.filter(authority=authority).select_related("group")
    for one in held:
        Group.objects.filter(pk=one.group_id).update(name=f"{word} {one.role}")
    for who, user in place.crowd.users.items():
        if who is not Who.SUPERUSER:
            user.first_name = user.last_name = word
            user.email = f"{who.name.lower()}@{word.lower()}.gov"
            user.save()
    granted = Collection.objects.filter(
        group_permissions__group__authority_group__authority=authority
    )
    place.made["collection"] = granted.distinct().get()
    place.made["workflow"] = WorkflowPage.objects.get(page=authority.root_page).workflow
    place.made["task"] = place.made["workflow"].tasks.get()
    for name, field in (("collection", "name"), ("workflow", "name"), ("task", "name")):
        setattr(place.made[name], field, f"{word} {name}")
        place.made[name].save()
    place.made["group"] = held.get(role=Role.APPROVER).group
    place.made["user"] = place.crowd.users[Who.EDITOR]
    place.made["site"] = authority


def _keep_files(place: Place) -> None:
    """Keep a picture and a document, with tags, logs and uploads that are not finished."""
    word, by = place.word, place.crowd.users[Who.EDITOR]
    kept = {"title": f"{word} file", "collection": place.made["collection"], "uploaded_by_user": by}
    picture = get_image_model().objects.create(
        file=get_test_image_file(filename=f"{word}.png"), description=f"{word} wall", **kept
    )
    document = get_document_model().objects.create(
        file=ContentFile(f"{word} text".encode(), f"{word}.txt"), **kept
    )
    for made in (picture, document):
        made.tags.add(f"{word}tag")
        log(made, "wagtail.edit", user=by)
    inner = place.made["collection"].add_child(name=f"{word} inner")
    CollectionViewRestriction.objects.create(
        collection=inner, restriction_type="password", password=f"{word}pass"
    )
    upload = UploadedFile.objects.create(
        for_content_type=None,
        file=ContentFile(b"Half", f"{word}half.png"),
        uploaded_by_user=by,
    )
    place.made |= {"picture": picture, "document": document, "upload": upload}


def _write_pages(place: Place) -> None:
    """Write a page that is in a workflow, and one that is scheduled, private and locked."""
    word, by = place.word, place.crowd.users[Who.EDITOR]
    root = Page.objects.get(pk=place.authority.root_page_id)
    root.title = root.draft_title = f"{word} home"
    root.save()
    draft = ContentPage(title=f"{word} draft", slug=f"{word.lower()}-draft", live=False, owner=by)
    root.add_child(instance=draft)
    draft.title = f"{word} draft again"
    first = draft.save_revision(user=by, log_action=True)
    state = place.made["workflow"].start(draft, by)
    comment = Comment.objects.create(
        page=draft, user=by, text=f"{word} comment", contentpath="title", position=""
    )
    CommentReply.objects.create(comment=comment, user=by, text=f"{word} reply")
    private = ContentPage(
        title=f"{word} private",
        slug=f"{word.lower()}-private",
        owner=by,
        locked=True,
        locked_by=by,
        locked_at=timezone.now(),
        latest_revision_created_at=timezone.now(),
        last_published_at=timezone.now(),
    )
    root.add_child(instance=private)
    private.go_live_at = timezone.now() + timedelta(days=3)
    private.save_revision(user=by, log_action=True, approved_go_live_at=private.go_live_at)
    restriction = PageViewRestriction.objects.create(
        page=private, restriction_type="password", password=f"{word}pass"
    )
    restriction.groups.add(place.made["group"])
    Redirect.objects.create(old_path=f"/{word.lower()}", site=place.authority, redirect_page=draft)
    place.made |= {
        "draft page": draft,
        "private page": private,
        "revision": first,
        "workflow_state": state,
        "task_state": state.current_task_state,
        "redirect": Redirect.objects.get(site=place.authority),
        "root page": root,
    }


def _watch(place: Place) -> None:
    """Have somebody edit the draft now."""
    place.made["editing_session"] = EditingSession.objects.create(
        user=place.crowd.users[Who.EDITOR],
        content_object=place.made["draft page"],
        last_seen_at=timezone.now(),
    )

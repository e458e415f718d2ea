"""Which rows of each model the authorities of a member of staff own.

A model of Wagtail's or Django's that is neither here nor in `UNOWNED` fails a test, so that one
that comes next year is thought about.
"""

from collections.abc import Callable, Iterable
from functools import cache

from django.apps import apps
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Model, Q, QuerySet
from django.db.models.functions import Cast
from taggit.models import Tag, TaggedItem
from wagtail.admin.models import EditingSession, FormState
from wagtail.contrib.forms.models import FormSubmission
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Comment,
    CommentReply,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    PageViewRestriction,
    ReferenceIndex,
    Revision,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from authorities.models import AuthorityGroup, Owned, User
from authorities.narrowing.acting import Acting, everything
from authorities.scope import below

Condition = Callable[[Acting], Q]


@cache
def owners() -> dict[type[Model], Condition]:
    """Return the condition of each model that has an owner; all models must be loaded."""
    pages = {model: _pages_of(model) for model in apps.get_models() if issubclass(model, Page)}
    owned = {model: _owned for model in apps.get_models() if issubclass(model, Owned)}
    media = {model: _media_of(model) for model in (get_image_model(), get_document_model())}
    return {**pages, **owned, **media, **OWNERS}


def condition_of(model: type[Model], who: Acting) -> Q:
    """Return which rows of the model the person's authorities own; made once a request."""
    if model not in who.conditions:
        who.conditions[model] = owners()[model](who)
    return who.conditions[model]


def _pages_of(model: type[Page]) -> Condition:
    """Return what stands in the authorities' trees, what these trees stand in, what is shared.

    A page type that authorities share names the rows in a class method `shared_with(authorities)`.
    """

    def condition(who: Acting) -> Q:
        steps = Page.steplen
        above = {path[:end] for path in who.page_roots for end in range(steps, len(path), steps)}
        own = below(who.page_roots) | Q(depth=1) | Q(path__in=above)
        return own | model.shared_with(who.authorities) if hasattr(model, "shared_with") else own

    return condition


def _owned(who: Acting) -> Q:
    return Q(authority__in=[authority.pk for authority in who.authorities])


def _media_of(model: type[Model]) -> Condition:
    """Return what lies in the authorities' collections, or in nobody's and is on their pages."""

    def condition(who: Acting) -> Q:
        return Q(collection__in=who.collections) | Q(pk__in=_used_from_the_root(model, who))

    return condition


def _used_from_the_root(model: type[Model], who: Acting) -> list[int]:
    """Return the keys of what an installation kept in the root before collections had owners."""
    with everything():
        unowned = model._base_manager.filter(collection__depth=1).values_list("pk", flat=True)
        keys = {str(key): key for key in unowned}
        references = ReferenceIndex.objects.filter(
            _about(who, "base_content_type", [Page]),
            to_content_type=ContentType.objects.get_for_model(model),
            to_object_id__in=keys,
        )
        used = references.values_list("to_object_id", flat=True).distinct() if keys else ()
        return [keys[key] for key in used]


def _people(who: Acting) -> Q:
    """Return colleagues, the person, and who works for the whole installation."""
    members = User.groups.through.objects.filter(group__in=who.groups)
    return Q(pk__in=members.values("user")) | Q(pk=who.user.pk) | Q(is_superuser=True)


def _tasks(who: Acting) -> Q:
    asked = GroupApprovalTask.groups.through.objects.filter(group__in=who.groups)
    on_pages = _keys(WorkflowPage, who, "workflow")
    steps = WorkflowTask._base_manager.filter(workflow__in=on_pages)
    return Q(pk__in=asked.values("groupapprovaltask")) | Q(pk__in=steps.values("task"))


def _workflows(who: Acting) -> Q:
    on_pages = _keys(WorkflowPage, who, "workflow")
    steps = WorkflowTask._base_manager.filter(task__in=_keys(Task, who))
    return Q(pk__in=on_pages) | Q(pk__in=steps.values("workflow"))


def _of_page(who: Acting) -> Q:
    return Q(page__in=_keys(Page, who))


def _of_group(who: Acting) -> Q:
    return Q(group__in=who.groups)


def _own(who: Acting) -> Q:
    return Q(user=who.user.pk)


def _keys(model: type[Model], who: Acting, name: str = "pk") -> QuerySet:
    """Return the keys of the authorities' own, or what they name, as a subquery."""
    return model._base_manager.filter(condition_of(model, who)).values(name)


def _about(who: Acting, kind: str, models: Iterable[type[Model]], *, as_text: bool = True) -> Q:
    """Return the condition for rows that name something of one of these models by kind and key."""
    condition = Q(pk__in=[])
    for model in models:
        keys = _keys(model, who)
        if as_text:
            keys = keys.annotate(text=Cast("pk", CharField())).values("text")
        types = ContentType.objects.get_for_models(*_kinds(model), for_concrete_models=False)
        condition |= Q(**{f"{kind}__in": [one.pk for one in types.values()], "object_id__in": keys})
    return condition


@cache
def _kinds(model: type[Model]) -> list[type[Model]]:
    """Return the model and what inherits from it."""
    return [found for found in apps.get_models() if issubclass(found, model)]


@cache
def _subjects() -> list[type[Model]]:
    """Return what has a log of its own: all that is owned and edited, but pages."""
    owned = [model for model in owners() if issubclass(model, Owned)]
    media = [get_image_model(), get_document_model()]
    return [*owned, *media, Collection, Group, Redirect, Task, User, Workflow]


OWNERS: dict[type[Model], Condition] = {
    AuthorityGroup: _owned,
    Collection: lambda who: Q(pk__in=who.collections) | Q(depth=1),
    CollectionViewRestriction: lambda who: Q(collection__in=who.collections),
    Comment: _of_page,
    CommentReply: lambda who: Q(comment__in=_keys(Comment, who)),
    EditingSession: lambda who: _about(who, "content_type", [Page, *_subjects()]),
    FormState: _own,
    FormSubmission: _of_page,
    Group: lambda who: Q(pk__in=who.groups),
    GroupApprovalTask: _tasks,
    GroupCollectionPermission: _of_group,
    GroupPagePermission: _of_group,
    GroupSitePermission: _of_group,
    ModelLogEntry: lambda who: _about(who, "content_type", _subjects()),
    PageLogEntry: _of_page,
    PageSubscription: _of_page,
    PageViewRestriction: _of_page,
    Redirect: lambda who: Q(site__in=who.authorities) | Q(redirect_page__in=_keys(Page, who)),
    Revision: lambda who: _about(who, "base_content_type", [Page]),
    Tag: lambda who: Q(pk__in=_keys(TaggedItem, who, "tag")),
    TaggedItem: lambda who: _about(
        who, "content_type", [get_image_model(), get_document_model(), Page], as_text=False
    ),
    Task: _tasks,
    TaskState: lambda who: Q(workflow_state__in=_keys(WorkflowState, who)),
    UploadedFile: lambda who: Q(uploaded_by_user=who.user.pk),
    User: _people,
    Workflow: _workflows,
    WorkflowPage: _of_page,
    WorkflowState: lambda who: _about(who, "base_content_type", [Page]),
    WorkflowTask: lambda who: Q(workflow__in=_keys(Workflow, who)),
}

# Of these every row may be asked for.
UNOWNED = {
    "kept in step for everybody at once, and read through what it is about": (
        "wagtailcore.ReferenceIndex wagtailsearch.IndexEntry wagtailsearch.SQLiteFTSIndexEntry"
        " wagtailimages.Rendition wagtailadmin.Admin"
    ),
    "public, or of the installation": (
        "wagtailcore.Site wagtailcore.Locale wagtailcore.WorkflowContentType wagtailembeds.Embed"
        " auth.Permission contenttypes.ContentType"
    ),
    "read by its own user alone": (
        "wagtailcore.APIToken wagtailusers.UserProfile sessions.Session account.EmailAddress"
        " account.EmailConfirmation"
    ),
    "shown by no view but ours": (
        "post_office.Email post_office.Log post_office.EmailTemplate post_office.Attachment"
        " mfa.Authenticator django_tasks_database.DBTaskResult"
    ),
}

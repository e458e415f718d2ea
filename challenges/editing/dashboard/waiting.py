"""What waits for an editor or an approver, each thing with the way to do it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import BigIntegerField, CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast, Coalesce
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import (
    Comment,
    CommentReply,
    Page,
    Site,
    TaskState,
    WorkflowState,
    get_default_page_content_type,
)

from applications.models import Application
from applications.models.status import Status
from authorities.dates import time_left
from authorities.models import User
from challenges.editing.dashboard.briefs import is_of
from challenges.models import ChallengePage, Clarification, Joining
from challenges.needs.permissions import may_approve

# So many of each kind are named; more stand in the lists that they come from.
SHOWN = 10
SOON = timedelta(days=14)


@dataclass(frozen=True)
class Waiting:
    """One thing to do, in words, with its way, and a second way to look first."""

    text: str
    address: str
    note: str = ""
    is_pressing: bool = False
    look_label: str = ""
    look_address: str = ""


def what_waits(user: User, authority: Site, now: datetime) -> list[Waiting]:
    """Return what waits for this person, in as many queries however much it is."""
    pages = Page.objects.filter(path__startswith=authority.root_page.path)
    return [
        *_approvals(user, pages),
        *_changes_asked_for(user, pages),
        *_questions(authority, now),
        *_joinings(user, authority),
        *_comments(user, pages),
        *_closings(authority, now),
    ]


def _edit(key: int) -> str:
    return reverse("wagtailadmin_pages:edit", args=[key])


def _named(pages: QuerySet[Page], keys: list[str]) -> dict[str, Page]:
    """Return these pages; the keys of what a workflow is about are kept as text."""
    found = pages.filter(pk__in=[int(key) for key in keys]).only("draft_title", "live")
    return {str(page.pk): page for page in found}


def _approvals(user: User, pages: QuerySet[Page]) -> Iterator[Waiting]:
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__active=True,
        workflow_state__base_content_type=get_default_page_content_type(),
    )
    if not user.is_superuser:
        states = states.filter(task__groupapprovaltask__groups__in=user.groups.values("pk"))
    found = list(
        states.order_by("started_at", "pk")
        .values_list("workflow_state__object_id", "revision", "started_at", "pk")
        .distinct()[:SHOWN]
    )
    named = _named(pages, [key for key, *_rest in found])
    for key, revision, *_rest in found:
        if page := named.get(key):
            compared = [page.pk, "live", revision]
            yield Waiting(
                _("“%s” waits for your approval") % page.draft_title,
                _edit(page.pk),
                is_pressing=True,
                look_label=_("What was changed") if page.live else _("Read it"),
                look_address=reverse("wagtailadmin_pages:revisions_compare", args=compared)
                if page.live
                else reverse("wagtailadmin_pages:view_draft", args=[page.pk]),
            )


def _changes_asked_for(user: User, pages: QuerySet[Page]) -> Iterator[Waiting]:
    asked = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        base_content_type=get_default_page_content_type(),
    )
    mine = pages.filter(is_of(user)).annotate(key=Cast("pk", CharField())).values("key")
    found = list(
        asked.filter(Q(requested_by=user) | Q(object_id__in=mine))
        .order_by("-created_at")
        .values_list("object_id", "current_task_state__comment")[:SHOWN]
    )
    named = _named(pages, [key for key, _comment in found])
    for key, comment in found:
        if page := named.get(key):
            text = _("Changes are asked for in “%s”") % page.draft_title
            note = Truncator(comment or "").chars(160)
            yield Waiting(text, _edit(page.pk), note, is_pressing=True)


def _questions(authority: Site, now: datetime) -> Iterator[Waiting]:
    asked = list(
        Clarification.objects.for_authority(authority)
        .waiting()
        .order_by("asked_at")
        .values_list("asked_at", flat=True)
    )
    if asked:
        text = ngettext(
            "%d question waits for an answer", "%d questions wait for an answer", len(asked)
        )
        days = (now - asked[0]).days
        since = ngettext("the longest for %d day", "the longest for %d days", days) % days
        address = reverse("wagtailsnippets_challenges_clarification:list")
        yield Waiting(text % len(asked), address, since if days else "")


def _joinings(user: User, authority: Site) -> Iterator[Waiting]:
    """Yield what an approver decides between two authorities that have one problem."""
    if not may_approve(user, authority):
        return
    said, asked = Q(authority=authority, state="said"), Q(state="asked")
    visible = Joining.objects.visible_to(authority)
    waits = visible.filter(said | asked & ~Q(authority=authority)).order_by("said_at")
    for one in waits[:SHOWN]:
        text = (
            _("Your authority has the problem of “%s”, too: approve it")
            if one.authority_id == authority.pk
            else _("Another authority has the problem of “%s”, too: agree to it")
        )
        yield Waiting(text % one.challenge_title, reverse("need", args=[one.pk]), is_pressing=True)


def _comments(user: User, pages: QuerySet[Page]) -> Iterator[Waiting]:
    """Yield the comments of which the last word is somebody else's, where this person takes part.

    They take part in what they wrote, and in what others wrote on their pages or answered them.
    """
    replies = CommentReply.objects.filter(comment=OuterRef("pk")).order_by("-created_at", "-pk")
    mine = pages.filter(is_of(user)).values("pk")
    found = (
        Comment.objects.filter(resolved_at=None, page__in=pages.values("pk"))
        .filter(
            Q(page__in=mine)
            | Q(user=user)
            | Exists(CommentReply.objects.filter(comment=OuterRef("pk"), user=user))
        )
        .annotate(
            last_by=Coalesce(
                Subquery(replies.values("user")[:1]), F("user"), output_field=BigIntegerField()
            ),
            last_text=Coalesce(Subquery(replies.values("text")[:1]), F("text")),
        )
        .exclude(last_by=user.pk)
        .order_by("created_at")
        .values_list("pk", "page", "page__draft_title", "last_text")[:SHOWN]
    )
    for key, page, title, text in found:
        yield Waiting(
            _("A comment on “%s”") % title,
            f"{_edit(page)}?comment={key}",
            Truncator(text).chars(160),
        )


def _closings(authority: Site, now: datetime) -> Iterator[Waiting]:
    sent = Application.objects.filter(page=OuterRef("pk")).exclude(status=Status.WITHDRAWN)
    pages = (
        ChallengePage.objects.for_authority(authority)
        .live()
        .open_at(now)
        .filter(~Exists(sent), closes_at__lte=now + SOON)
        .order_by("closes_at")
    )
    for page in pages[:SHOWN]:
        yield Waiting(
            _("“%(title)s” closes in %(left)s, and nobody has applied yet")
            % {"title": page.title, "left": time_left(page.closes_at, now)},
            _edit(page.pk),
            _("Tell businesses about it, or give them more time."),
            is_pressing=True,
        )

"""The figures of the dashboard: what waits for moderators, what is late, how challenges go."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Page, Site

from applications.models import Application, Complaint, Draft, Observer, ViewCount
from applications.models.application import ApplicationQuerySet
from applications.models.status import Status
from applications.moderation.failed_mails import failed_letters
from applications.moderation.queue.filters import (
    asked_for_information,
    with_late_assessors,
)
from applications.moderation.queue.search import MOST
from applications.workflow.ended import without_ended
from applications.workflow.permissions import MOVERS, READERS, visible_applications
from applications.workflow.sealing import page_types
from authorities.models import User
from authorities.permissions import may_act_as

# So many challenges are named, those that need attention most.
SHOWN = 10
HALF = 50


@dataclass(frozen=True)
class Figure:
    """How much there is of something, in words, with the way to it."""

    text: str
    address: str
    is_pressing: bool = False
    since: datetime | None = None


@dataclass(frozen=True)
class Running:
    """How an open challenge goes, from who looked to who sent."""

    page: Page
    views: int
    followers: int
    started: int
    past_half: int
    sent: int
    address: str


def queue_address(**query: object) -> str:
    """Return the queue's address with these filters."""
    return f"{reverse('queue_modeladmin_index')}?{urlencode(query)}"


def figures(user: User, authority: Site, now: datetime) -> list[Figure]:
    """Return what there is to do; what waits is named even if it is nothing."""
    mine = visible_applications(user, authority)
    found = [_waiting(mine)]
    if overdue := _count(asked_for_information(mine, now, is_overdue=True).oldest_first()):
        text = ngettext(
            "%s answer from an applicant is overdue",
            "%s answers from applicants are overdue",
            overdue,
        )
        address = queue_address(needs="overdue")
        found.append(Figure(text % _shown(overdue), address, is_pressing=True))
    if asked := _count(asked_for_information(mine, now, is_overdue=False).oldest_first()):
        text = ngettext(
            "%s applicant was asked for information",
            "%s applicants were asked for information",
            asked,
        )
        found.append(Figure(text % _shown(asked), queue_address(needs="due")))
    if late := _count(with_late_assessors(mine, now).oldest_first()):
        text = ngettext(
            "%s application has overdue scores", "%s applications have overdue scores", late
        )
        found.append(Figure(text % _shown(late), queue_address(needs="late"), is_pressing=True))
    if untold := _count(mine.untold_at(now).in_queue_order()):
        text = ngettext("%s decision is not told", "%s decisions are not told", untold)
        found.append(Figure(text % _shown(untold), queue_address(needs="untold")))
    if may_act_as(user, authority, *MOVERS):
        found += [*_complaints(authority, now), *_failed(authority)]
    return found


def running_challenges(user: User, authority: Site, now: datetime) -> list[Running]:
    """Return the open challenges, at most ten, those that close first before the others."""
    found: list = []
    for model in page_types():
        below = Page.objects.filter(path__startswith=authority.root_page.path, live=True)
        pages = model._default_manager.filter(
            pk__in=below.values("pk"), opens_at__lte=now, closes_at__gt=now
        )
        if not may_act_as(user, authority, *READERS):
            pages = pages.filter(pk__in=Observer.objects.filter(user=user).values("page"))
        found += pages.order_by("closes_at")[: 2 * SHOWN]
    open_now = [
        page for page in sorted(found, key=lambda page: page.closes_at) if page.is_open(now)
    ]
    return list(_with_figures(open_now[:SHOWN]))


def _with_figures(pages: list[Page]) -> Iterable[Running]:
    """Yield each page with its figures, in a fixed number of queries.

    An app whose pages can be followed registers `count_followers(keys)`, which returns a number
    by key.
    """
    keys = [page.pk for page in pages]
    followers: Counter[int] = Counter()
    for count in hooks.get_hooks("count_followers"):
        followers.update(count(keys))
    views = ViewCount.objects.filter(page=OuterRef("pk")).order_by().values("page")
    drafts = Draft.objects.filter(page=OuterRef("pk"))
    counted = Page.objects.filter(pk__in=keys).annotate(
        views=_number(views.annotate(number=Sum("count"))),
        started=_count_of(drafts),
        past_half=_count_of(drafts.filter(percent_answered__gte=HALF)),
        sent=_count_of(
            Application.objects.filter(page=OuterRef("pk")).exclude(status=Status.WITHDRAWN)
        ),
    )
    figures_of = {page.pk: page for page in counted}
    for page in pages:
        row = figures_of[page.pk]
        address = queue_address(page=page.pk)
        yield Running(
            page,
            row.views,
            followers[page.pk],
            row.started,
            row.past_half,
            row.sent,
            address,
        )


def _number(rows: QuerySet) -> Coalesce:
    return Coalesce(Subquery(rows.values("number"), output_field=IntegerField()), 0)


def _count_of(rows: QuerySet) -> Coalesce:
    return _number(rows.order_by().values("page").annotate(number=Count("pk")))


def _waiting(mine: ApplicationQuerySet) -> Figure:
    times = list(
        without_ended(mine.filter(is_waiting=0))
        .in_queue_order()
        .values_list("status_changed_at", flat=True)[: MOST + 1]
    )
    text = ngettext("%s application waits", "%s applications wait", len(times)) % _shown(len(times))
    return Figure(text, queue_address(status="waiting"), since=times[0] if times else None)


def _complaints(authority: Site, now: datetime) -> list[Figure]:
    due = list(
        Complaint.objects.for_authority(authority)
        .waiting()
        .values_list("due_at", flat=True)[: MOST + 1]
    )
    if not due:
        return []
    text = ngettext(
        "%s question or complaint about a decision waits",
        "%s questions and complaints about decisions wait",
        len(due),
    ) % _shown(len(due))
    if due[0] <= now:
        text = _("%s, the first one is late") % text
    return [Figure(text, reverse("complaints"), is_pressing=due[0] <= now)]


def _failed(authority: Site) -> list[Figure]:
    number = len(failed_letters(authority).order_by().values_list("pk")[: MOST + 1])
    if not number:
        return []
    text = ngettext("%s mail failed", "%s mails failed", number) % _shown(number)
    return [Figure(text, reverse("failed_mails"), is_pressing=True)]


def _count(found: ApplicationQuerySet) -> int:
    """Return how many there are, counted no further than one more than a thousand.

    It takes them in an order that an index has, or a database might read them all.
    """
    return len(found.values_list("pk")[: MOST + 1])


def _shown(number: int) -> str:
    return f"{number:,}" if number <= MOST else _("More than %s") % f"{MOST:,}"

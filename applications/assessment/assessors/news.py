"""What assessors did that a moderator has to know of: on the home page, and by mail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Site

from applications.models import Assessor, Assignment, Declaration, EndedBecause
from applications.recipients import tell_moderators
from authorities.mail.registry import register
from authorities.models import User

# For so long it stands on the home page, and so much of it.
SHOWN_FOR = timedelta(days=14)
SHOWN = 10

ABOUT_ASSESSOR = register(
    "moderators_assessor",
    "applications/assessment/mail/moderators_assessor.txt",
    to="each moderator",
    when="an assessor declines, gives work back, declares a conflict, or is removed",
)


@dataclass(frozen=True)
class News:
    """One thing that happened, with the way to where something is done about it."""

    at: datetime
    text: str
    address: str
    title: str


def tell(assessor: Assessor, what: str, *, key: str, lost: int = 0, by: User | None = None) -> None:
    """Write to the moderators, but for who did it; `lost` applications have one assessor fewer."""
    tell_moderators(
        assessor.authority,
        ABOUT_ASSESSOR,
        subject=_("About an assessor: %s") % assessor.name,
        key=f"{assessor.pk}:{key}",
        address=_desk(assessor.page_id),
        but=by,
        assessor=assessor,
        page=assessor.page,
        what=what,
        lost=ngettext(
            "%d application has one assessor fewer.",
            "%d applications have one assessor fewer.",
            lost,
        )
        % lost
        if lost
        else "",
    )


def news_of(authority: Site, now: datetime) -> list[News]:
    """Return what happened within a fortnight, the newest first; three queries."""
    since = now - SHOWN_FOR
    found = [*_ended(authority, since), *_gone(authority, since), *_declared(authority, since)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:SHOWN]


def _ended(authority: Site, since: datetime) -> list[News]:
    given_back = Assignment.objects.filter(
        assessor__authority=authority,
        ended_at__gt=since,
        ended_because__in=(EndedBecause.NOT_MY_FIELD, EndedBecause.TOO_MANY),
    ).select_related("assessor__page", "application")
    return [
        _news(
            one.ended_at,
            one.assessor,
            _("%(name)s gave %(reference)s back: %(why)s")
            % {
                "name": one.assessor.name,
                "reference": one.application.reference,
                "why": one.get_ended_because_display().lower(),
            },
        )
        for one in given_back.order_by("-ended_at")[:SHOWN]
        if one.ended_at
    ]


def _gone(authority: Site, since: datetime) -> list[News]:
    gone = Assessor.objects.filter(authority=authority, erased_at=None).select_related("page")
    found = []
    for one in gone.filter(declined_at__gt=since) | gone.filter(removed_at__gt=since):
        if one.removed_at:
            found.append(_news(one.removed_at, one, _("%s was removed") % one.name))
        elif one.declined_at:
            found.append(_news(one.declined_at, one, _("%s declined to assess") % one.name))
    return found


def _declared(authority: Site, since: datetime) -> list[News]:
    declared = Declaration.objects.filter(
        assessor__authority=authority, at__gt=since, has_conflict=True, actor=None
    ).select_related("assessor__page", "application")
    return [
        _news(
            one.at,
            one.assessor,
            _("%(name)s has a conflict of interest with %(reference)s")
            % {"name": one.assessor.name, "reference": one.application.reference},
            "#conflicts",
        )
        for one in declared.order_by("-at")[:SHOWN]
    ]


def _news(at: datetime, assessor: Assessor, text: str, anchor: str = "#applications") -> News:
    return News(at, text, _desk(assessor.page_id) + anchor, assessor.page.title)


def _desk(page: int) -> str:
    return reverse("assessment_overview", args=[page])

"""Deciding that letters become visible, together and at one instant.

`applications.jobs.release_mails` writes to who can read them then.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from applications.assessment.scoring.results import means_for_applicant
from applications.history import chain
from applications.models import Application, DecisionLetter, Event, Release
from applications.models.status import TOLD_BY_LETTER, Status
from applications.workflow.disclosure import forget_plan, settle
from applications.workflow.permissions import MOVERS
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused
from authorities.scope import authority_of, settings_of


class ReleaseRefused(Exception):
    """Nobody is told anything; the message says why, in words for the person who tried."""


@dataclass(frozen=True)
class Group:
    """The letters about one decision that are ready, as they read when they were looked at."""

    status: Status
    letters: list[DecisionLetter]

    @property
    def print(self) -> str:
        """A fingerprint of the letters: it changes with any word of them."""
        read = [
            [one.pk, one.text, one.comments, one.stronger, one.shows_scores, one.scores]
            for one in self.letters
        ]
        return hashlib.sha256(json.dumps(read, sort_keys=True).encode()).hexdigest()

    @property
    def without_feedback(self) -> list[DecisionLetter]:
        """The letters that say nothing but the decision."""
        return [one for one in self.letters if not one.has_feedback]


def may_release(user: User, authority: Site) -> Verdict:
    """Return whether the person may let applicants read what was decided."""
    if may_act_as(user, authority, *MOVERS):
        return ALLOWED
    return refused(_("Only moderators and programme managers tell applicants what was decided."))


def letters_of(page: Page):
    """Return the letters of a page's applications, in the order of their references."""
    letters = DecisionLetter.objects.filter(application__page_id=page.pk)
    return (
        letters.select_related("application", "release")
        .prefetch_related("corrections")
        .order_by("application__reference")
    )


def ready_groups(page: Page) -> list[Group]:
    """Return the letters that can be released now, by their decision."""
    ready = list(letters_of(page).unplanned().filter(held_because=""))
    groups = (
        Group(status, [one for one in ready if one.status == status]) for status in TOLD_BY_LETTER
    )
    return [group for group in groups if group.letters]


def refresh_scores(page: Page) -> None:
    """Bring the scores in untold letters to what the assessment says now."""
    shown = letters_of(page).unplanned().filter(shows_scores=True)
    for letter in shown.select_related("application__page", "application__authority"):
        scores = means_for_applicant(letter.application)
        if scores != letter.scores:
            DecisionLetter.objects.filter(pk=letter.pk).update(scores=scores)


@transaction.atomic
def plan_release(
    page: Page,
    seen: Mapping[Status, str],
    *,
    by: User,
    visible_at: datetime | None = None,
    now: datetime | None = None,
) -> Release:
    """Let the letters about these decisions become visible, at once or at `visible_at`.

    `seen` holds for each decision the fingerprint of the letters as they were read. Raises
    `ReleaseRefused` for somebody without the right, a time that has passed, letters that are not
    ready or have changed since, and letters without feedback.
    """
    now = now or timezone.now()
    authority = authority_of(page)
    if not (verdict := may_release(by, authority)):
        raise ReleaseRefused(verdict.reason)
    Page.objects.select_for_update().get(pk=page.pk)
    groups = [group for group in ready_groups(page) if group.status in seen]
    check_release(page, groups, seen, visible_at, now)
    release = Release.objects.create(
        authority=authority, page_id=page.pk, actor=by, decided_at=now, visible_at=visible_at or now
    )
    for group in groups:
        _tell(release, group)
    chain.record(
        Event.RELEASE_PLANNED,
        authority=authority,
        page=page,
        actor=by,
        at=now,
        release=release.pk,
        visible_at=release.visible_at.isoformat(),
        letters={group.status.value: len(group.letters) for group in groups},
        covers=[release],
    )
    told = release.letters.select_related("application__page", "application__authority")
    for letter in told.order_by("application__reference"):
        chain.record_for(
            Event.TOLD,
            letter.application,
            actor=by,
            at=now,
            to_state=letter.status,
            release=release.pk,
            letter=letter.pk,
            visible_at=release.visible_at.isoformat(),
            covers=[letter],
        )
    return release


def check_release(
    page: Page,
    groups: Iterable[Group],
    seen: Mapping[Status, str],
    visible_at: datetime | None,
    now: datetime | None = None,
) -> None:
    """Raise `ReleaseRefused` unless the letters are what was read, say why, and the time fits."""
    now = now or timezone.now()
    if visible_at is not None and visible_at <= now:
        raise ReleaseRefused(_("Choose a time that has not come yet, or release now."))
    if not seen:
        raise ReleaseRefused(_("Choose which decisions to release."))
    if {group.status: group.print for group in groups} != dict(seen):
        said = _(
            "The letters have changed since you opened this page. Read them again, then release."
        )
        raise ReleaseRefused(" ".join([said, *_withdrawn(page, seen, now)]))
    empty = [one.application.reference for group in groups for one in group.without_feedback]
    if empty:
        raise ReleaseRefused(
            _("These letters say nothing but the decision: %s. Write feedback first.")
            % ", ".join(empty)
        )


def _withdrawn(page: Page, seen: Iterable[Status], now: datetime) -> list[str]:
    """Return a sentence for each application that withdrew today, and took its letter along."""
    zone = settings_of(authority_of(page)).zone
    gone = DecisionLetter.objects.filter(
        application__page_id=page.pk,
        application__status=Status.WITHDRAWN,
        status__in=[status.value for status in seen],
        voided_at__gt=now - timedelta(days=1),
    ).select_related("application")
    return [
        _("%(reference)s was withdrawn at %(time)s, so no letter goes to it.")
        % {
            "reference": letter.application.reference,
            "time": f"{letter.voided_at.astimezone(zone):%H:%M}",
        }
        for letter in gone
        if letter.voided_at
    ]


def _tell(release: Release, group: Group) -> None:
    """Put a group's letters into the release, and its applications under its instant."""
    keys = [letter.pk for letter in group.letters]
    DecisionLetter.objects.filter(pk__in=keys).update(release=release)
    told = Application.objects.filter(pk__in=[one.application_id for one in group.letters])
    settle(told, release.decided_at)
    told.update(next_status=group.status, next_status_at=release.visible_at)


@transaction.atomic
def stop_release(release: Release, *, by: User, reason: str, now: datetime | None = None) -> None:
    """Stop a release before its time: its letters wait again.

    Raises `ReleaseRefused` without a reason, for somebody without the right, and once applicants
    can read it.
    """
    now = now or timezone.now()
    if not (verdict := may_release(by, release.authority)):
        raise ReleaseRefused(verdict.reason)
    if not reason.strip():
        raise ReleaseRefused(_("Write the reason: it is kept on the record."))
    Page.objects.select_for_update().get(pk=release.page_id)
    current = Release.objects.get(pk=release.pk)
    if current.visible_at <= now or current.stopped_at:
        raise ReleaseRefused(_("It cannot be stopped: applicants can read it, or it was stopped."))
    letters = list(
        current.letters.select_related("application__page", "application__authority").order_by(
            "application__reference"
        )
    )
    current.letters.update(release=None)
    Release.objects.filter(pk=release.pk).update(stopped_at=now)
    chain.record(
        Event.RELEASE_STOPPED,
        authority=release.authority,
        page=release.page,
        actor=by,
        at=now,
        reason=reason,
        release=release.pk,
        covers=[release],
    )
    for letter in letters:
        forget_plan(letter.application, now)
        chain.record_for(
            Event.RELEASE_STOPPED,
            letter.application,
            actor=by,
            at=now,
            release=release.pk,
            letter=letter.pk,
            uncovers=[letter],
        )

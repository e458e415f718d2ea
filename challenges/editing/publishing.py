"""Changing what was published: after opening, what a brief promised changes by amendment only.

Wagtail publishes a revision by saving the page with another `live_revision`, whichever way it came
there: from the editor, at the end of a workflow, in bulk or at a planned time. So this is asked on
that save, and nowhere else.
"""

from collections.abc import Callable
from datetime import datetime

import structlog
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry, Revision

from applications.history import chain
from applications.models import Event
from authorities.dates import same_minute
from authorities.scope import authority_of, settings_of
from challenges.brief.engagement.announcing import (
    hold_announcement,
    keep_former_notes,
    tell_if_moved,
)
from challenges.editing.diff import Change, changes, labels_of, version_of
from challenges.editing.mails import queue_amendment
from challenges.editing.question_rules import (
    answered,
    is_applied_to,
    keep_answered,
    may_change_kind,
    may_require,
    stored_questions,
)
from challenges.follows import tell_of_amendment
from challenges.models import Amendment, ChallengePage
from challenges.permissions import may_close_earlier

log = structlog.get_logger(__name__)


def published_version(page: ChallengePage) -> ChallengePage | None:
    """Return the page as the public read it last, or `None` if it never did.

    Of a page that was taken down that is the last revision that went out: its row is a draft.
    """
    stored = ChallengePage.objects.filter(pk=page.pk).first()
    if stored is None or stored.live:
        return stored
    entry = (
        PageLogEntry.objects.filter(
            page=page.pk,
            action__in=["wagtail.publish", "wagtail.publish.scheduled"],
            revision__isnull=False,
        )
        .order_by("-timestamp", "-pk")
        .first()
    )
    revision = entry and Revision.objects.filter(pk=entry.revision_id).first()
    return revision.as_object() if revision else None


def if_opened(published: ChallengePage | None, now: datetime) -> ChallengePage | None:
    """Return what the public read last, if that has opened."""
    has_opened = published and published.opens_at and published.opens_at <= now
    return published if has_opened else None


def publish(page: ChallengePage, write: Callable[[], None], now: datetime | None = None) -> None:
    """Write the page; if that publishes it after its opening, amend it in the same transaction.

    What may not change keeps its published value, and that is logged. What else was promised and
    differs becomes an amendment, told once to everybody who has begun or sent an application.
    """
    now = now or timezone.now()
    with transaction.atomic():
        # The same lock as for moves: nobody publishes under another's eyes.
        Page.objects.select_for_update().filter(pk=page.pk).first()
        if not _is_publication(page):
            write()
            return
        published = published_version(page)
        before = if_opened(published, now)
        note, page.amendment = page.amendment.strip(), ""
        keep_former_notes(page, published, now)
        held = hold_announcement(page, published, now) if published else []
        if before is None:
            write()
            if published:
                tell_if_moved(page, published, now)
        else:
            publication = _Publication(page, before, note, now)
            held += publication.hold_back()
            found = publication.changes()
            write()
            if held:
                log.warning("change_after_opening_held_back", page=page.pk, parts=held)
                # It also explains what was held back, so it would tell what did not happen.
                note = ""
            if note or found:
                publication.amend(note, found)
        _forget_note(page, note)


def _is_publication(page: ChallengePage) -> bool:
    if not (page.pk and page.live and page.live_revision_id):
        return False
    stored = ChallengePage.objects.filter(pk=page.pk).values_list("live_revision_id", flat=True)
    return page.live_revision_id not in stored


class _Publication:
    """One revision of an open brief on its way to the public."""

    def __init__(
        self, page: ChallengePage, before: ChallengePage, note: str, now: datetime
    ) -> None:
        self.page, self.before, self.note, self.now = page, before, note, now
        self.authority = settings_of(authority_of(page))
        self.author = page.live_revision.user
        # Wagtail's editor names nobody: there the author publishes.
        self.by = page.publisher or self.author

    def changes(self) -> list[Change]:
        """Return what differs from what the public has read."""
        return changes(
            self.before,
            version_of(self.before),
            version_of(self.page),
            self.authority.zone,
            is_applied_to=is_applied_to(self.page.pk),
        )

    def hold_back(self) -> list[str]:
        """Give what may not change any more its published value; return the names."""
        page, before = self.page, self.before
        held = []
        if page.opens_at != before.opens_at:
            held += [] if same_minute(page.opens_at, before.opens_at) else ["opens_at"]
            page.opens_at = before.opens_at
        if not self._may_close():
            held.append("closes_at")
            page.closes_at = before.closes_at
        elif same_minute(page.closes_at, before.closes_at):
            page.closes_at = before.closes_at
        changed = {row.name for row in self.changes()} if before.is_closed(self.now) else set()
        if "criteria" in changed:
            held.append("criteria")
            page.criteria.set(before.criteria.all())
        if "scale" in changed:
            held.append("scale")
            page.scale = before.scale
        return held + self._hold_back_questions()

    def _may_close(self) -> bool:
        """Return whether the closing time may stand: never new and past, seldom earlier."""
        closes_at, before = self.page.closes_at, self.before.closes_at
        if same_minute(closes_at, before):
            return True
        if closes_at is None or closes_at <= self.now:
            return False
        is_later = before is None or closes_at > before
        page_authority = self.authority.site
        return is_later or bool(
            self.note and may_close_earlier(self.by, self.author, page_authority)
        )

    def _hold_back_questions(self) -> list[str]:
        """Keep what has answers, and require nothing for which no time is left."""
        held = []
        keep_answered(self.page)
        stored = stored_questions(self.page.pk)
        published = {row.clean_name: row for row in self.before.questions.all()}
        with_answers = answered(self.page.pk, stored)
        rows = list(self.page.questions.all())
        for row in rows:
            name = row.clean_name
            if name in with_answers and not may_change_kind(row, stored[name]):
                held.append(name)
                row.field_type = stored[name].field_type
            if not may_require(
                row, published.get(name), self.page.closes_at, self.authority, self.now
            ):
                held.append(name)
                row.required = False
        self.page.questions.set(rows)
        return held

    def amend(self, note: str, found: list[Change]) -> Amendment:
        """Record the amendment and tell it to whom it concerns."""
        amendment = Amendment.objects.create(
            challenge=self.page,
            actor=self.by,
            at=self.now,
            text=note or _("Changed: %s.") % labels_of(found),
            changes=[change.as_dict() for change in found],
        )
        chain.record(
            Event.AMENDED,
            authority=self.authority.site,
            page=self.page,
            actor=self.by,
            at=self.now,
            amendment=amendment.pk,
            covers=[amendment],
        )
        queue_amendment(amendment, page=self.page)
        tell_of_amendment(self.page, amendment)
        return amendment


def _forget_note(page: ChallengePage, note: str) -> None:
    """Leave the note empty for the next change, and the revision as it was published."""
    page.live_revision.content = page.serializable_data()
    page.live_revision.save(update_fields=["content"])
    if not note:
        return
    for revision in page.revisions.filter(content__amendment=note).exclude(
        pk=page.live_revision_id
    ):
        revision.content["amendment"] = ""
        revision.save(update_fields=["content"])

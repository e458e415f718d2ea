"""The one place that writes releases: what is public now is compared with what was told last.

Whatever changed it, so no way to publish, move or take down is forgotten. Opening and closing
follow from time: they are written when somebody asks after them, dated by what happened.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from wagtail.models import Page, Site

from applications.models import Application
from authorities.models import AuthoritySettings
from authorities.scope import authority_of, settings_of
from challenges.facts.challenges import facts_of
from challenges.facts.shapes import ChallengeFacts
from challenges.models import ChallengePage, PublicRelease
from challenges.models.status import Timing
from challenges.open_data.contracting.continuity import (
    following,
    next_instant,
    next_timing,
    tags_of,
)
from challenges.open_data.contracting.history import history_of
from challenges.open_data.contracting.mapping import body_of
from challenges.open_data.contracting.official import schema_faults
from challenges.open_data.contracting.profile import faults_of

log = structlog.get_logger(__name__)
# What each release has of its own.
HEAD = {"id", "date", "tag"}
AT_ONCE = 100
REMOVED = "[name removed]"


def note(keys: Iterable[int], now: datetime | None = None) -> None:
    """Write what changed in public of these challenges; one that fails keeps no other waiting."""
    now = now or timezone.now()
    for key in keys:
        try:
            with transaction.atomic():
                _note(key, now)
        except Exception:
            # What was published stays so: its release is written at the next change or round.
            log.exception("release_not_written", challenge=key)


def note_due(now: datetime) -> int:
    """Write what time alone has changed until now; return of how many challenges."""
    due = PublicRelease.objects.filter(next_at__lte=now).order_by("next_at")
    keys = list(due.values_list("challenge", flat=True)[:AT_ONCE])
    note(keys, now)
    return len(keys)


def note_missing(now: datetime) -> int:
    """Begin the record of challenges that have none yet; return of how many."""
    missing = ChallengePage.objects.readable().filter(public_releases=None).order_by("pk")
    keys = list(missing.values_list("pk", flat=True)[:AT_ONCE])
    note(keys, now)
    return len(keys)


def _note(key: int, now: datetime) -> None:
    # The same lock as for moves and publishing: two changes at once have two numbers.
    Page.objects.select_for_update().filter(pk=key).first()
    page = ChallengePage.objects.readable().filter(pk=key).first()
    site = authority_of(page) if page else None
    if page is None or site is None:
        PublicRelease.objects.filter(challenge=key).update(next_at=None)
        return
    record = _Record(page, settings_of(site))
    if not record.has_begun:
        for at, facts in history_of(page, site):
            record.tell_what_is_due(at)
            record.tell(at, facts)
    record.tell_what_is_due(now)
    (facts,) = facts_of([page], now, site)
    if record.last and record.names - _names(facts):
        record.redact(record.names - _names(facts))
    record.tell(_happened(facts, record.at, now), facts)


def _happened(facts: ChallengeFacts, last: datetime | None, now: datetime) -> datetime:
    """Return when the last public change was; now, where nothing says when."""
    told = [facts.changed_at, facts.outcome.decided_at]
    told += [one.at for one in facts.amendments]
    told += [one.published_at for one in facts.clarifications]
    later = [at for at in told if at and at <= now and (last is None or at > last)]
    return max(later, default=now)


def _names(facts: ChallengeFacts) -> set[str]:
    """Return what names a business."""
    awards = facts.outcome.awards
    return {text for one in awards for text in (one.business, one.business_url) if text}


class _Record:
    """The releases of one challenge, as far as they are written."""

    def __init__(self, page: ChallengePage, authority: AuthoritySettings) -> None:
        self.page, self.authority = page, authority
        rows = PublicRelease.objects.filter(challenge=page).order_by("-number")
        self.row = rows.first()
        self.valid = self.row
        if self.row and not self.row.is_valid:
            self.valid = rows.filter(is_valid=True).first()
        self.last = ChallengeFacts.model_validate(self.row.facts) if self.row else None

    @property
    def has_begun(self) -> bool:
        """Whether anything was told yet."""
        return self.row is not None

    @property
    def at(self) -> datetime | None:
        """When something was told last."""
        return self.row.at if self.row else None

    @property
    def names(self) -> set[str]:
        """What names a business in what was told last."""
        return _names(self.last) if self.last else set()

    def tell_what_is_due(self, now: datetime) -> None:
        """Write what time has brought since: announced, opened, closed, as the record knew it."""
        while self.row and self.last and self.row.next_at and self.row.next_at <= now:
            at = self.row.next_at
            if self.page.stage and self.page.stage_changed_at and self.page.stage_changed_at <= at:
                self._set_next(None)
                return
            timing = next_timing(self.last)
            update: dict[str, Any] = {"state": timing.value, "state_label": str(timing.label)}
            if timing is Timing.OPEN:
                update |= {"opened_at": at}
            elif timing is Timing.CLOSED:
                received = Application.objects.filter(page_id=self.page.pk).count()
                counted = self.last.outcome.model_copy(update={"applications": received})
                update |= {"outcome": counted}
            self.tell(at, self.last.model_copy(update=update))

    def tell(self, at: datetime, facts: ChallengeFacts) -> None:
        """Write a release, if it says anything new."""
        ocid = self.row.ocid if self.row else f"{settings.OCDS_PREFIX}-{facts.id}"
        body = body_of(facts, ocid, self.authority, self.page.is_outside_procurement)
        if self.valid:
            body = following(self.valid.body, body)
        if self.row and _said(self.row.body) == _said(body):
            self._set_next(next_instant(facts))
            return
        if self.row:
            at = max(at, self.row.at + timedelta(microseconds=1))
        number = self.row.number + 1 if self.row else 1
        body |= {
            "id": f"{ocid}-{number}",
            "date": at.astimezone(self.authority.zone).isoformat(),
            "tag": tags_of(self.last if self.valid else None, facts),
        }
        faults = [*faults_of(body), *schema_faults(body)]
        if faults:
            log.warning("release_left_out", challenge=self.page.pk, faults=faults)
        self._set_next(None)
        self.row = PublicRelease.objects.create(
            challenge=self.page,
            number=number,
            ocid=ocid,
            at=at,
            next_at=next_instant(facts),
            body=body,
            facts=facts.model_dump(mode="json"),
            faults=faults,
            is_valid=not faults,
        )
        self.valid = self.valid if faults else self.row
        self.last = facts

    def _set_next(self, at: datetime | None) -> None:
        if self.row and self.row.next_at != at:
            self.row.next_at = at
            self.row.save(update_fields=["next_at"])

    def redact(self, names: set[str]) -> None:
        """Take these names out of every release; that a name went is the next release's news."""
        for row in PublicRelease.objects.filter(challenge=self.page):
            row.body, row.facts = _without(row.body, names), _without(row.facts, names)
            row.save(update_fields=["body", "facts"])
        self.__init__(self.page, self.authority)  # type: ignore[misc]  # as it stands now


def _without(value: Any, names: set[str]) -> Any:
    """Return the value with these names taken out of its texts; of an address nothing is left."""
    if isinstance(value, dict):
        return {name: _without(one, names) for name, one in value.items()}
    if isinstance(value, list):
        return [_without(one, names) for one in value]
    if isinstance(value, str):
        for name in sorted(names, key=len, reverse=True):
            value = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", REMOVED, value)
    return value


def _said(body: dict[str, Any]) -> dict[str, Any]:
    """Return what a release says, whatever it is called."""
    return {name: value for name, value in body.items() if name not in HEAD}


def faults_at(authority: Site) -> list[PublicRelease]:
    """Return the last release of each of the authority's challenges that is left out, if it is."""
    later = PublicRelease.objects.filter(
        challenge=OuterRef("challenge"), number__gt=OuterRef("number")
    )
    found = PublicRelease.objects.filter(
        ~Exists(later),
        is_valid=False,
        challenge__live=True,
        challenge__path__startswith=authority.root_page.path,
    )
    return list(found.select_related("challenge").defer("body", "facts").order_by("challenge_id"))

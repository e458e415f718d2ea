"""What a challenge said before anybody kept releases: from its revisions and its stages."""

from collections.abc import Iterator
from copy import copy
from datetime import datetime

from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, Site

from challenges.facts.challenges import facts_of
from challenges.facts.shapes import ChallengeFacts
from challenges.models import ChallengePage

PUBLISHED = ("wagtail.publish", "wagtail.publish.scheduled")


def history_of(page: ChallengePage, site: Site) -> Iterator[tuple[datetime, ChallengeFacts]]:
    """Yield when the challenge changed in public, and what it said then, the oldest first.

    Texts and dates are those of the revision that was out. Criteria and the form's questions are
    as they stand now: no revision is asked for them.
    """
    version, stage = copy(page), ""
    first = page.first_published_at or min(page.opens_at or timezone.now(), timezone.now())
    events = sorted([*_publications(page), *_moves(page)], key=lambda event: event[0])
    if not events or isinstance(events[0][1], str):
        events.insert(0, (min(first, events[0][0]) if events else first, None))
    changed, reason = None, ""
    for at, what in events:
        if isinstance(what, Revision):
            version = what.as_object()
        elif isinstance(what, str):
            stage, _line, reason = what.partition("\n")
            changed = at
        version.stage, version.stage_changed_at, version.stage_reason = stage, changed, reason
        version.path, version.url_path, version.live = page.path, page.url_path, True
        for facts in facts_of([version], at, site):
            yield at, _as_of(facts, at)


def _publications(page: ChallengePage) -> Iterator[tuple[datetime, Revision]]:
    entries = PageLogEntry.objects.filter(page=page.pk, action__in=PUBLISHED)
    told = dict(entries.exclude(revision=None).values_list("revision", "timestamp"))
    for revision in Revision.objects.filter(pk__in=told):
        yield told[revision.pk], revision


def _moves(page: ChallengePage) -> Iterator[tuple[datetime, str]]:
    for change in page.stage_changes.order_by("pk"):
        yield change.at, f"{change.to_stage}\n{change.reason}"


def _as_of(facts: ChallengeFacts, at: datetime) -> ChallengeFacts:
    """Return the facts without what was told later."""
    return facts.model_copy(
        update={
            "amendments": [one for one in facts.amendments if one.at <= at],
            "clarifications": [one for one in facts.clarifications if one.published_at <= at],
            "learned": [one for one in facts.learned if one.day <= at.date()],
        }
    )

"""Scores that count are those that were sent."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.models import Assignment, Entry, Event, Score, SentScores
from authorities.batch import in_batches

CHUNK = 500


def score_faults(page: Page) -> Iterator[str]:
    """Yield where the scores of an assignment that counts are not as they were last sent."""
    counting = (
        Assignment.objects.filter(
            application__page_id=page.pk, ended_at=None, sent_at__isnull=False
        )
        .select_related("application", "assessor")
        .defer("application__form_data", "application__questions", "application__search_text")
    )
    for batch in in_batches(counting.iterator(chunk_size=CHUNK), CHUNK):
        keys = [one.pk for one in batch]
        sent = {
            one.assignment_id: {row["criterion"]: _said(row) for row in one.scores}
            for one in SentScores.objects.filter(assignment__in=keys).order_by("number")
        }
        standing: dict[int, dict] = defaultdict(dict)
        scores = Score.objects.filter(assignment__in=keys)
        for row in scores.values("assignment", "criterion", "score", "comment", "private_comment"):
            standing[row["assignment"]][row["criterion"]] = _said(row)
        left_out = _left_out(batch)
        for one in batch:
            was = sent.get(one.pk, {})
            # What was scored before its criterion was left out was never sent, and is no fault.
            now = {
                criterion: said
                for criterion, said in standing[one.pk].items()
                if criterion in was or (one.application_id, criterion) not in left_out
            }
            if now != was:
                yield _(
                    "The scores of assessor %(number)d for %(reference)s are not those that were "
                    "sent."
                ) % {"number": one.assessor.number, "reference": one.application.reference}


def _said(row: Mapping[str, Any]) -> tuple:
    return row["score"], row.get("comment", ""), row.get("private_comment", "")


def _left_out(batch: list[Assignment]) -> set[tuple[int, int]]:
    """Return the applications and criteria that were ever left out."""
    entries = Entry.objects.filter(
        application__in=[one.application_id for one in batch], event=Event.NOT_APPLICABLE
    )
    return set(entries.values_list("application", "about__criterion"))

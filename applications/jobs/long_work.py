"""Long work, done by the worker: what was asked for is done once, and goes on after a fault."""

import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from django.core.files import File
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from applications.models import Assessor, LongWork
from applications.moderation.bulk.actions import ACTIONS, Order
from applications.moderation.bulk.running import run
from applications.record.exports import application_rows
from applications.workflow.permissions import visible_applications
from authorities.http.table_cells import Cell
from authorities.http.table_response import write_table
from authorities.scope import settings_of

log = structlog.get_logger(__name__)

HELD_FOR = timedelta(minutes=5)
# Results and tables hold what people wrote: they are there for a day.
KEPT_FOR = timedelta(days=1)
SAID_EVERY = 100


def do_long_work(now: datetime) -> int:
    """Do what waits, what was asked for first before the rest; return how much was finished.

    Safe to repeat and to interrupt. What fails is marked as failed, and its owner reads so.
    """
    finished = 0
    while work := _take():
        try:
            (_export if work.kind == LongWork.Kind.EXPORT else _bulk)(work)
        except Exception as error:
            # What broke may quote what people wrote, so its kind alone is logged.
            log.error("long_work_failed", work=work.pk, error=type(error).__name__)
            LongWork.objects.filter(pk=work.pk).update(has_failed=True, finished_at=timezone.now())
        else:
            LongWork.objects.filter(pk=work.pk).update(finished_at=timezone.now())
            finished += 1
    return finished


def forget_long_work(now: datetime) -> int:
    """Forget what was asked for more than a day ago, with its table; return how much."""
    old = LongWork.objects.filter(at__lt=now - KEPT_FOR)
    for work in old:
        work.file.delete(save=False)
    return old.delete()[0]


def _take() -> LongWork | None:
    """Hold the next one, which no other worker holds."""
    free = Q(held_until=None) | Q(held_until__lt=timezone.now())
    waiting = LongWork.objects.filter(free, finished_at=None).order_by("at", "pk")
    for key in waiting.values_list("pk", flat=True)[:10]:
        held = LongWork.objects.filter(free, pk=key, finished_at=None)
        if held.update(held_until=timezone.now() + HELD_FOR):
            return LongWork.objects.select_related("authority", "user").get(pk=key)
    return None


def _say(work: LongWork, **written: object) -> None:
    LongWork.objects.filter(pk=work.pk).update(held_until=timezone.now() + HELD_FOR, **written)


def _export(work: LongWork) -> None:
    rows = application_rows(
        work.keys, settings_of(work.authority), with_answers=work.about["with_answers"]
    )
    with tempfile.TemporaryFile() as made:
        write_table(_counted(work, rows), made, work.about["format"])
        made.seek(0)
        work.file.save("table", File(made), save=False)
    _say(work, file=work.file.name, done=work.total)


def _counted(work: LongWork, rows: Iterator[list[Cell]]) -> Iterator[list[Cell]]:
    for number, row in enumerate(rows):
        if number and not number % SAID_EVERY:
            _say(work, done=number)
        yield row


def _bulk(work: LongWork) -> None:
    """Do it with each application that is left; each with its result, in one transaction."""
    action, asked = ACTIONS[work.about["action"]], work.about["order"]
    order = Order(
        by=work.user,
        now=timezone.now(),
        reason=asked["reason"],
        because=asked["because"],
        text=asked["text"],
        over_limit=asked["over_limit"],
        assessor=Assessor.objects.filter(pk=asked["assessor"]).first(),
        due_at=datetime.fromisoformat(asked["due_at"]) if asked["due_at"] else None,
    )
    for place, key in enumerate(work.keys[work.done :], start=work.done + 1):
        with transaction.atomic():
            found = run(action, visible_applications(work.user, work.authority), [key], order)
            work.results += [[key, one.is_done, str(one.sentence)] for one in found]
            _say(work, done=place, results=work.results)

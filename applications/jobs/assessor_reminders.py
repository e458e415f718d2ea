"""One reminder to an assessor before unsent work is due."""

from collections import Counter
from datetime import datetime, timedelta

from django.db import transaction

from applications.assessment import mails
from applications.assessment.permissions import ASSIGNABLE
from applications.models import Assessor, Assignment
from authorities.batch import for_each_isolated

BEFORE = timedelta(days=2)


def remind_assessors(now: datetime) -> int:
    """Queue a reminder for each assessor with unsent work that is due within two days.

    One mail for everything that is due at the same time; nobody is reminded of the same twice,
    nor of what is overdue already, nor in an assessment that is closed. Returns how many were
    queued.
    """
    waiting = Assignment.objects.filter(
        sent_at=None,
        ended_at=None,
        due_at__gt=now,
        due_at__lte=now + BEFORE,
        assessor__removed_at=None,
        application__status__in=ASSIGNABLE,
    ).exclude(assessor__page__assessment_round__closed_at__isnull=False)
    counts = Counter(waiting.values_list("assessor", "due_at"))
    assessors = Assessor.objects.select_related("authority", "page").in_bulk(
        [key for key, _due_at in counts]
    )

    @transaction.atomic
    def remind(due: tuple[tuple[int, datetime], int]) -> bool:
        (key, due_at), count = due
        return mails.queue_reminder(assessors[key], count=count, due_at=due_at)

    return for_each_isolated(
        sorted(counts.items()), remind, job="remind_assessors", key=lambda due: due[0][0]
    )

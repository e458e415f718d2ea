"""Delivering mail: a task for each message, queued in the transaction that makes the message.

post_office keeps the message, its state and its log; the tasks decide when it goes, and by whom.
"""

from datetime import datetime, timedelta
from email.utils import make_msgid, parseaddr
from smtplib import SMTPDataError, SMTPRecipientsRefused

import structlog
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import task
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from post_office.models import PRIORITY, STATUS, Email
from post_office.settings import get_backend, get_default_mailer

from authorities.mail.retries import TRIES, gap_after
from authorities.models import User
from authorities.tasks.queues import CODES, MAIL, OURS

log = structlog.get_logger(__name__)

WAITING = (STATUS.queued, STATUS.requeued)
# A mail that is late by so much and has no task lost it: an older version made it, or a hand.
FORGOTTEN_AFTER = timedelta(minutes=2)
AT_ONCE = 1000


@task(queue_name=MAIL, backend=OURS)
def deliver(mail: int) -> None:
    """Send the mail, or have it tried again later.

    One that was sent, deleted, or put off meanwhile is left alone: so it may be called twice.
    """
    now = timezone.now()
    email = due(now).filter(pk=mail).first()
    if email is None:
        return
    try:
        server = get_connection(get_backend(email.backend_alias or get_default_mailer()))
        email.dispatch(commit=False, connection=server)
    except Exception as fault:
        _put_off(email, fault, now)
        return
    with transaction.atomic():
        Email.objects.filter(pk=mail).update(status=STATUS.sent, last_updated=timezone.now())
        email.logs.create(status=STATUS.sent)


def due(now: datetime) -> QuerySet[Email]:
    """Return the mails that can go out now."""
    return Email.objects.filter(
        Q(scheduled_time=None) | Q(scheduled_time__lte=now),
        Q(expires_at=None) | Q(expires_at__gt=now),
        status__in=WAITING,
    )


def queue_delivery(email: Email) -> None:
    """Queue the task that sends this mail, at its time."""
    is_awaited = email.priority == PRIORITY.high
    deliver.using(
        queue_name=CODES if is_awaited else MAIL,
        priority=10 if is_awaited else 0,
        run_after=email.scheduled_time,
    ).enqueue(email.pk)


def queue_deliveries(emails: list[Email], **kwargs: object) -> None:
    """Queue what was just made; post_office's signal calls this."""
    for email in emails:
        if not email.message_id and "Message-ID" not in (email.headers or {}):
            # One name however often it is tried, so that nobody reads it twice.
            email.message_id = make_msgid(domain=parseaddr(email.from_email)[1].rpartition("@")[2])
            Email.objects.filter(pk=email.pk).update(message_id=email.message_id)
        queue_delivery(email)


@transaction.atomic
def try_again(email: Email, *, by: User) -> bool:
    """Put a mail that failed for good into the queue once more; return False if it is there."""
    anew = {"status": STATUS.queued, "number_of_retries": None, "scheduled_time": None}
    if not Email.objects.filter(pk=email.pk, status=STATUS.failed).update(**anew):
        return False
    email.refresh_from_db()
    queue_delivery(email)
    log.info("mail_tried_again", mail=email.pk, by=by.pk)
    return True


def queue_forgotten(now: datetime) -> int:
    """Queue mails that are late and have no task; return how many. Safe to repeat."""
    since = now - FORGOTTEN_AFTER
    emails = list(due(since).filter(last_updated__lte=since)[:AT_ONCE])
    if not emails:
        return 0
    unfinished = DBTaskResult.objects.filter(
        task_path=deliver.module_path,
        status__in=(TaskResultStatus.READY, TaskResultStatus.RUNNING),
    )
    known = {given["args"][0] for given in unfinished.values_list("args_kwargs", flat=True)}
    forgotten = [email for email in emails if email.pk not in known]
    for email in forgotten:
        queue_delivery(email)
    if forgotten:
        log.warning("mails_without_task_queued", mails=len(forgotten))
    return len(forgotten)


@transaction.atomic
def _put_off(email: Email, fault: Exception, now: datetime) -> None:
    """Have it tried again after a gap, or say that it failed for good."""
    tries = (email.number_of_retries or 0) + 1
    is_over = tries >= TRIES or _is_for_good(fault)
    later = now + gap_after(tries, is_awaited=email.priority == PRIORITY.high)
    # Who slept over it may find that another has sent it meanwhile.
    is_ours = Email.objects.filter(
        pk=email.pk, status=email.status, number_of_retries=email.number_of_retries
    ).update(
        status=STATUS.failed if is_over else STATUS.requeued,
        number_of_retries=email.number_of_retries if is_over else tries,
        scheduled_time=later,
        last_updated=now,
    )
    if not is_ours:
        return
    email.logs.create(status=STATUS.failed, message=str(fault), exception_type=type(fault).__name__)
    said = {"mail": email.pk, "tries": tries, "fault": type(fault).__name__}
    if is_over:
        log.error("mail_failed_for_good", **said)
    else:
        email.scheduled_time = later
        queue_delivery(email)
        log.warning("mail_put_off", **said)


def _is_for_good(fault: Exception) -> bool:
    """Return whether the server said that it will never take this mail (RFC 5321, 4.2.1)."""
    if isinstance(fault, SMTPRecipientsRefused):
        return all(code >= 500 for code, _said in fault.recipients.values())
    return isinstance(fault, SMTPDataError) and fault.smtp_code >= 500

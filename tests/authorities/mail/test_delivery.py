"""A task for each mail: sent once, tried again with growing gaps, never lost."""

from datetime import timedelta
from smtplib import SMTPAuthenticationError, SMTPDataError, SMTPRecipientsRefused

import pytest
import time_machine
from django.core import mail as outbox
from django.core.mail import get_connection, send_mail
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from post_office import mail
from post_office.models import STATUS, Email

from authorities.mail.delivery import deliver, queue_forgotten, try_again
from authorities.mail.retries import FIRST_GAP, TRIES, gap_after
from authorities.tasks.lane import Lane
from authorities.tasks.queues import CODES, LANES, MAIL
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MAIL_LANE = next(lane for lane in LANES if lane.name == "mail")


@pytest.fixture
def broken(settings):
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "tests.authorities.mail.test_delivery.Broken"}
    }


class Broken:
    """A mail server that is not there, or says what stands in `fault`."""

    fault: Exception = OSError("no route to host")

    def __init__(self, *args, **kwargs):
        """Take what Django hands over."""

    def open(self):
        """Connect to nothing."""

    def close(self):
        """Leave it."""

    def send_messages(self, messages):
        raise self.fault


def work():
    Lane(MAIL_LANE, "here", once=True).work()


def queue(**options):
    return mail.send("ada@example.com", "us@council.example", subject="Hi", **options)


def test_a_mail_and_its_task_are_queued_together_or_not_at_all():
    savepoint = transaction.savepoint()
    queue()
    transaction.savepoint_rollback(savepoint)
    assert not DBTaskResult.objects.exists()
    queue()
    assert DBTaskResult.objects.get().queue_name == MAIL


def test_mail_that_somebody_waits_for_has_a_queue_of_its_own():
    queue(priority="high")
    assert DBTaskResult.objects.get().queue_name == CODES


def test_a_mail_of_djangos_own_has_one_message_id_for_all_its_tries(broken):
    queued = get_connection("post_office.EmailBackend")
    send_mail("Hi", "Hello.", "us@council.example", ["ada@example.com"], connection=queued)
    first = Email.objects.get().email_message().message()["Message-ID"]
    work()
    email = Email.objects.get()
    assert email.status == STATUS.requeued
    assert first == email.email_message().message()["Message-ID"]
    assert first.endswith("@council.example>")


def test_a_mail_is_sent_once_however_often_its_task_runs():
    email = queue()
    deliver.call(email.pk)
    deliver.call(email.pk)
    work()
    assert len(outbox.outbox) == 1
    assert Email.objects.get().status == STATUS.sent
    assert not DBTaskResult.objects.exists()


def test_a_mail_goes_at_its_time_and_not_before():
    at = timezone.now() + timedelta(hours=1)
    queue(scheduled_time=at)
    work()
    assert outbox.outbox == []
    with time_machine.travel(at + timedelta(seconds=1)):
        work()
    assert len(outbox.outbox) == 1


@pytest.mark.parametrize("gone", ["deleted", "expired"])
def test_a_mail_that_nobody_needs_any_more_is_not_sent(gone):
    email = queue(expires_at=timezone.now() + timedelta(minutes=10))
    if gone == "deleted":
        Email.objects.all().delete()
    else:
        Email.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    deliver.call(email.pk)
    work()
    assert outbox.outbox == []


def test_gaps_grow_until_it_failed_for_good_and_the_log_keeps_each_try(broken):
    email, now = queue(), timezone.now()
    for tries in range(1, TRIES + 1):
        with time_machine.travel(now, tick=False):
            work()
            email.refresh_from_db()
            if tries < TRIES:
                assert email.status == STATUS.requeued
                assert email.scheduled_time == now + gap_after(tries)
        now = email.scheduled_time + timedelta(seconds=1)
    assert email.status == STATUS.failed
    assert email.logs.count() == TRIES
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize(
    ("fault", "is_final"),
    [
        (SMTPRecipientsRefused({"ada@example.com": (550, b"no such user")}), True),
        (SMTPRecipientsRefused({"ada@example.com": (451, b"grey")}), False),
        (SMTPDataError(554, b"refused"), True),
        (SMTPDataError(452, b"full"), False),
        (SMTPAuthenticationError(535, b"wrong password"), False),
    ],
)
def test_what_the_server_will_never_take_is_shown_at_once(broken, monkeypatch, fault, is_final):
    monkeypatch.setattr(Broken, "fault", fault)
    queue()
    work()
    assert (Email.objects.get().status == STATUS.failed) is is_final
    assert DBTaskResult.objects.exists() is not is_final


def test_a_worker_that_wakes_does_not_unsend_what_another_sent(monkeypatch):
    email = queue()

    def wake(self, messages):
        Email.objects.update(status=STATUS.sent)
        raise OSError("connection lost in sleep")

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", wake)
    deliver.call(email.pk)
    assert Email.objects.get().status == STATUS.sent


def test_who_waits_for_a_mail_waits_seconds_for_its_second_try(broken):
    queue(priority="high")
    work()
    assert Email.objects.get().scheduled_time < timezone.now() + timedelta(minutes=1)


def test_one_that_failed_for_good_goes_out_when_staff_try_it_again():
    email = queue()
    DBTaskResult.objects.all().delete()
    Email.objects.update(status=STATUS.failed, number_of_retries=12)
    ina = UserFactory()
    assert try_again(email, by=ina)
    assert not try_again(email, by=ina)
    work()
    assert len(outbox.outbox) == 1


def test_a_mail_without_a_task_is_found_and_one_with_a_task_is_left():
    queue()
    lost = queue()
    DBTaskResult.objects.filter(args_kwargs__args=[lost.pk]).delete()
    now = timezone.now() + FIRST_GAP
    assert queue_forgotten(timezone.now()) == 0
    assert queue_forgotten(now) == 1
    assert queue_forgotten(now) == 0
    work()
    assert len(outbox.outbox) == 2

"""Two people at the same moment, and a mail server that fails half-way."""

import socket
import threading
from datetime import timedelta

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from applications.models import Application, Decision, DecisionLetter, Entry, Event, Release
from applications.models.status import Status
from applications.release.releasing import ReleaseRefused, plan_release, ready_groups
from applications.workflow.transitions import move
from authorities.mail.retries import FIRST_GAP
from authorities.models import Role
from challenges.models.status import Stage
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.history import faults_once_sealed


def decided(page, manager, number):
    applications = ApplicationFactory.create_batch(number, page=page, status=Status.IN_ASSESSMENT)
    for application in applications:
        move(application, Status.NOT_MATCHED, by=manager, reason="No.")
    DecisionLetter.objects.update(stronger="Name a partner.")
    return applications


def together(*acts):
    """Do all at the same moment, each in a thread; return what each returned or raised."""
    start, outcomes = threading.Barrier(len(acts)), {}

    def run(number, act):
        start.wait()
        try:
            outcomes[number] = act()
        except Exception as problem:
            outcomes[number] = problem
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [outcomes[number] for number in range(len(acts))]


@pytest.fixture
def challenge(authority):
    return ChallengePageFactory(authority=authority, closed=True, stage=Stage.ASSESSING)


@pytest.fixture
def manager(authority):
    return UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_releases_at_once_one_is_made(challenge, manager):
    decided(challenge, manager, 3)
    seen = {group.status: group.print for group in ready_groups(challenge)}
    outcomes = together(*[lambda: plan_release(challenge, seen, by=manager)] * 4)
    assert sum(isinstance(one, Release) for one in outcomes) == 1
    assert sum(isinstance(one, ReleaseRefused) for one in outcomes) == 3
    assert Entry.objects.filter(event=Event.TOLD).count() == 3
    assert faults_once_sealed(challenge) == []


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_reversal_and_a_release_at_once_agree_on_what_was_told(challenge, manager):
    (application,) = decided(challenge, manager, 1)
    seen = {group.status: group.print for group in ready_groups(challenge)}
    now = timezone.now()
    released, _moved = together(
        lambda: plan_release(challenge, seen, by=manager, now=now),
        lambda: move(application, Status.IN_ASSESSMENT, by=manager, reason="A mistake."),
    )
    application.refresh_from_db()
    letter = DecisionLetter.objects.get(application=application)
    assert application.status == Status.IN_ASSESSMENT
    if isinstance(released, Release):
        # Released first: the applicant was told, and the letter stays on the record.
        assert application.told_status() is Status.NOT_MATCHED
        assert letter.voided_at is None
    else:
        assert application.told_status() is Status.SUBMITTED
        assert letter.voided_at
    assert faults_once_sealed(challenge) == []


class Letterbox:
    """Takes so many letters, then none until it is opened again."""

    def __init__(self, takes):
        self.takes, self.received = takes, []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if len(self.received) >= self.takes:
            return "451 try again later"
        self.received.append(envelope.rcpt_tos[0])
        return "250 OK"


@pytest.fixture
def letterbox(settings):
    box = Letterbox(takes=90)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.EMAIL_USE_TLS = False
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.smtp.EmailBackend"},
    }
    yield box
    controller.stop()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_hundred_are_told_once_though_the_mail_server_fails_half_way(
    challenge, manager, letterbox
):
    applications = ApplicationFactory.create_batch(200, page=challenge, status=Status.NOT_MATCHED)
    for application in applications:
        decision = Decision.objects.create(application=application, to_status=Status.NOT_MATCHED)
        DecisionLetter.objects.create(
            application=application,
            decision=decision,
            status=Status.NOT_MATCHED,
            stronger="Name a partner.",
        )
    seen = {group.status: group.print for group in ready_groups(challenge)}
    plan_release(challenge, seen, by=manager)
    call_command("run_worker", "--once")
    assert len(letterbox.received) == 90
    told = [one.told_status() for one in Application.objects.all()]
    assert told == [Status.NOT_MATCHED] * 200

    letterbox.takes = 1000
    with time_machine.travel(timezone.now() + FIRST_GAP + timedelta(seconds=1)):
        call_command("run_worker", "--once")
        call_command("run_worker", "--once")
    assert sorted(letterbox.received) == sorted(one.email for one in applications)
    assert {one.released_status for one in Application.objects.all()} == {Status.NOT_MATCHED}
    assert Release.objects.get().mailed_at
    assert Entry.objects.filter(event=Event.TOLD).count() == 200

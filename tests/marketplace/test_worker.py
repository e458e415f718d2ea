"""The worker: mail to a real SMTP server, and what editors scheduled."""

import socket
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
import time_machine
from aiosmtpd.controller import Controller
from django.core.management import call_command
from django.utils import timezone
from post_office.models import STATUS, Email

from applications.drafts import colleagues
from applications.drafts.extensions import extend
from applications.drafts.mails import queue_address, queue_reminder
from applications.models import Application
from applications.models.status import Status
from applications.submission import conversation
from applications.workflow.transitions import move
from authorities.mail.retries import FIRST_GAP
from authorities.models import Role
from challenges.brief.digest import send_digests
from challenges.editing.mails import queue_amendment
from challenges.models import Amendment
from challenges.models.status import Stage
from challenges.stages.transitions import move_stage
from marketplace.management.commands import run_worker
from tests.factories import ChallengePageFactory, ClarificationFactory, UserFactory, filled_in


class Letterbox:
    """Keeps what an SMTP server receives; refuses while it is `shut`."""

    def __init__(self):
        self.letters, self.shut = [], False

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.shut:
            return "451 try again later"
        self.letters.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def letterbox(settings):
    box = Letterbox()
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


@pytest.fixture
def sent(authority, client):
    page = ChallengePageFactory(authority=authority)
    client.post(page.url, filled_in(page), headers={"host": authority.hostname})
    return Application.objects.get()


def work():
    call_command("run_worker", "--once")


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_receipt_arrives_in_plain_text_and_html_with_the_authoritys_name(sent, letterbox):
    work()
    (letter,) = letterbox.letters
    assert letter["To"] == "ada@example.com"
    assert letter["From"] == "Birmingham City Council <sender@birmingham.example.org>"
    assert letter["Reply-To"] == "contact@birmingham.example.org"
    assert sent.reference in letter["Subject"]
    for kind in ("plain", "html"):
        body = letter.get_body((kind,)).get_content()
        assert sent.reference in body
        assert sent.private_path in body
        assert "Birmingham City Council" in body


def queue_every_kind(application, manager):
    """Queue one mail of each kind to the applicant, and return what each must say."""
    page, draft = application.page.specific, application.draft
    now = timezone.now()
    queue_address(draft, page=page)
    queue_reminder(draft, page=page, closes_at=page.closes_at)
    until = page.closes_at + timedelta(hours=1)
    extend(draft, page, until=until, by=manager, reason="Power cut.", now=now)
    conversation.write(application, "Hello.", by=manager, page=page)
    colleagues.invite(draft, "bo@example.com", page=page)
    Amendment.objects.create(challenge=page, text="It closes later.")
    queue_amendment(page.amendments.get(), page=page)
    ClarificationFactory(page=page, question="May we use radar?", answer="You may.")
    send_digests(now + timedelta(seconds=1))
    move(application, Status.WITHDRAWN, by=manager, reason="She rang.")
    move_stage(page, Stage.WITHDRAWN, by=manager, reason="The works have moved.")
    return {
        "We have your application": "Keep this address to yourself",
        "where to find it": "Nothing is sent yet",
        "Not sent yet": "This is the only reminder.",
        "more time": "You have more time",
        "A message about": "There is a message for you",
        "invites you": "asks you to work on an application",
        "has changed": "It closes later.",
        "A new answer": "May we use radar?",
        "is withdrawn": "Nobody will assess it.",
        "The works have moved.": "The works have moved.",
    }


def in_one_line(letter, kind):
    """Return what a part of a mail says: its lines are as short as mail programs like them."""
    return " ".join(letter.get_body((kind,)).get_content().split())


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_each_kind_of_mail_arrives_once_with_its_content_brand_and_reference(
    sent, letterbox, authority
):
    manager = UserFactory.working_for(authority, Role.PROGRAMME_MANAGER)
    expected = queue_every_kind(sent, manager)
    work()
    work()
    letters = {letter["Subject"]: letter for letter in letterbox.letters}
    assert len(letters) == len(letterbox.letters) == len(expected)
    for said, content in expected.items():
        (letter,) = [
            letter
            for subject, letter in letters.items()
            if said in subject or said in in_one_line(letter, "plain")
        ][:1]
        for kind in ("plain", "html"):
            body = in_one_line(letter, kind)
            for text in (content, sent.reference, authority.site_name, "contact@birmingham"):
                assert text in body, (letter["Subject"], kind, text)
        assert "background:#17375e" in letter.get_body(("html",)).get_content()


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_mail_server_that_is_down_delays_a_mail_and_never_loses_or_doubles_it(sent, letterbox):
    letterbox.shut = True
    work()
    assert letterbox.letters == []
    assert Email.objects.get().status == STATUS.requeued
    letterbox.shut = False
    work()
    assert letterbox.letters == []
    with time_machine.travel(timezone.now() + FIRST_GAP + timedelta(seconds=1)):
        work()
        work()
    assert len(letterbox.letters) == 1
    assert Email.objects.get().status == STATUS.sent


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_scheduled_brief_goes_out_at_its_time(authority, client):
    page = ChallengePageFactory(authority=authority, live=False)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    host = {"host": authority.hostname}
    path = f"/challenges/{page.slug}/"
    work()
    assert client.get(path, headers=host).status_code == 404
    with time_machine.travel(page.go_live_at + timedelta(seconds=1)):
        work()
    assert client.get(path, headers=host).status_code == 200


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_job_that_fails_keeps_no_other_from_its_turn_and_is_tried_again(monkeypatch):
    done = []

    def fail():
        done.append("failed")
        raise ValueError("no")

    def tell():
        done.append("told")

    monkeypatch.setattr(run_worker, "PROMPT", (fail, tell))
    monkeypatch.setattr(run_worker, "LENGTHY", ())
    monkeypatch.setattr(run_worker, "DAILY", ())
    work()
    assert done == ["failed", "told"]
    with time_machine.travel(timezone.now() + timedelta(seconds=11)):
        work()
    assert sorted(done) == ["failed", "failed", "told", "told"]


def test_each_job_comes_once_in_the_list_and_has_a_name_of_its_own():
    names = [job.name for job in run_worker.periodic_jobs()]
    assert len(names) == len(set(names))

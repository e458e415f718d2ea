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

from applications.models import Application
from tests.factories import ChallengePageFactory, filled_in


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


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_a_mail_server_that_is_down_delays_a_mail_and_never_loses_or_doubles_it(sent, letterbox):
    letterbox.shut = True
    work()
    assert letterbox.letters == []
    assert Email.objects.get().status == STATUS.requeued
    letterbox.shut = False
    Email.objects.update(scheduled_time=timezone.now() - timedelta(seconds=1))
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

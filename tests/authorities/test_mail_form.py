"""A mail as it leaves: headers, plain text, and what a list of mails shows of it."""

import re
from email import message_from_bytes, policy

import pytest
from django.core import mail
from django.utils import timezone
from post_office.models import Email

from applications.drafts.mails import queue_reminder
from applications.submission.mails import queue_receipt
from authorities.mail import outbox
from authorities.mail.outbox import queue_once
from authorities.mail.sender import queue_mail
from authorities.mail.text import preheader, tidy, wrap
from authorities.models import AuthoritySettings, SentMail
from businesses.models import Subscriber
from challenges.listing.subscriptions.mails import ALERT, queue_alert
from tests.factories import ApplicationFactory, ChallengePageFactory

NAME = "Okafor & Söhne 🐝"
TITLE = (
    "Damp & mould: how might we notice it early <enough>, " + "and tell the tenants in time? " * 6
)


def sent(queued: Email):
    """Return the mail as a mail program reads it, and its bytes."""
    raw = queued.prepare_email_message().message().as_bytes()
    return message_from_bytes(raw, policy=policy.default), raw


@pytest.fixture
def application(authority):
    page = ChallengePageFactory(authority=authority, title=TITLE.strip()[:200])
    return ApplicationFactory(page=page, business_name=NAME, contact_name="Sam O’Kafor")


@pytest.fixture
def mails(application):
    """A receipt, a reminder and an alert."""
    page = application.page.specific
    queue_receipt(application, page=page)
    queue_reminder(application.draft, page=page, closes_at=page.closes_at)
    reader = Subscriber.objects.create(authority=application.authority, email="r@example.org")
    queue_alert(reader, [(page, ["“damp” & mould"])], [], until=timezone.now())
    return [row.mail for row in SentMail.objects.select_related("mail")]


def test_no_program_answers_our_mail_and_each_has_one_name_at_the_senders_domain(mails):
    names = set()
    for queued in mails:
        message, _raw = sent(queued)
        assert message["Auto-Submitted"] == "auto-generated"
        assert message["Message-ID"].endswith("@birmingham.example.org>")
        # Tried again, it is still the same mail.
        assert sent(queued)[0]["Message-ID"] == message["Message-ID"]
        names.add(message["Message-ID"])
    assert len(names) == len(mails) == 3


def test_the_plain_text_reads_well(mails):
    for queued in mails:
        text = sent(queued)[0].get_body(("plain",)).get_content().replace("\r\n", "\n")
        lines = text.split("\n")
        assert "&amp;" not in text
        assert not re.search(r"</?(p|a|br|div)\b", text)
        assert "\n\n\n" not in text
        for number, line in enumerate(lines):
            assert line == line.strip()
            assert len(line) <= 78 or line.startswith("http")
            if "http" in line:
                assert re.fullmatch(r"https?://\S+", line)
            if line.endswith(":"):
                assert any(lines[number + 1 : number + 3]), f"nothing stands below “{line}”"


def test_the_first_words_that_a_list_shows_say_what_it_is_about(mails):
    for queued in mails:
        html = sent(queued)[0].get_body(("html",)).get_content()
        shown = re.search(r"<body.*?<div[^>]*display:none[^>]*>([^<&]{20,})", html, re.DOTALL)
        assert shown, html[:900]
        assert not shown[1].startswith(("Hello", "http", "Birmingham City Council\n"))
        assert f"<title>{queued.subject.split('&')[0]}" in html


def test_any_subject_and_sender_is_shown_as_typed_on_folded_lines(authority):
    AuthoritySettings.objects.filter(site=authority).update(name=f"Council, {NAME}")
    queued = queue_mail(
        "sam@example.org",
        authority,
        ALERT.template,
        subject=f"About\r\nBcc: x@example.org {NAME}\x0b{TITLE}",
        context={"rows": [], "manage_url": "http://x.example/", "until": timezone.now()},
    )
    message, raw = sent(queued)
    assert message["Subject"].strip() == f"About Bcc: x@example.org {NAME} {TITLE.strip()}"
    assert message["Bcc"] is None
    assert message["From"].addresses[0].display_name == f"Council, {NAME}"
    head = raw.split(b"\n\n")[0]
    assert all(len(line) <= 80 for line in head.split(b"\n"))
    head.decode("ascii")


def test_two_runs_at_once_queue_one_mail(authority, monkeypatch):
    def ask():
        return queue_once(
            "sam@example.org",
            authority,
            ALERT,
            subject="New",
            key="one",
            rows=[],
            until=timezone.now(),
        )

    assert ask()
    # The other run looked before the first had written.
    answers = iter([False, True])
    monkeypatch.setattr(outbox, "was_queued", lambda mail, key: next(answers))
    assert not ask()
    assert Email.objects.count() == SentMail.objects.count() == 1


def test_texts_are_tidied_and_wrapped_and_addresses_stay_whole():
    address = "https://example.org/" + "a" * 90
    text = tidy(f"Hello, \n \n\n\n{'word ' * 30}\n{address}\x0b\n")
    assert text == f"Hello,\n\n{('word ' * 30).strip()}\n{address}\n"
    lines = wrap(text).split("\n")
    assert address in lines
    assert max(len(line) for line in lines if line != address) <= 78
    assert preheader(text).startswith("word word")
    assert not mail.outbox

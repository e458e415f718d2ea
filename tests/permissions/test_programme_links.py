"""Addresses of a programme outside the admin: each, and everybody to whom it does not open.

A secret opens at its own authority; what it names belongs to that secret; what is over says so.
"""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model

from authorities.models import AuthoritySettings
from challenges.models import FollowUp, Lesson, ProgrammeReport, SessionFile
from tests.factories import UserFactory
from tests.factories.programmes import AttendanceFactory, ProposalFactory, SessionFactory
from tests.permissions.answering import Answer, ask

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

SLOT = {"answer": "yes", "slot": ""}
WORD = "Quillfeather"


@dataclass(frozen=True)
class Link:
    """An address, what is sent there, and what it answers to who holds it."""

    name: str
    reads: Answer = Answer.READS
    typed: dict | None = None
    writes: Answer = Answer.NO_METHOD


# What each address answers to who holds its secret, or signs in as it asks.
OPEN = [
    Link("coming", typed={"answer": "no"}, writes=Answer.WRITES),
    Link("coming", typed={"answer": "maybe"}, writes=Answer.REFUSED),
    Link("coming calendar"),
    Link("coming file"),
    Link("invited", typed={"answer": "yes"}, writes=Answer.WRITES),
    # A file is for who has a place, and of their own session.
    Link("invited file", reads=Answer.NOT_FOUND),
    Link("coming other file", reads=Answer.NOT_FOUND),
    # What has begun, and what is called off, takes no answer, and is still read.
    Link("begun", typed={"answer": "yes"}, writes=Answer.REFUSED),
    Link("called off", typed={"answer": "yes"}, writes=Answer.REFUSED),
    Link("slot", typed=SLOT, writes=Answer.REFUSED),
    Link("open session", typed={"name": "Kim", "email": "kim@example.net"}, writes=Answer.WRITES),
    Link("open session", typed={"name": "Kim", "email": "kim"}, writes=Answer.REFUSED),
    Link("closed session", typed={"name": "K", "email": "k@example.net"}, writes=Answer.REFUSED),
    Link("outcome", typed={"use": "yes", "text": "We use it."}, writes=Answer.WRITES),
    Link("outcome", typed={"use": "yes", "text": " "}, writes=Answer.REFUSED),
    Link("report"),
    Link("report csv"),
    # Proposals are a colleague's, who proves it by a code.
    Link("proposals", reads=Answer.SIGN_IN),
    Link("proposal", reads=Answer.SIGN_IN, typed={"act": "take_over"}, writes=Answer.SIGN_IN),
    Link("proposal", reads=Answer.SIGN_IN, typed={"sentence": "So"}, writes=Answer.REFUSED),
    Link("new proposal", typed={"problem": "Damp"}, writes=Answer.REFUSED),
    Link("similar proposals"),
    # No address has a session that is for those who are invited, or a secret that nobody was given.
    Link("private session", reads=Answer.NOT_FOUND, typed={}, writes=Answer.NOT_FOUND),
    *(
        Link(name, reads=Answer.NOT_FOUND, typed={}, writes=Answer.NOT_FOUND)
        for name in ("nobody's session", "nobody's outcome")
    ),
    *(
        Link(name, reads=Answer.NOT_FOUND)
        for name in ("nobody's report", "nobody's calendar", "report exe", "kept document")
    ),
]


@pytest.fixture
def paths(own):
    """Each address of a programme of Birmingham, by its name."""
    AuthoritySettings.objects.filter(site=own.authority).update(proposal_domains="bcc.example")
    programme, now = own.made["programme"], timezone.now()

    def session(**how):
        return SessionFactory(programme=programme, title=f"{WORD} day", **how)

    def guest(of, **how):
        return AttendanceFactory(session=of, name=WORD, **how).secret

    document = get_document_model().objects.create(
        title=WORD, file=ContentFile(b"Plan", "plan.txt")
    )
    day, other_day = session(), session()
    files = [SessionFile.objects.create(session=one, document=document) for one in (day, other_day)]
    anybody = {"audience": "anybody", "is_public": True}
    coming, invited = guest(day, answer="yes"), guest(day)
    asked = FollowUp.objects.create(
        milestone=own.made["milestone"], who="business", email="b@example.org"
    )
    report = ProgrammeReport.objects.create(
        authority=own.authority,
        programme=programme,
        title=WORD,
        made_by=UserFactory(),
        form_key="6d5ff3ab-9d3e-4f1c-8f1e-0c6f1f0d2a12",
        content={
            **dict.fromkeys(("programme", "authority", "frozen"), WORD),
            **{name: [] for name in ("figures", "groups", "challenges", "stories", "lessons")},
            "money": {"headings": [], "rows": []},
        },
    ).secret
    Lesson.objects.filter(programme=programme).update(evidence_file=document)
    begun = session(starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=1))
    proposal = ProposalFactory(authority=own.authority, problem=f"{WORD} notices").pk
    return {
        "coming": f"/sessions/{coming}/",
        "coming calendar": f"/sessions/{coming}/session.ics",
        "coming file": f"/sessions/{coming}/files/{files[0].pk}/",
        "coming other file": f"/sessions/{coming}/files/{files[1].pk}/",
        "invited": f"/sessions/{invited}/",
        "invited file": f"/sessions/{invited}/files/{files[0].pk}/",
        "begun": f"/sessions/{guest(begun)}/",
        "called off": f"/sessions/{guest(session(called_off='The room is flooded.'))}/",
        "slot": f"/sessions/{guest(session(slot_minutes=20))}/",
        "open session": f"/sessions/{session(**anybody).pk}/",
        "closed session": f"/sessions/{session(**anybody, held=True).pk}/",
        "private session": f"/sessions/{day.pk}/",
        "outcome": f"/outcomes/{asked.secret}/",
        "report": f"/reports/{report}/",
        "report csv": f"/reports/{report}/report.csv",
        "report exe": f"/reports/{report}/report.exe",
        "proposals": "/proposals/",
        "proposal": f"/proposals/{proposal}/",
        "new proposal": "/proposals/new/",
        "similar proposals": "/proposals/similar/?text=notices",
        "nobody's session": "/sessions/nobodys/",
        "nobody's calendar": "/sessions/nobodys/session.ics",
        "nobody's outcome": "/outcomes/nobodys/",
        "nobody's report": "/reports/nobodys/",
        "kept document": document.url,
    }


def both(client, link, path, host) -> tuple[Answer, Answer]:
    """Return what reading and sending answer at a host."""
    headers = {"host": host}
    read = ask(client, "get", path, headers=headers)
    assert not read.written, link
    return read.answer, ask(client, "post", path, link.typed or {}, headers=headers).answer


@pytest.mark.parametrize("link", OPEN, ids=str)
def test_each_address_answers_who_holds_it_as_the_table_says(client, own, paths, link):
    expected = (link.reads, link.writes)
    found = both(client, link, paths[link.name], own.authority.hostname)
    if link.name == "kept document":
        found = (found[0], link.writes)
    assert found == expected


# At every authority: the form of its own, and Wagtail's view of documents.
OF_ITS_OWN = {"new proposal", "proposals", "similar proposals", "kept document"}


def test_no_address_opens_or_tells_anything_at_another_authority(client, own, other, paths):
    wrong = []
    for name in set(paths) - OF_ITS_OWN:
        for method in ("get", "post"):
            heard = ask(client, method, paths[name], headers={"host": other.authority.hostname})
            if heard.answer not in (Answer.NOT_FOUND, Answer.NO_METHOD) or WORD in heard.body:
                wrong.append(f"{name}, {method}: {heard.answer}")
    assert not wrong, "\n".join(wrong)


def test_what_colleagues_propose_is_no_business_of_businesses_and_staff(own, paths):
    at = {"headers": {"host": own.authority.hostname}}
    for who, browser in own.crowd.browsers.items():
        for name in ("proposals", "proposal", "similar proposals"):
            heard = ask(browser, "get", paths[name], **at)
            assert WORD not in heard.body, (who, name)

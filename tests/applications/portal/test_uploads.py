"""A file that is sent as soon as it is chosen, by the tus protocol."""

import base64
from datetime import timedelta
from glob import glob
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from applications.drafts import colleagues
from applications.files import incoming
from applications.models import ApplicationFile, IncomingFile
from applications.privacy.erasure import erase
from tests.applications.conftest import name_of
from tests.applications.files.test_upload_validation import ELF, PDF
from tests.clamd import EICAR
from tests.factories import DraftFactory

WHOLE, HALF = len(PDF), len(PDF) // 2


class Sender:
    """A browser that sends a file to a draft in pieces."""

    def __init__(self, client, authority, path, question):
        self.client, self.path, self.question = client, path, question
        self.headers = {"host": authority.hostname, "Tus-Resumable": "1.0.0"}

    def begin(self, size=WHOLE, name="plan.pdf", question=None):
        said = {"filename": name, "question": question or self.question}
        pairs = [f"{key} {base64.b64encode(text.encode()).decode()}" for key, text in said.items()]
        headers = self.headers | {"Upload-Length": str(size), "Upload-Metadata": ",".join(pairs)}
        return self.client.post(f"{self.path}uploads/", headers=headers)

    def piece(self, address, content, at=0):
        return self.client.patch(
            address,
            content,
            content_type="application/offset+octet-stream",
            headers=self.headers | {"Upload-Offset": str(at)},
        )

    def head(self, address):
        return self.client.head(address, headers=self.headers)

    def keep(self, address, version=1):
        return self.client.post(address, {"version": version}, headers=self.headers)

    def send(self, content=PDF, name="plan.pdf"):
        address = self.begin(len(content), name)["Location"]
        self.piece(address, content)
        return self.keep(address)


@pytest.fixture
def draft(challenge):
    return DraftFactory(page=challenge)


@pytest.fixture
def sender(client, authority, challenge, draft):
    return Sender(client, authority, draft.private_path, name_of(challenge, "A summary"))


def pieces_of(address) -> list[str]:
    """Return the names of the file's pieces that lie in private storage."""
    one = IncomingFile.objects.get(pk=resolve(address).kwargs["pk"])
    return glob(storages["private"].path(f"applications/{one.draft_id}/incoming/{one.pk.hex}/*"))


def test_it_is_kept_once_every_piece_is_there(sender, draft):
    begun = sender.begin()
    assert (begun.status_code, begun["Tus-Resumable"]) == (201, "1.0.0")
    address = begun["Location"]
    first = sender.piece(address, PDF[:HALF])
    assert (first.status_code, first["Upload-Offset"]) == (204, str(HALF))
    assert not draft.files.exists()
    assert sender.keep(address).status_code == 409
    sender.piece(address, PDF[HALF:], at=HALF)
    kept = sender.keep(address)
    assert kept.status_code == 200
    assert kept.json()["files"][0]["name"] == "plan.pdf"
    assert draft.files.get().file.read() == PDF


def test_after_a_broken_connection_it_goes_on_where_it_stopped(sender, draft):
    address = sender.begin()["Location"]
    sender.piece(address, PDF[:HALF])
    again = sender.piece(address, PDF[:HALF])
    assert (again.status_code, again["Upload-Offset"]) == (409, str(HALF))
    head = sender.head(address)
    assert (head["Upload-Offset"], head["Upload-Length"]) == (str(HALF), str(WHOLE))
    assert "no-store" in head["Cache-Control"]
    sender.piece(address, PDF[HALF:], at=HALF)
    assert sender.keep(address).status_code == 200
    assert draft.files.get().file.read() == PDF


def test_who_did_not_hear_that_it_is_kept_hears_it_when_asking_again(sender, draft):
    address = sender.begin()["Location"]
    sender.piece(address, PDF)
    sender.keep(address)
    again = sender.keep(address)
    assert (again.status_code, again.json()["files"][0]["name"]) == (200, "plan.pdf")
    assert draft.files.count() == 1


def test_a_piece_that_breaks_off_is_taken_again_from_its_beginning(sender):
    address = sender.begin()["Location"]
    broken = sender.client.generic(
        "PATCH",
        address,
        headers=sender.headers | {"Upload-Offset": "0"},
        **{
            "wsgi.input": BytesIO(PDF[:3]),
            "CONTENT_LENGTH": "10",
            "CONTENT_TYPE": "application/offset+octet-stream",
        },
    )
    assert broken.status_code == 400
    assert sender.head(address)["Upload-Offset"] == "0"


def test_what_is_no_document_is_refused_at_once_and_nothing_of_it_stays(sender, draft):
    refused = sender.send(ELF)
    assert refused.status_code == 422
    assert "This is a program or a script." in refused.json()["refused"]
    assert not draft.files.exists()
    assert not IncomingFile.objects.exists()


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(sender, settings):
    refused = sender.begin(settings.UPLOAD_MAX_BYTES + 1)
    assert refused.status_code == 422
    assert "larger than" in refused.json()["refused"]
    assert "empty" in sender.begin(0).json()["refused"]


def test_more_than_was_announced_is_not_taken(sender):
    address = sender.begin(HALF)["Location"]
    assert sender.piece(address, PDF).status_code == 409
    assert sender.head(address)["Upload-Offset"] == "0"
    big = sender.begin(incoming.LARGEST_PIECE * 2)["Location"]
    assert sender.piece(big, b"x" * (incoming.LARGEST_PIECE + 1)).status_code == 413


def test_a_question_that_asks_for_no_file_gets_none(sender):
    assert sender.begin(question="business_name").status_code == 400
    assert sender.begin(question="made-up").status_code == 400


def test_a_file_with_a_finding_is_never_kept(sender, draft, scanner):
    refused = sender.send(PDF + EICAR)
    assert refused.status_code == 422
    assert "something harmful" in refused.json()["refused"]
    assert not draft.files.exists()


def test_another_draft_does_not_find_it(sender, draft, challenge, client, authority):
    address = sender.begin()["Location"]
    other = DraftFactory(page=challenge)
    stolen = address.replace(draft.secret, other.secret)
    assert stolen != address
    for ask in (sender.head, sender.keep, lambda to: sender.piece(to, PDF)):
        assert ask(stolen).status_code == 404


def test_a_colleague_who_has_not_proven_their_address_sends_nothing(
    client, authority, challenge, draft
):
    colleague = colleagues.invite(draft, "cole@example.com", page=challenge)
    theirs = Sender(client, authority, colleague.private_path, name_of(challenge, "A summary"))
    theirs.begin()
    assert not IncomingFile.objects.exists()


def test_a_form_of_another_site_cannot_send_one(sender, authority):
    strict = Client(enforce_csrf_checks=True)
    sender.client = strict
    assert sender.begin().status_code == 403


def test_all_that_is_on_its_way_is_no_larger_than_one_request_may_be(sender, draft, settings):
    settings.REQUEST_MAX_BYTES = 2 * len(PDF)
    for number in range(3):
        sender.begin(name=f"{number}.pdf")
    assert [one.name for one in draft.incoming.all()] == ["1.pdf", "2.pdf"]


def test_one_network_begins_so_many_in_an_hour(sender, settings):
    settings.UPLOADS_PER_HOUR = 1
    assert sender.begin().status_code == 201
    assert "Choose it again later" in sender.begin().json()["refused"]


def test_after_the_closing_day_nothing_is_taken(sender, challenge):
    address = sender.begin()["Location"]
    sender.piece(address, PDF)
    challenge.closes_at = timezone.now() - timedelta(days=2)
    challenge.save()
    assert sender.begin().status_code == 409
    assert sender.keep(address).status_code == 409
    assert not ApplicationFile.objects.exists()


def test_half_a_file_is_gone_after_a_day(sender):
    address = sender.begin()["Location"]
    sender.piece(address, PDF[:HALF])
    assert incoming.forget_old(timezone.now()) == 0
    assert incoming.forget_old(timezone.now() + timedelta(hours=25)) == 1
    assert sender.head(address).status_code == 404


@pytest.mark.parametrize("end", ["dropped", "kept", "erased"])
def test_of_what_is_over_no_piece_stays(sender, draft, end, django_capture_on_commit_callbacks):
    address = sender.begin()["Location"]
    sender.piece(address, PDF)
    pieces = pieces_of(address)
    assert pieces
    with django_capture_on_commit_callbacks(execute=True):
        if end == "dropped":
            sender.client.delete(address, headers=sender.headers)
        elif end == "kept":
            sender.keep(address)
        else:
            erase(draft)
    assert not any(Path(piece).exists() for piece in pieces)


def test_what_another_changed_meanwhile_comes_along(sender, draft, client, authority):
    address = sender.begin()["Location"]
    sender.piece(address, PDF)
    host = {"host": authority.hostname}
    client.post(
        f"{draft.private_path}sections/business/",
        {"business_name": "Wet Ltd", "version": draft.version},
        headers=host,
    )
    answer = sender.keep(address, version=draft.version).json()
    assert answer["typed"]["business_name"] == ["Wet Ltd"]

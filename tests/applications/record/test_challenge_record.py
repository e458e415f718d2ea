"""The whole record of a challenge: what stands on it, what is withheld, and who reads it."""

import pytest

from applications.models import Application, Entry, Event, Observer
from applications.models.status import Status
from applications.record.observers import ObserverRefused, name_observer, remove_observer
from applications.workflow.transitions import move
from authorities.models import Role
from challenges.models import Amendment
from tests.applications.conftest import decide, score
from tests.factories import (
    ApplicationFactory,
    ChallengePageFactory,
    SuccessStoryPageFactory,
    UserFactory,
)
from tests.queries import count_queries


def record_of(page, query=""):
    return f"/admin/record/{page.pk}/{query}"


def test_it_holds_brief_decisions_sent_scores_releases_and_history(
    recorded, auditor, sign_in, manager
):
    Amendment.objects.create(challenge=recorded.page, actor=manager, text="A week more.")
    shown = sign_in(auditor).get(record_of(recorded.page)).text
    last = Entry.objects.filter(page=recorded.page).last()
    for text in (
        recorded.page.question,
        "A week more.",
        "Being assessed",
        recorded.told.reference,
        "Announced Ltd",
        "Reason of a moderator.",
        "Mo Derator",
        "Assessor 1, Assess Person1",
        "Comment for them. Privately.",
        "1 letters",
        f"The record ends with number {last.number}.",
        last.hash,
    ):
        assert text in shown, text


@pytest.mark.parametrize("query", ["", "?redacted"])
def test_what_was_not_sent_or_told_stays_out(recorded, auditor, observer, sign_in, manager, query):
    name_observer(recorded.page, observer, by=manager)
    for reader in (auditor, observer):
        shown = sign_in(reader).get(record_of(recorded.page, query)).content
        for text in (b"In hand.", b"Untold letter.", b"Person2"):
            assert text not in shown


def test_redacted_it_names_nobody_and_repeats_nothing_that_people_wrote(
    recorded, auditor, authority, sign_in
):
    move(recorded.told, Status.SELECTED, by=recorded.moderator, reason="Best.")
    SuccessStoryPageFactory(
        authority=authority,
        challenge=recorded.page,
        application=recorded.told,
        business_name="Announced Limited",
    )
    client = sign_in(auditor)
    response = client.get(record_of(recorded.page, "?redacted"))
    start = response.content.index(b'class="nice-padding desk record"')
    shown = response.content[start:]
    for text in (
        b"Secret Ltd",
        b"Mo Derator",
        b"Assess Person1",
        recorded.moderator.email.encode(),
        recorded.told.email.encode(),
        b"Ada Okafor",
        b"Reason of a moderator.",
        b"Comment for them.",
        b"Privately.",
    ):
        assert text not in shown, text
    for text in (b"[withheld]", b"Announced Limited", b"A member of staff", b"Assessor 1"):
        assert text in shown, text
    assert Entry.objects.filter(page=recorded.page).last().hash.encode() in shown
    assert b"have not been told" in shown


def test_of_a_sealed_page_it_holds_the_number_alone(authority, auditor, sign_in):
    page = ChallengePageFactory(authority=authority, is_sealed=True)
    application = ApplicationFactory(page=page)
    shown = sign_in(auditor).get(record_of(page)).text
    assert "Applications (1)" in shown
    assert application.business_name not in shown
    assert "Sealed until" in shown


def test_its_queries_do_not_grow(recorded, auditor, sign_in):
    client = sign_in(auditor)
    few = count_queries(lambda: client.get(record_of(recorded.page)))
    for number in range(3, 7):
        score(decide(recorded.page, recorded.moderator), recorded.criterion, number)
    assert count_queries(lambda: client.get(record_of(recorded.page))) == few


class TestWhoReads:
    @pytest.mark.parametrize("role", [Role.MODERATOR, Role.PROGRAMME_MANAGER, Role.AUDITOR])
    def test_who_reads_all_applications_reads_it(self, recorded, authority, sign_in, role):
        reader = UserFactory.working_for(authority, role)
        assert sign_in(reader).get(record_of(recorded.page)).status_code == 200

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.ASSESSOR, Role.OBSERVER])
    def test_others_do_not(self, recorded, authority, sign_in, role):
        reader = UserFactory.working_for(authority, role)
        assert sign_in(reader).get(record_of(recorded.page)).status_code == 404

    def test_an_observer_reads_the_challenge_for_which_they_were_named(
        self, recorded, authority, observer, manager, sign_in
    ):
        other = ChallengePageFactory(authority=authority, closed=True)
        name_observer(recorded.page, observer, by=manager)
        client = sign_in(observer)
        assert client.get(record_of(recorded.page)).status_code == 200
        assert client.get(record_of(other)).status_code == 404
        named = Observer.objects.get()
        for _twice in range(2):
            remove_observer(named, by=manager)
        assert Entry.objects.filter(event=Event.OBSERVER).count() == 2
        assert client.get(record_of(recorded.page)).status_code == 404

    def test_another_authority_does_not(self, recorded, other_authority, sign_in):
        stranger = UserFactory.working_for(other_authority, *Role)
        for path in ("", "observers/", "scores.csv", "panel.zip"):
            assert sign_in(stranger).get(f"{record_of(recorded.page)}{path}").status_code == 404
        own = f"/admin/record/application/{recorded.told.pk}/"
        assert sign_in(stranger).get(own).status_code == 404


class TestObservers:
    def test_a_programme_manager_names_and_removes_them_on_the_record(
        self, recorded, observer, manager, sign_in
    ):
        client, address = sign_in(manager), f"{record_of(recorded.page)}observers/"
        assert str(observer) in client.get(address).text
        client.post(address, {"user": observer.pk})
        client.post(address, {"user": observer.pk})
        assert Observer.objects.get().named_by == manager
        client.post(address, {"remove": Observer.objects.get().pk})
        assert not Observer.objects.exists()
        entries = Entry.objects.filter(event=Event.OBSERVER)
        assert [entry.about["is_named"] for entry in entries] == [True, False]

    def test_only_somebody_with_the_role_is_named(self, recorded, auditor, manager, sign_in):
        with pytest.raises(ObserverRefused, match="observer's role"):
            name_observer(recorded.page, auditor, by=manager)
        address = f"{record_of(recorded.page)}observers/"
        response = sign_in(manager).post(address, {"user": auditor.pk})
        assert response.status_code == 422
        assert "Choose somebody" in response.text

    def test_nobody_else_names_them(self, recorded, observer, moderator, sign_in):
        with pytest.raises(ObserverRefused, match="Only a programme manager"):
            name_observer(recorded.page, observer, by=moderator)
        address = f"{record_of(recorded.page)}observers/"
        assert sign_in(moderator).get(address).status_code == 404


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.OBSERVER])
def test_who_watches_changes_nothing(recorded, authority, manager, sign_in, role):
    watcher = UserFactory.working_for(authority, role)
    if role is Role.OBSERVER:
        name_observer(recorded.page, watcher, by=manager)
    client = sign_in(watcher)
    page, application = recorded.page.pk, recorded.told.pk
    letter = recorded.untold.letters.get().pk
    before = Entry.objects.count()
    for path in (
        f"/admin/releases/{page}/",
        f"/admin/releases/{page}/stop/1/",
        f"/admin/releases/letters/{letter}/",
        f"/admin/releases/reserve/{application}/up/",
        f"/admin/releases/reserve/{application}/match/",
        f"/admin/releases/procurement/{application}/",
        f"/admin/record/{page}/observers/",
        f"/admin/record/application/{application}/",
        f"/admin/queue/{application}/message/",
        f"/admin/queue/{application}/contact/",
    ):
        assert client.post(path, {"reason": "x", "text": "x"}).status_code in (403, 404), path
    client.post(f"/admin/queue/{application}/move/", {"to": "selected", "reason": "x"})
    client.post(f"/admin/progress/{page}/", {"to": "matched"})
    assert Application.objects.get(pk=application).status == "matched"
    assert Entry.objects.count() == before


@pytest.mark.parametrize("path", ["/admin/queue/inspect/²/", "/admin/queue/?list=&at=²"])
def test_a_number_that_is_none_breaks_nothing(sign_in, manager, path):
    assert sign_in(manager).get(path).status_code in (200, 404)


def test_a_typed_number_that_is_none_breaks_nothing(sign_in, manager, recorded):
    client = sign_in(manager)
    assert client.post("/admin/queue/mails/", {"letter": "x"}).status_code == 404
    assert (
        client.post(f"/admin/record/{recorded.page.pk}/observers/", {"user": "²"}).status_code
        == 422
    )
    response = client.post("/admin/queue/bulk/", {"action": "screening", "row": "²"})
    assert response.status_code == 302

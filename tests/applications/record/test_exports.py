"""What leaves the house: whole, neutral, on the record, and only by who may take it."""

import csv
import io
import zipfile

import openpyxl
import pypdfium2
import pytest
from django.core.files.base import ContentFile

from applications.models import ApplicationFile, Entry, Event, Kind, Observer
from applications.models.status import Status
from applications.record import exports
from authorities.http.table_cells import neutral
from authorities.models import Role
from tests.applications.conftest import score
from tests.factories import ApplicationFactory, ChallengePageFactory, QuestionFactory, UserFactory

CSV, XLSX = "/admin/record/export/queue.csv", "/admin/record/export/queue.xlsx"


def table(response):
    """Return the rows of a CSV download, without its heading."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))[1:]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_what_a_spreadsheet_would_run_begins_with_an_apostrophe(start):
    # A line ends in one way.
    assert neutral(f"{start}1+1") == f"'{start}1+1".replace("\r", "\n")


@pytest.mark.parametrize("cell", [-5, 12.5, None, "Drywall Labs", "a=b", ""])
def test_numbers_and_other_texts_stay_as_they_are(cell):
    assert neutral(cell) == cell


class TestTheQueue:
    def test_it_exports_what_the_queues_own_address_shows(self, authority, moderator, sign_in):
        page = ChallengePageFactory(authority=authority, closed=True)
        mine = ApplicationFactory(page=page, status=Status.MATCHED, business_name="=cmd|x")
        ApplicationFactory(page=page)
        ApplicationFactory(page=ChallengePageFactory(authority=authority), status=Status.MATCHED)
        client = sign_in(moderator)
        address = f"{CSV}?status=matched&page={page.pk}"
        ((reference, *_rest),) = table(client.get(address))
        assert reference == mine.reference
        assert "'=cmd|x" in table(client.get(f"{address}&q=cmd"))[0]
        assert table(client.get(f"{CSV}?q=nothing-like-this")) == []
        assert len(table(client.get(CSV))) == 3

    def test_who_asks_for_the_answers_gets_a_column_for_each_question(
        self, authority, moderator, sign_in
    ):
        question = QuestionFactory(label="What is your idea?", clean_name="q_idea")
        page = ChallengePageFactory(authority=authority, closed=True, questions=[question])
        ApplicationFactory(page=page, form_data={"q_idea": "=We listen"})
        client = sign_in(moderator)
        assert "=We listen" not in str(table(client.get(f"{CSV}?page={page.pk}")))
        response = client.get(f"{CSV}?answers=yes&page={page.pk}")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        heading, row = csv.reader(io.StringIO(text))
        assert heading[-1] == "What is your idea?"
        assert row[-1] == "'=We listen"
        taken = Entry.objects.filter(event=Event.EXPORTED).order_by("-number").first()
        assert taken.about["format"] == "csv, answers"

    def test_answers_to_several_challenges_are_told_apart(self, authority, moderator, sign_in):
        for title in ("Damp homes", "Bus stops"):
            question = QuestionFactory(label="Your idea?", clean_name="q_idea")
            page = ChallengePageFactory(
                authority=authority, closed=True, title=title, questions=[question]
            )
            ApplicationFactory(page=page, form_data={"q_idea": f"For {title}"})
        response = sign_in(moderator).get(f"{CSV}?answers=yes")
        text = b"".join(response.streaming_content).decode("utf-8-sig")
        heading, *rows = csv.reader(io.StringIO(text))
        assert heading[-2:] == ["Damp homes: Your idea?", "Bus stops: Your idea?"]
        assert sorted(row[-2:] for row in rows) == [["", "For Bus stops"], ["For Damp homes", ""]]

    def test_a_spreadsheet_holds_the_same(self, authority, moderator, sign_in):
        page = ChallengePageFactory(authority=authority, closed=True)
        sent = ApplicationFactory(page=page, business_name="+44 Ltd")
        response = sign_in(moderator).get(XLSX)
        book = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        _heading, row = list(book.active.iter_rows(values_only=True))
        assert row[0] == sent.reference
        assert "'+44 Ltd" in row
        assert 0 in row

    def test_each_page_concerned_has_it_on_its_record(self, authority, moderator, sign_in):
        pages = [ChallengePageFactory(authority=authority, closed=True) for _ in range(2)]
        for page in pages:
            ApplicationFactory.create_batch(2, page=page)
        table(sign_in(moderator).get(CSV))
        entries = Entry.objects.filter(event=Event.EXPORTED)
        assert {entry.page_id for entry in entries} == {page.pk for page in pages}
        assert {(entry.about["format"], entry.about["count"]) for entry in entries} == {("csv", 2)}

    def test_sealed_applications_are_left_out(self, authority, moderator, sign_in):
        sealed = ChallengePageFactory(authority=authority, is_sealed=True)
        ApplicationFactory(page=sealed)
        assert table(sign_in(moderator).get(CSV)) == []
        assert not Entry.objects.filter(event=Event.EXPORTED).exists()

    def test_too_many_pages_are_refused_with_a_sentence(
        self, authority, moderator, sign_in, monkeypatch
    ):
        monkeypatch.setattr(exports, "MOST_PAGES", 1)
        for _number in range(2):
            ApplicationFactory(page=ChallengePageFactory(authority=authority, closed=True))
        response = sign_in(moderator).get(CSV, follow=True)
        assert "This concerns 2 challenges" in response.text
        assert not Entry.objects.filter(event=Event.EXPORTED).exists()

    def test_it_holds_another_authoritys_for_nobody(self, authority, other_authority, sign_in):
        ApplicationFactory(page=ChallengePageFactory(authority=authority, closed=True))
        stranger = UserFactory.working_for(other_authority, *Role)
        assert table(sign_in(stranger).get(CSV)) == []

    def test_an_auditor_takes_it_and_an_observer_does_not(
        self, recorded, auditor, observer, sign_in, manager
    ):
        Observer.objects.create(page=recorded.page, user=observer, named_by=manager)
        assert len(table(sign_in(auditor).get(CSV))) == 2
        page = f"/admin/record/{recorded.page.pk}/"
        for path in (CSV, XLSX, f"{page}scores.csv", f"{page}panel.zip"):
            assert sign_in(observer).get(path).status_code == 404

    @pytest.mark.parametrize("role", [Role.EDITOR, Role.APPROVER, Role.ASSESSOR])
    def test_others_do_not(self, authority, sign_in, role):
        user = UserFactory.working_for(authority, role)
        assert sign_in(user).get(CSV).status_code in (302, 403, 404)

    def test_another_format_is_not_found(self, moderator, sign_in):
        assert sign_in(moderator).get("/admin/record/export/queue.pdf").status_code == 404

    def test_many_are_fetched_part_by_part(
        self, authority, moderator, monkeypatch, django_assert_num_queries
    ):
        monkeypatch.setattr(exports, "AT_ONCE", 2)
        page = ChallengePageFactory(authority=authority, closed=True)
        keys = [one.pk for one in ApplicationFactory.create_batch(5, page=page)]
        from authorities.scope import settings_of

        settings = settings_of(authority)
        # Three parts, each with its partners, and how many columns those need.
        with django_assert_num_queries(7):
            rows = list(exports.application_rows(keys, settings))
        assert len(rows) == 6


class TestScores:
    def test_only_what_was_sent_and_counts_with_assessors_as_numbers(
        self, recorded, auditor, sign_in
    ):
        recused = score(recorded.told, recorded.criterion, 3, comment="Recused.")
        recused.ended_at = recused.sent_at
        recused.save()
        response = sign_in(auditor).get(f"/admin/record/{recorded.page.pk}/scores.csv")
        (row,) = table(response)
        assert row[:5] == [recorded.told.reference, "1", "Impact", "100", "4"]
        assert "Person1" not in str(row)
        assert Entry.objects.get(event=Event.EXPORTED).about == {"format": "scores", "count": 1}


class TestThePanelPack:
    @pytest.fixture
    def sent(self, authority):
        """An application with two files; a moderator has seen that one of them names nobody."""
        page = ChallengePageFactory(
            authority=authority,
            closed=True,
            questions=[
                QuestionFactory(label="Your idea"),
                QuestionFactory(label="A plan", field_type=Kind.FILE),
            ],
        )
        application = ApplicationFactory(
            page=page,
            status=Status.IN_ASSESSMENT,
            business_name="Drywall Labs",
            company_number="01234567",
        )
        idea, plan = (question["name"] for question in application.questions)
        application.form_data = {
            idea: "DRYWALL LABS (no 01234567): ask Ada Okafor, ada@example.com.",
            plan: "drywall-plan.pdf",
        }
        application.save()
        for name, is_anonymous in (("drywall-plan.pdf", False), ("clean.pdf", True)):
            ApplicationFile.objects.create(
                draft=application.draft,
                application=application,
                question=plan,
                file=ContentFile(b"%PDF-1.4", name=name),
                name=name,
                content_type="application/pdf",
                size=8,
                was_sent=True,
                is_anonymous=is_anonymous,
            )
        ApplicationFactory(page=page, status=Status.WITHDRAWN)
        return application

    def pack(self, application, client):
        response = client.get(f"/admin/record/{application.page_id}/panel.zip")
        return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))

    def words(self, pack, application):
        paper = pack.read(f"{application.reference}/{application.reference}.pdf")
        pages = pypdfium2.PdfDocument(paper)
        return " ".join(page.get_textpage().get_text_range() for page in pages)

    def test_it_holds_papers_files_and_scores(self, sent, moderator, sign_in):
        pack = self.pack(sent, sign_in(moderator))
        folder = sent.reference
        assert pack.namelist() == [
            f"{folder}/{folder}.pdf",
            f"{folder}/1-drywall-plan.pdf",
            f"{folder}/2-clean.pdf",
            "scores.csv",
        ]
        assert "Drywall Labs" in self.words(pack, sent)
        about = Entry.objects.get(event=Event.EXPORTED).about
        assert about == {"format": "panel_pack", "count": 1}

    def test_of_a_blind_page_it_names_nobody(self, sent, moderator, sign_in):
        type(sent.page.specific).objects.update(is_blind=True)
        pack = self.pack(sent, sign_in(moderator))
        assert pack.namelist()[1:] == [f"{sent.reference}/file-2.pdf", "scores.csv"]
        words = self.words(pack, sent)
        for private in ("Drywall", "DRYWALL", "01234567", "Okafor", "@example.com", "plan.pdf"):
            assert private not in words
        assert "[hidden]" in words

    def test_of_a_sealed_page_there_is_none(self, authority, moderator, sign_in):
        page = ChallengePageFactory(authority=authority, is_sealed=True)
        for path in ("panel.zip", "scores.csv"):
            assert sign_in(moderator).get(f"/admin/record/{page.pk}/{path}").status_code == 404

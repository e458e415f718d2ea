"""A report: figures of one instant, the same on page, paper and tables, whatever happens later."""

import csv
import uuid
from io import BytesIO, StringIO

import pypdfium2
import pytest
from openpyxl import load_workbook

from authorities.models import Role
from challenges.models import Directorate, ProgrammeReport
from challenges.programmes.report.files import as_paper, parts_of
from tests.factories import ApplicationFactory, ChallengePageFactory, UserFactory
from tests.factories.programmes import LessonFactory, SessionFactory

pytestmark = pytest.mark.django_db
MARKUP = '#import "x": *\n$5 *bold* _x_ @sam #let \\ <a> // no\n李 עברית'


@pytest.fixture
def challenge(authority, programme):
    return ChallengePageFactory(authority=authority, programme=programme, title="Damp homes")


@pytest.fixture
def make(client, manager, programme, at):
    """Return a function that makes a report as a manager does."""

    def made(**typed):
        client.force_login(manager)
        values = {"title": "To the funder", "text": "It went well.", "form_key": uuid.uuid4()}
        answer = client.post(f"/admin/programmes/{programme.pk}/report/", values | typed, **at)
        assert answer.status_code == 302, answer.text
        client.logout()
        return ProgrammeReport.objects.get(secret=answer.url.strip("/").split("/")[-1])

    return made


def text_of(paper: bytes) -> str:
    pages = pypdfium2.PdfDocument(paper)
    return " ".join(page.get_textpage().get_text_range() for page in pages)


def rows_of(client, report, at):
    answer = client.get(f"/reports/{report.secret}/report.csv", **at)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(StringIO(text)))


def test_page_paper_and_tables_say_the_same(client, make, programme, challenge, at):
    ApplicationFactory.create_batch(3, page=challenge)
    LessonFactory(programme=programme, text="The sandpit worked.", kind="worked")
    report = make()
    page = client.get(f"/reports/{report.secret}/", **at).text
    answer = client.get(f"/reports/{report.secret}/report.pdf", **at)
    paper = text_of(answer.content)
    book = client.get(f"/reports/{report.secret}/report.xlsx", **at)
    sheet = load_workbook(BytesIO(b"".join(book.streaming_content))).active
    cells = [list(row) for row in sheet.iter_rows(values_only=True)]
    rows = rows_of(client, report, at)
    assert [[cell or "" for cell in row] for row in cells] == rows
    for _title, parts in parts_of(report):
        for label, text in parts:
            assert any(row[1:] == [label, text] for row in rows)
            assert label in page
    for said in (report.content["frozen"], "Damp homes", "The sandpit worked.", "It went well."):
        assert said in page
        assert said in " ".join(paper.split())
    assert ["Figures", "Applications", "3\nSent to these challenges."] in rows


def test_what_happens_later_changes_nothing_at_the_same_address(
    client, make, programme, challenge, manager, at
):
    ApplicationFactory(page=challenge)
    report = make()
    before = client.get(f"/reports/{report.secret}/", **at).text
    ApplicationFactory.create_batch(4, page=challenge)
    programme.title, programme.slug = "Renamed", "renamed"
    programme.save()
    manager.groups.clear()
    assert client.get(f"/reports/{report.secret}/", **at).text == before
    assert "Renamed" not in before


def test_what_is_sent_twice_makes_one_report(make):
    key = uuid.uuid4()
    assert make(form_key=key) == make(form_key=key)


def test_the_text_stands_as_it_was_typed_and_runs_nothing(client, make, at):
    report = make(text=MARKUP)
    page = client.get(f"/reports/{report.secret}/", **at).text
    assert "$5 *bold* _x_ @sam" in page
    assert "<a>" not in page.replace("&lt;a&gt;", "")
    text = text_of(as_paper(report))
    assert '#import "x": *' in text
    assert "*bold* _x_ @sam #let" in text


def test_a_name_that_a_spreadsheet_would_run_is_text(client, authority, make, programme, at):
    housing = Directorate.objects.create(authority=authority, name="=cmd|' /C calc'!A0")
    SessionFactory(programme=programme, held=True, directorate=housing)
    report = make()
    assert any(row[1].startswith("'=cmd") for row in rows_of(client, report, at))


def test_a_group_of_one_is_not_told(make, challenge):
    ApplicationFactory(page=challenge, postcode="ZE1 0AA")
    content = make().content
    groups = {heading: dict(rows) for heading, rows in content["groups"]}
    assert groups["Applications by postcode area"] == {"ZE": "fewer than 3"}


def test_a_report_is_found_at_its_own_authority_alone(client, make, other_authority):
    report = make()
    there = {"host": other_authority.hostname}
    for path in ("", "report.csv", "report.pdf"):
        assert client.get(f"/reports/{report.secret}/{path}", headers=there).status_code == 404


def test_other_formats_are_not_found(client, make, at):
    report = make()
    assert client.get(f"/reports/{report.secret}/report.exe", **at).status_code == 404


def test_who_runs_no_programmes_makes_no_report(client, authority, programme, at):
    client.force_login(UserFactory.working_for(authority, Role.EDITOR))
    assert client.get(f"/admin/programmes/{programme.pk}/report/", **at).status_code == 404


def test_a_title_that_is_missing_keeps_the_text(client, manager, programme, at):
    client.force_login(manager)
    typed = {"title": "", "text": "It went well.", "form_key": uuid.uuid4()}
    answer = client.post(f"/admin/programmes/{programme.pk}/report/", typed, **at)
    assert answer.status_code == 422
    assert "It went well." in answer.text
    assert not ProgrammeReport.objects.exists()

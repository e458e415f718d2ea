"""What an assessor takes along to read: what they may read, masked where it is blind, recorded."""

import io
import zipfile

import pypdfium2
import pytest
from django.core.files.base import ContentFile

from applications.models import ApplicationFile, Declaration, Entry, Event
from applications.models.status import Status
from tests.applications.assessment.conftest import Browser
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ApplicationFactory, ChallengePageFactory, QuestionFactory
from tests.factories.assessment import AssessorFactory, AssignmentFactory, with_criteria


@pytest.fixture
def page(authority):
    question = QuestionFactory(label="Your idea?", clean_name="q_idea")
    return with_criteria(
        ChallengePageFactory(authority=authority, closed=True, questions=[question])
    )


@pytest.fixture
def application(page):
    return ApplicationFactory(
        page=page,
        status=Status.IN_ASSESSMENT,
        business_name="Larkmere Labs",
        form_data={"q_idea": "Larkmere Labs listens to the wall."},
    )


@pytest.fixture
def assessor(page):
    return AssessorFactory(page=page)


@pytest.fixture
def browser(authority, assessor):
    return Browser(authority).prove(assessor.email)


def opened(response) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))


def words(pack, name) -> str:
    document = pypdfium2.PdfDocument(pack.read(name))
    return " ".join(page.get_textpage().get_text_range() for page in document)


def take(browser, assessor):
    return browser.get(f"{assessor.private_path}pack.zip")


def test_it_has_a_paper_of_each_application_and_is_on_the_record(
    browser, assessor, application, page
):
    AssignmentFactory(assessor=assessor, application=application)
    assert f"{assessor.private_path}pack.zip" in browser.get(assessor.private_path).text
    other = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    pack = opened(take(browser, assessor))
    assert pack.namelist() == [f"{application.reference}/{application.reference}.pdf"]
    assert "Larkmere" in words(pack, pack.namelist()[0])
    entry = Entry.objects.get(event=Event.EXPORTED)
    assert (entry.application, entry.assessor) == (application, assessor)
    assert entry.about["format"] == "assessor_pack"
    assert other.reference not in str(pack.namelist())


def test_of_a_blind_challenge_it_names_nobody(browser, assessor, application, page):
    page.is_blind = True
    page.save()
    AssignmentFactory(assessor=assessor, application=application)
    text = words(
        opened(take(browser, assessor)), f"{application.reference}/{application.reference}.pdf"
    )
    assert "listens to the wall" in " ".join(text.split())
    assert "Larkmere" not in text


def test_files_come_along_where_they_may_be_read(authority, browser, assessor, application):
    application.questions = [{"name": "q_plan", "label": "Plan", "kind": "file"}]
    application.save()
    file = ApplicationFile(
        draft=application.draft,
        application=application,
        question="q_plan",
        name="plan.pdf",
        content_type="application/pdf",
        size=len(PDF),
    )
    file.file.save("plan.pdf", ContentFile(PDF))
    AssignmentFactory(assessor=assessor, application=application)
    names = opened(take(browser, assessor)).namelist()
    assert any(name.startswith(f"{application.reference}/1-plan.pdf") for name in names)


def test_what_the_assessor_has_a_conflict_with_is_left_out(browser, assessor, application, page):
    fine = ApplicationFactory(page=page, status=Status.IN_ASSESSMENT)
    for one in (application, fine):
        AssignmentFactory(assessor=assessor, application=one)
    Declaration.objects.create(assessor=assessor, application=application, has_conflict=True)
    assert application.reference not in str(opened(take(browser, assessor)).namelist())


def test_without_anything_to_read_there_is_no_pack_and_nobody_else_opens_it(
    authority, browser, assessor, application
):
    assert take(browser, assessor).status_code == 404
    AssignmentFactory(assessor=assessor, application=application)
    stranger = Browser(authority)
    assert take(stranger, assessor).status_code == 302
    assert not Entry.objects.filter(event=Event.EXPORTED).exists()

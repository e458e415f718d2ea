"""Blind assessment: nothing that an assessor can get says who applied."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from post_office.models import Email

from applications.assessment import declarations, mails
from applications.assessment.assessors.assignments import assign
from applications.assessment.blind import Mask, mask_for
from applications.assessment.scoring import agreed_scores, score_entry
from applications.assessment.scoring.score_entry import ScoreInput
from applications.models import ApplicationFile, Entry, Event, Kind, SentVersion
from applications.models.status import Status
from tests.applications.files.test_upload_validation import PDF
from tests.factories import ApplicationFactory, ChallengePageFactory, QuestionFactory
from tests.factories.applications import questions_of
from tests.factories.assessment import AssessorFactory, with_criteria

pytestmark = pytest.mark.one_database

ANSWER = (
    "Drywall Labs, or DRYWALL-LABS as friends say, was founded by Ada Okafor. Okafor's team "
    "writes from ada@drywall-labs.example and ada.private@example.com, see www.drywall.example/us "
    "or drywalllabs.co.uk. Ring 0121 496 0123 or +44 7700 900123. Company 01234567, B1 1BB, b11bb."
)
SECRETS = (
    "drywall",
    "okafor",
    "ada@",
    "ada.private",
    "496 0123",
    "7700",
    "01234567",
    "b1 1bb",
    "b11bb",
    "our_drywall_plan",
    "plan-of-okafor",
    "second@partner.example",
)


@pytest.fixture
def page(authority):
    return with_criteria(
        ChallengePageFactory(
            authority=authority,
            closed=True,
            is_blind=True,
            questions=[
                QuestionFactory(),
                QuestionFactory(label="Whom else may we write to?", field_type=Kind.EMAIL),
                QuestionFactory(label="Your plan", field_type=Kind.FILE),
                QuestionFactory(label="Your drawing", field_type=Kind.FILE),
            ],
        )
    )


@pytest.fixture
def application(page):
    idea, email, plan, drawing = (one["name"] for one in questions_of(page))
    made = ApplicationFactory(
        page=page,
        business_name="Drywall Labs",
        contact_name="Ada Okafor",
        email="ada@drywall-labs.example",
        company_number="01234567",
        status=Status.ELIGIBLE,
        form_data={
            idea: ANSWER,
            email: "second@partner.example",
            plan: "our_drywall_plan.pdf",
            drawing: "plan-of-okafor.pdf",
        },
    )
    for question, name in ((plan, "our_drywall_plan.pdf"), (drawing, "plan-of-okafor.pdf")):
        ApplicationFile.objects.create(
            draft=made.draft,
            application=made,
            question=question,
            file=ContentFile(PDF, name),
            name=name,
            content_type="application/pdf",
            size=len(PDF),
            was_sent=True,
        )
    return made


def assert_silent(*texts):
    for text in texts:
        for secret in SECRETS:
            assert secret not in text.lower()


def test_nothing_that_an_assessor_can_get_says_who_applied(
    page, application, browser_of, moderator, impact, price
):
    assessor, other = AssessorFactory(page=page), AssessorFactory(page=page)
    mails.queue_invitation(assessor, at=assessor.invited_at)
    browser = browser_of(assessor)
    for one in (assessor, other):
        for applicant in declarations.applicants_for(one):
            declarations.declare(one, {applicant.token: (False, "")})
    due_at = timezone.now() + timedelta(days=3)
    assignment, theirs = (
        assign(application, one, by=moderator, due_at=due_at) for one in (assessor, other)
    )
    shown = application.files.get(name="our_drywall_plan.pdf")
    withheld = application.files.get(name="plan-of-okafor.pdf")
    agreed_scores.show_blind(application, shown, by=moderator)
    path = reverse("assessor_application", args=[assessor.secret, assignment.key])
    typed = {
        "version": "0",
        "read_version": "1",
        f"score_{impact.pk}": "4",
        f"score_{price.pk}": "2",
    }
    seen = [browser.get(assessor.private_path), browser.get(path), browser.get("/assessing/")]
    seen += [browser.post(path, typed), browser.post(path, typed | {"action": "send"})]
    entered = {impact.pk: ScoreInput(1, "Okafor is bold."), price.pk: ScoreInput(1)}
    score_entry.save(theirs, entered, seen=0)
    score_entry.send(theirs, read_version=1)
    seen += [browser.get(path), browser.get(f"{path}give-back/")]
    score_entry.return_scores(assignment, by=moderator, reason="Drywall Labs says otherwise.")
    mails.queue_reminder(assessor, count=1, due_at=due_at)
    seen += [browser.get(path), browser.get(f"{path}give-back/")]
    assert "[hidden]" in seen[-2].content.decode()
    assert_silent(*(response.content.decode() for response in seen))
    assert_silent(*(str(response.headers) for response in seen))
    for mail in Email.objects.filter(to=assessor.email):
        assert_silent(mail.subject, mail.message, mail.html_message)
    handed_out = browser.get(f"{path}files/{shown.pk}/")
    assert handed_out.headers["Content-Disposition"] == 'attachment; filename="File 1.pdf"'
    assert b"".join(handed_out.streaming_content) == PDF
    assert_silent(str(handed_out.headers))
    assert browser.get(f"{path}files/{withheld.pk}/").status_code == 404
    handed = Entry.objects.get(event=Event.FILE_HANDED_OUT)
    assert (handed.assessor, handed.about) == (assessor, {"file": shown.pk})


def test_the_list_of_applicants_has_names_and_nothing_to_link_them_by(
    page, application, browser_of, moderator
):
    assessor = AssessorFactory(page=page)
    due_at = timezone.now() + timedelta(days=3)
    assignment = assign(application, assessor, by=moderator, due_at=due_at)
    path = reverse("assessor_declare", args=[assessor.secret])
    body = browser_of(assessor).get(path).content.decode()
    assert "Drywall Labs" in body
    for link in (application.reference, str(assignment.key), "Ada Okafor", application.email):
        assert link not in body


def test_names_of_earlier_versions_stay_hidden(application):
    SentVersion.objects.create(
        application=application,
        number=1,
        details={"business_name": "Plasterers United", "contact_name": "Kofi Mensah"},
        answers={},
        questions=[],
    )
    assert mask_for(application)("Plasterers United, that is Mensah, did it.") == (
        "[hidden], that is [hidden], did it."
    )


def test_everyday_words_of_a_name_stay_readable(application):
    application.business_name = "Bright Digital Services Ltd"
    said = "Digital services are bright with us; Bright Digital Services Ltd proves it."
    assert mask_for(application)(said) == (
        "Digital services are [hidden] with us; [hidden] proves it."
    )


@pytest.mark.parametrize(
    "plain",
    ["In 2026 we saved 1,250,000 litres.", "From 1 March 2026 to 30 June 2026", "£20,000", "4.5"],
)
def test_figures_and_dates_stay_readable(application, plain):
    assert mask_for(application)(plain) == plain


@given(st.text(max_size=40), st.text(max_size=40), st.sampled_from([str.upper, str.lower, str]))
def test_a_name_is_hidden_in_any_text_and_case(before, after, case):
    mask = Mask({"Drywall Labs", "Ada Okafor"})
    assert "drywall" not in mask(f"{before} {case('Drywall Labs')} {after}").lower()


def test_showing_a_file_is_on_the_record_and_can_be_taken_back(application, moderator):
    file = application.files.first()
    agreed_scores.show_blind(application, file, by=moderator)
    agreed_scores.withhold_blind(application, file, by=moderator)
    file.refresh_from_db()
    assert not file.is_anonymous
    shown = [entry.about["is_shown"] for entry in Entry.objects.all()]
    assert shown == [True, False]

"""What an editor sets about a number, and what an applicant reads of it."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from applications.drafts.forms import QuestionFormBuilder
from applications.models import Application, Kind
from challenges.editing.question_sets import questions_from
from challenges.models import QuestionSet, SetQuestion
from tests.applications.conftest import name_of
from tests.factories import ChallengePageFactory, QuestionFactory, filled_in

HOMES = {"label": "How many homes?", "field_type": Kind.NUMBER, "is_whole": True}


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, ""),
        ({"is_whole": True}, "a whole number"),
        ({"lowest": Decimal("1.0000")}, "a number of at least 1"),
        ({"lowest": Decimal("-0.5")}, "a number of at least -0.5"),
        ({"highest": Decimal("10000.0000")}, "a number from 0 to 10,000"),
        ({"lowest": Decimal(1), "highest": Decimal(5), "is_whole": True}, "a whole number from 1"),
        ({"highest": Decimal(5), "field_type": Kind.SHORT_TEXT}, ""),
    ],
)
def test_the_bounds_are_said_in_words(given, said):
    question = QuestionFactory(**{"field_type": Kind.NUMBER, **given})
    assert question.bounds.startswith(said)
    assert bool(question.bounds) is bool(said)


@pytest.mark.one_database
@pytest.mark.parametrize(("lowest", "highest"), [(None, -1), (5, 4)])
def test_bounds_that_leave_no_number_are_refused(lowest, highest):
    question = QuestionFactory(field_type=Kind.NUMBER, lowest=lowest, highest=highest)
    with pytest.raises(ValidationError, match="must not be below the lowest"):
        question.clean()
    QuestionFactory(field_type=Kind.NUMBER, lowest=-1, highest=-1).clean()


@pytest.mark.one_database
def test_the_form_says_the_bounds_under_the_question():
    question = QuestionFactory(**HOMES, highest=Decimal(40), help_text="Roughly.")
    form = QuestionFormBuilder([question]).get_form_class()()
    assert form.fields[question.clean_name].help_text == "Roughly. A whole number from 0 to 40."


def test_a_copy_of_a_set_keeps_the_bounds(authority):
    kept = QuestionSet(authority=authority, name="Usual")
    kept.questions.set([SetQuestion(**HOMES, lowest=Decimal(1), highest=Decimal(9))])
    kept.save()
    (copy,) = questions_from(kept)
    assert (copy.lowest, copy.highest, copy.is_whole) == (1, 9, True)


def test_what_was_typed_is_kept_and_read_back_as_it_was_meant(authority, post, browse):
    page = ChallengePageFactory(
        authority=authority,
        questions=[
            QuestionFactory(**HOMES, sort_order=0),
            QuestionFactory(label="Since when?", field_type=Kind.DATE, sort_order=1),
        ],
    )
    homes, since = name_of(page, "How many homes?"), name_of(page, "Since when?")
    typed = filled_in(page, email="ada@example.com\u200e", postcode="b11bb", company_number="r123")
    typed |= {homes: "£1\u202f000", f"{since}_day": "27", f"{since}_month": "March"}
    typed[f"{since}_year"] = "27"
    refused = post(page.url, typed | {"business_name": "Acme\x0bLtd" * 21})
    assert refused.status_code == 422
    for said in (
        "Write the year with four digits: do you mean 2027?",
        "Business name: Use 160 characters or fewer. You have used 168.",
        "Enter the company number as eight characters",
    ):
        assert refused.text.count(said) == 2, said  # in the summary, and beside the field
    assert f'href="#id_{since}_2"' in refused.text
    assert 'value="£1\u202f000"' in refused.text

    good = {
        "version": "1",
        f"{since}_year": "2027",
        "company_number": "r 0000123",
        "business_name": "Acme\x0bLtd",
    }
    sent = post(page.url, typed | good)
    assert sent.status_code == 302, sent.context["form"].errors
    application = Application.objects.get()
    assert application.form_data == {homes: "1000", since: "2027-03-27"}
    assert application.business_name == "Acme Ltd"
    assert (application.email, application.postcode) == ("ada@example.com", "B1 1BB")
    assert application.company_number == "R0000123"
    read = browse(sent.url).text
    for shown in ("B1 1BB", "R0000123", "27 March 2027"):
        assert shown in read

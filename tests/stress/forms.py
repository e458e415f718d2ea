"""The challenge of a scenario, and the forms that businesses fill in for it."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Site

from applications.models import Kind
from challenges.models import ChallengePage
from tests.factories import ChallengePageFactory, QuestionFactory, filled_in
from tests.stress.paper import pdf

CHOICES = "On paper\nBy telephone\nOn the web"
# What a choice of several, a date and a number are kept as; texts are each form's own.
KEPT = {
    Kind.CHOICE: "On paper",
    Kind.CHOICES: ["On paper"],
    Kind.DATE: "2026-03-27",
    Kind.NUMBER: "12.5",
}


@dataclass(frozen=True)
class Form:
    """What one business types, and the answers that the authority then has to have."""

    page: ChallengePage
    typed: dict[str, Any]
    answers: dict[str, Any]
    file_question: str
    pdf: bytes


def publish(site: Site) -> ChallengePage:
    """Return an open challenge with a question of every kind, a required file among them."""
    kinds = [kind for kind in Kind if kind != Kind.EMAIL]
    questions = [
        QuestionFactory(label=f"A question: {kind.label}", field_type=kind, choices=CHOICES)
        for kind in kinds
    ]
    return ChallengePageFactory(authority=site, questions=questions)


def fill_in(page: ChallengePage, count: int) -> list[Form]:
    """Return so many forms; no two hold the same texts, addresses or files."""
    questions = list(page.questions.all())
    return [_form(page, questions, number) for number in range(count)]


def _form(page: ChallengePage, questions: list, number: int) -> Form:
    of_kind = {question.field_type: question.clean_name for question in questions}
    texts = {
        of_kind[Kind.SHORT_TEXT]: f"Sensor no. {number} of {page.pk}",
        of_kind[Kind.LONG_TEXT]: f"We listen to wall {number}: “drip”, says the naïve plaster. "
        * 20,
    }
    texts = {name: text.strip() for name, text in texts.items()}
    file_question = of_kind[Kind.FILE]
    answers = {name: KEPT[kind] for kind, name in of_kind.items() if kind in KEPT}
    own = {
        "business_name": f"Business {page.pk}-{number}",
        "contact_name": f"Contact {number}",
        "email": f"contact.{page.pk}.{number}@example.com",
        "company_number": f"{number:08}",
        "form_key": None,  # the form that is opened brings one along
    }
    return Form(
        page=page,
        typed=filled_in(page, **own, **texts),
        answers={**answers, **texts, file_question: f"plan_{number}.pdf"},
        file_question=file_question,
        pdf=pdf(f"The plan of business {number} of {page.pk}"),
    )

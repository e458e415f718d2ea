"""Challenges, their questions, programmes and stories."""

import uuid
from datetime import timedelta

import factory
from django.utils import timezone
from wagtail.models import Page

from applications.models import Kind
from authorities.scope import authority_of
from challenges.models import (
    ChallengeListingPage,
    ChallengePage,
    ChallengeQuestion,
    Clarification,
    ProgrammeListingPage,
    ProgrammePage,
    SuccessStoryListingPage,
    SuccessStoryPage,
    Theme,
)


class QuestionFactory(factory.Factory):
    """A question that is not saved yet: pass it to a challenge as one of its `questions`."""

    class Meta:
        model = ChallengeQuestion

    label = "What is your idea?"
    field_type = Kind.LONG_TEXT
    clean_name = factory.LazyFunction(lambda: f"q_{uuid.uuid4().hex[:12]}")
    help_text = ""
    required = True


LISTINGS: dict[type[Page], type[Page]] = {
    ChallengePage: ChallengeListingPage,
    ProgrammePage: ProgrammeListingPage,
    SuccessStoryPage: SuccessStoryListingPage,
}


class InTree(factory.django.DjangoModelFactory):
    """A page below the listing of its `authority`."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        authority = kwargs.pop("authority")
        themes, questions = kwargs.pop("themes", ()), kwargs.pop("questions", ())
        page = model_class(**kwargs)
        if themes:
            page.themes.set(themes)
        if questions:
            page.questions.set(questions)
        LISTINGS[model_class].objects.child_of(authority.root_page).get().add_child(instance=page)
        return page


class ChallengePageFactory(InTree):
    """A published challenge that is open, with one question, unless a trait says otherwise."""

    class Meta:
        model = ChallengePage

    class Params:
        scheduled = factory.Trait(
            opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=1))
        )
        announced = factory.Trait(
            announced_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1)),
            opens_at=factory.LazyFunction(lambda: timezone.now() + timedelta(days=1)),
        )
        closed = factory.Trait(
            closes_at=factory.LazyFunction(lambda: timezone.now() - timedelta(days=1))
        )

    title = factory.Sequence(lambda number: f"Damp and mould {number}")
    slug = factory.Sequence(lambda number: f"damp-and-mould-{number}")
    question = "How might we notice damp early?"
    summary = "By the time a tenant reports mould, a wall may have been wet for months."
    end_users = "<p>Tenants.</p>"
    success_measures = "<p>Fewer walls are damp.</p>"
    contact_name = "Healthy homes team"
    contact_email = "homes@example.org"
    opens_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=30))
    closes_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=14))
    questions = factory.LazyFunction(lambda: [QuestionFactory()])


class ProgrammePageFactory(InTree):
    """A published programme."""

    class Meta:
        model = ProgrammePage

    title = factory.Sequence(lambda number: f"Closer to home {number}")
    slug = factory.Sequence(lambda number: f"closer-to-home-{number}")
    summary = "Everyday problems."


class SuccessStoryPageFactory(InTree):
    """A published story about a `challenge`."""

    class Meta:
        model = SuccessStoryPage

    title = factory.Sequence(lambda number: f"A map that answers back {number}")
    slug = factory.Sequence(lambda number: f"a-map-{number}")
    summary = "A map in a shop window."
    body = [("text", "<p>It answered.</p>")]


class ClarificationFactory(factory.django.DjangoModelFactory):
    """A question about a `page` with its public answer, or one that waits."""

    class Meta:
        model = Clarification

    class Params:
        waiting = factory.Trait(question="", answer="", published_at=None)

    authority = factory.LazyAttribute(lambda made: authority_of(made.page))
    asked_text = "We are Drywall Labs. May we ask?"
    question = "May we ask?"
    answer = "You may."
    published_at = factory.LazyFunction(timezone.now)


class ThemeFactory(factory.django.DjangoModelFactory):
    """A theme of an authority."""

    class Meta:
        model = Theme

    name = "Better health"
    slug = "better-health"


def filled_in(page: ChallengePage, **changes) -> dict:
    """Return what a browser sends for a form that is filled in right; `changes` by field name."""
    answers = {
        Kind.SHORT_TEXT: "A sensor",
        Kind.LONG_TEXT: "We listen to the wall.",
        Kind.EMAIL: "lab@example.com",
        Kind.NUMBER: "12.5",
        Kind.CHOICE: "On paper",
        Kind.CHOICES: ["On paper"],
    }
    typed = {
        "business_name": "Drywall Labs",
        "contact_name": "Ada Okafor",
        "email": "ada@example.com",
        "business_size": "micro",
        "postcode": "b1 1bb",
        "company_number": "",
        "consent": "on",
        "accept_terms": "on",
        "form_key": str(uuid.uuid4()),
    }
    for question in page.questions.all():
        if question.field_type == Kind.DATE:
            typed |= {
                f"{question.clean_name}_day": "27",
                f"{question.clean_name}_month": "3",
                f"{question.clean_name}_year": "2026",
            }
        elif question.field_type in answers:
            typed[question.clean_name] = answers[question.field_type]
    typed |= changes
    return {name: value for name, value in typed.items() if value is not None}

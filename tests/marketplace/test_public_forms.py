"""Every form that the public meets: our own words, and nothing that swallows a paste."""

import inspect
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django import forms
from django.core import validators
from django.http import QueryDict
from django.urls import get_resolver
from django.utils import timezone

from applications.assessment.declarations import Applicant
from applications.drafts.forms import QuestionFormBuilder
from applications.models import Kind
from authorities.forms.public import PublicForm, TrapForm
from challenges.listing.filter_form import FilterForm
from challenges.models import SuccessStoryPage
from tests.factories import ChallengePageFactory, QuestionFactory

# Made by others that are here.
GROUNDS = (PublicForm, TrapForm, FilterForm)


def kinds_below(ground: type) -> Iterator[type]:
    for kind in ground.__subclasses__():
        yield kind
        yield from kinds_below(kind)


def public_forms() -> list[type[PublicForm]]:
    assert get_resolver().url_patterns  # every view, and so every form, is loaded
    found = [kind for kind in kinds_below(PublicForm) if kind not in GROUNDS]
    return [kind for kind in found if not kind.__module__.startswith("tests.")]


def made(kind: type[PublicForm], authority) -> PublicForm:
    """Return a form of the kind, sent with nothing in it."""
    page = ChallengePageFactory(authority=authority)
    known = {
        "site": authority,
        "now": timezone.now() + timedelta(days=1),
        "stories": SuccessStoryPage.objects.none(),
        "themes": [("health", "Health")],
        "is_right": bool,
        "was_sent": False,
        "applicants": [Applicant("one", "One", (), None)],
        "criteria": [page.criteria.model(pk=1, name="Impact", weight=100)],
        "anchors": [(1, "Weak")],
        "entered": {},
    }
    wanted = {
        name: value
        for name, value in known.items()
        if name in inspect.signature(kind.__init__).parameters
    }
    return kind(QueryDict(""), **wanted)


def whole_application() -> PublicForm:
    questions = [
        QuestionFactory(label=name, field_type=name, choices="a\nb") for name in Kind.values
    ]
    form = QuestionFormBuilder(questions).get_form_class()(QueryDict(""), has_terms=True)
    form.is_valid()
    return form


def djangos_sentences() -> set[str]:
    """Return everything that Django's own fields and validators say."""
    kinds = [one for _name, one in inspect.getmembers(forms, inspect.isclass)]
    said = {
        str(sentence)
        for kind in kinds
        for sentence in getattr(kind, "default_error_messages", {}).values()
    }
    for _name, kind in inspect.getmembers(validators, inspect.isclass):
        message = getattr(kind, "message", "")
        said |= {str(message)} - {""}
    return said


@pytest.mark.django_db
class TestEveryPublicForm:
    def test_there_are_forms_to_look_at(self):
        assert len(public_forms()) >= 12

    def test_says_nothing_in_djangos_words(self, authority):
        theirs = djangos_sentences()
        assert "This field is required." in theirs
        for form in [*(made(kind, authority) for kind in public_forms()), whole_application()]:
            form.is_valid()
            for name, field in form.fields.items():
                said = {str(sentence) for sentence in field.error_messages.values()}
                assert not said & theirs, (type(form), name)
                for validator in field.validators:
                    code = getattr(validator, "code", None)
                    assert code is None or code in field.error_messages, (type(form), name, code)

    def test_lets_no_browser_cut_off_what_is_pasted(self, authority):
        for form in [*(made(kind, authority) for kind in public_forms()), whole_application()]:
            assert " maxlength=" not in str(form), type(form)

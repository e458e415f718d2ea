"""What people type, as they type it: taken as it was meant, or refused by one sentence of ours.

`typed_values.tsv` has a row for each: the kind of field, what is typed (with Python's escapes, or
an expression behind `py:`; ` | ` parts the boxes of a date), and `=` with what is taken, or `!`
with words of the refusal.
"""

import ast
from decimal import Decimal
from pathlib import Path

import pytest
from django.http import QueryDict
from hypothesis import given, settings
from hypothesis import strategies as st

from applications.drafts.forms import QuestionFormBuilder
from applications.models import Kind
from authorities.forms.cleaning import clean_characters
from authorities.forms.days import NoDay, read_day
from businesses.sign_in.forms import CodeForm
from tests.factories import QuestionFactory

pytestmark = pytest.mark.one_database

FIXED = {
    "contact name": "contact_name",
    "business name": "business_name",
    "email": "email",
    "postcode": "postcode",
    "company number": "company_number",
}
ASKED = {
    "number": {"field_type": Kind.NUMBER},
    "money": {"field_type": Kind.NUMBER, "label": "What does it cost, in pounds?"},
    "per cent": {"field_type": Kind.NUMBER, "help_text": "In per cent.", "highest": Decimal(100)},
    "whole 0 to 10000": {
        "field_type": Kind.NUMBER,
        "is_whole": True,
        "highest": Decimal("10000.0000"),
    },
    "from 1": {"field_type": Kind.NUMBER, "lowest": Decimal(1)},
    "whole -50 to 50": {
        "field_type": Kind.NUMBER,
        "is_whole": True,
        "lowest": Decimal("-50.0000"),
        "highest": Decimal(50),
    },
    "date": {"field_type": Kind.DATE},
    "short text": {"field_type": Kind.SHORT_TEXT},
    "200 words": {"field_type": Kind.LONG_TEXT, "word_limit": 200},
    "several": {"field_type": Kind.CHOICES, "choices": "a\nb"},
}
QUESTIONS = {
    kind: QuestionFactory(clean_name=f"q_{number}", **given_)
    for number, (kind, given_) in enumerate(ASKED.items())
}
FORM = QuestionFormBuilder(list(QUESTIONS.values())).get_form_class()
SEPARATE = ("200 words", "short text", "number", "whole -50 to 50", *FIXED)


def unescaped(text: str) -> str:
    if text.startswith("py:"):
        expression = ast.parse(text[3:], mode="eval")
        return eval(compile(expression, "row", "eval"), {"__builtins__": {}})  # noqa: S307
    escaped = text.encode("ascii", "backslashreplace").decode("ascii").replace('"', '\\"')
    return ast.literal_eval(f'"{escaped}"')


def rows() -> list[list[str]]:
    lines = (Path(__file__).parent / "typed_values.tsv").read_text().split("\n")
    return [line.split("\t") for line in lines if line]


def type_in(kind: str, typed: str):
    """Return what the field takes and its refusals."""
    if kind == "day":
        try:
            return read_day(clean_characters(typed)), []
        except NoDay as refused:
            return None, [str(refused)]
    if kind == "code":
        form, name = CodeForm({"code": typed}, is_right=lambda code: code == "123456"), "code"
    else:
        name = FIXED.get(kind) or QUESTIONS[kind].clean_name
        data = QueryDict(mutable=True)
        data[name] = typed
        if kind == "date":
            for part, box in zip(("day", "month", "year"), typed.split("|"), strict=True):
                data[f"{name}_{part}"] = box
        if kind == "several":
            data.setlist(name, typed.split(","))
        form = FORM(data, only=[name], is_sending=False)
    form.is_valid()
    return form.cleaned_data.get(name), form.errors.get(name, [])


def as_text(taken: object) -> str:
    return ",".join(taken) if isinstance(taken, list) else str(taken)


@pytest.mark.parametrize(
    ("kind", "typed", "comes"), rows(), ids=lambda text: ascii(text)[1:40] or "nothing"
)
def test_it_is_taken_as_it_was_meant_or_refused_in_one_sentence(kind, typed, comes):
    taken, refusals = type_in(kind, unescaped(typed))
    if comes.startswith("="):
        assert refusals == []
        assert as_text(taken) == unescaped(comes[1:])
    else:
        assert len(refusals) == 1
        assert unescaped(comes[1:]) in refusals[0]


def test_there_are_more_than_a_hundred_and_fifty_rows_and_none_twice():
    assert len(rows()) > 150
    assert len({(kind, typed) for kind, typed, _comes in rows()}) == len(rows())


@pytest.mark.parametrize("kind", [*FIXED, *ASKED, "day", "code"])
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_nothing_that_somebody_types_is_a_fault(kind, data):
    typed = data.draw(st.text(max_size=60))
    if kind == "date":
        typed = "|".join(data.draw(st.text(max_size=12)).replace("|", "") for _box in range(3))
    taken, refusals = type_in(kind, typed)
    assert len(refusals) <= 1
    assert not (taken and refusals)


@pytest.mark.parametrize("kind", SEPARATE)
@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_is_taken_is_taken_again_as_it_is(kind, data):
    signs = st.sampled_from("0123456789.,-£ \u00a0\u2212abBSC@é\u200e\u0301\n")
    taken, refusals = type_in(kind, data.draw(st.text(signs, min_size=1, max_size=20)))
    if not refusals and taken is not None:
        assert type_in(kind, as_text(taken)) == (taken, [])


@given(st.text(max_size=200))
def test_a_long_answer_loses_nothing_but_what_nobody_sees(typed):
    taken, refusals = type_in("200 words", typed)
    assert refusals or taken == clean_characters(typed).strip()


@given(st.text(max_size=200))
def test_of_a_line_only_the_spaces_change_as_well(typed):
    taken, refusals = type_in("short text", typed)
    assert refusals or taken.split() == clean_characters(typed).split()


@given(st.decimals(-50, 50, places=2))
def test_every_number_within_the_bounds_is_taken_as_it_is(number):
    taken, refusals = type_in("whole -50 to 50", str(number))
    is_whole = number == number.to_integral_value()
    assert (taken == number and not refusals) if is_whole else "whole number" in refusals[0]


@given(st.dates())
def test_every_day_is_taken_in_each_way_to_write_it(day):
    if day.year < 1000:
        return
    for way in ("%d/%m/%Y", "%d %B %Y", "%d-%b-%Y", "%Y-%m-%d", "%d.%m.%Y"):
        assert type_in("day", day.strftime(way)) == (day, [])
    assert type_in("date", day.strftime("%d|%b|%Y")) == (day, [])

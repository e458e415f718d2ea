"""An application's answers as a person reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from applications.drafts.forms import ApplicationForm
from applications.models import (
    Application,
    ApplicationFile,
    Draft,
    Kind,
    Partner,
    SentPartner,
    SentVersion,
    TakesApplications,
)
from authorities.forms.fields import DayField
from businesses.models.details import Size
from businesses.profile.forms import BusinessDetailsForm


@dataclass(frozen=True)
class Answer:
    """A question, its answer as text, the file if it asked for one, and the id of its field."""

    question: str
    text: str
    file: ApplicationFile | None = None
    anchor: str = ""


def fixed_answers(application: Application | Partner | SentPartner) -> list[Answer]:
    """Return what every application says of the business and its contact, or of a partner."""
    return [
        Answer(_("Business name"), application.business_name),
        Answer(_("Contact"), application.contact_name),
        Answer(_("Email address"), application.email),
        Answer(_("Size of the business"), application.get_business_size_display()),
        Answer(_("Postcode"), application.postcode),
        Answer(_("Company number"), application.company_number or _("None given")),
    ]


def own_answers(application: Application) -> list[Answer]:
    """Return the answers to the page's questions, as the form was when they were sent."""
    files = {file.question: file for file in application.files.all()}
    return [
        Answer(
            question["label"],
            _as_text(application.form_data.get(question["name"]), question["kind"]),
            files.get(question["name"]),
        )
        for question in application.questions
    ]


@dataclass(frozen=True)
class Difference:
    """One answer that two sent versions give differently."""

    question: str
    before: str
    after: str


def history(application: Application) -> list[tuple[SentVersion, list[Difference]]]:
    """Return the sent versions, the newest first, each with what it changed."""
    versions = list(application.sent_versions.prefetch_related("partners"))
    first = [(version, []) for version in versions[:1]]
    return [*first, *((after, _compare(before, after)) for before, after in pairwise(versions))][
        ::-1
    ]


def _compare(before: SentVersion, after: SentVersion) -> list[Difference]:
    """Return what changed from one sent version to the next."""
    old, new = _said(before), _said(after)
    return [
        Difference(question, old.get(question, ""), new.get(question, ""))
        for question in {**new, **old}
        if old.get(question) != new.get(question)
    ]


def _said(version: SentVersion) -> dict[str, str]:
    """Return a version's answers by question, as a person reads them."""
    labels = {name: field.label for name, field in BusinessDetailsForm.base_fields.items()}
    sizes = dict(Size.choices)
    details = {
        str(labels[name]): str(sizes.get(value, value) if name == "business_size" else value)
        for name, value in version.details.items()
    }
    if partners := [one.business_name for one in version.partners.all()]:
        details[_("Partners")] = "\n".join(partners)
    return details | {
        question["label"]: _as_text(version.answers.get(question["name"]), question["kind"])
        for question in version.questions
    }


def typed_answers(form: ApplicationForm, names: Iterable[str]) -> list[Answer]:
    """Return what a bound form says for these fields, right or not, as a person reads it."""
    shown = form.shown()
    kept = {name: form.fields[name].initial for name in form.file_names}
    return [
        Answer(
            str(form.fields[name].label),
            _as_typed(form, name, shown.get(name)),
            kept[name] if isinstance(kept.get(name), ApplicationFile) else None,
            getattr(form[name], "first_id", ""),
        )
        for name in names
        if name in form.fields
    ]


def retired_answers(draft: Draft, page: TakesApplications) -> list[Answer]:
    """Return what is typed in the draft for questions that the page does not ask any more."""
    found = []
    asked = {question.clean_name for question in page.get_form_fields()}
    for question in page.questions.all():  # type: ignore[attr-defined]
        name = question.clean_name
        parts = [name, *(f"{name}_{part}" for part in ("day", "month", "year"))]
        values = [value for part in parts for value in draft.typed.get(part, []) if value.strip()]
        if values and name not in asked:
            found.append(Answer(question.label, "\n".join(values)))
    return found


def typed_in_words(page: TakesApplications, typed: dict[str, list[str]], name: str) -> Answer:
    """Return one answer of a draft's typed inputs as a person reads it."""
    form = page.get_form(MultiValueDict(typed), {}, only=[name], is_sending=False)
    return typed_answers(form, [name])[0]


def _as_typed(form: ApplicationForm, name: str, value: Any) -> str:
    """Return the answer as it will be kept, or was typed if it is wrong; of a choice, its label."""
    if value in (None, "", []):
        return _("No answer")
    field = form.fields[name]
    if name not in form.errors:
        value = form.cleaned_data.get(name)
        if isinstance(value, date):
            return date_format(value, "j F Y")
        if isinstance(value, Decimal):
            return number_format(value)
    elif isinstance(field, DayField):
        return " ".join(filter(None, value))
    labels = dict(getattr(field, "choices", ()))
    values = value if isinstance(value, list) else [value]
    return "\n".join(str(labels.get(one, one)) for one in values)


def _as_text(answer: Any, kind: str) -> str:
    if answer in (None, "", []):
        return _("No answer")
    if kind == Kind.DATE:
        return date_format(date.fromisoformat(answer), "j F Y")
    if kind == Kind.NUMBER:
        return number_format(answer)
    if isinstance(answer, list):
        return "\n".join(answer)
    return str(answer)

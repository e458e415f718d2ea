"""An application's answers as a person reads them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from django.utils.datastructures import MultiValueDict
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from applications.drafts.forms import ApplicationForm
from applications.models import (
    Application,
    ApplicationFile,
    Kind,
    Partner,
    SentPartner,
    SentVersion,
    TakesApplications,
)
from businesses.profile.forms import BusinessDetailsForm


@dataclass(frozen=True)
class Answer:
    """A question, its answer as text, and the file if it asked for one."""

    question: str
    text: str
    file: ApplicationFile | None = None


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
    details = {str(labels[name]): str(value) for name, value in version.details.items()}
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
        )
        for name in names
        if name in form.fields
    ]


def typed_in_words(page: TakesApplications, typed: dict[str, list[str]], name: str) -> Answer:
    """Return one answer of a draft's typed inputs as a person reads it."""
    form = page.get_form(MultiValueDict(typed), {}, only=[name], is_sending=False)
    return typed_answers(form, [name])[0]


def _as_typed(form: ApplicationForm, name: str, value: Any) -> str:
    """Return the answer as it was typed; of a choice, its label."""
    if value in (None, "", []):
        return _("No answer")
    if name not in form.errors and isinstance(form.cleaned_data.get(name), date):
        return date_format(form.cleaned_data[name], "j F Y")
    labels = dict(getattr(form.fields[name], "choices", ()))
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

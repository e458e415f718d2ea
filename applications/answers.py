"""An application's answers as a person reads them."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from applications.models import Application, ApplicationFile, Kind


@dataclass(frozen=True)
class Answer:
    """A question, its answer as text, and the file if it asked for one."""

    question: str
    text: str
    file: ApplicationFile | None = None


def fixed_answers(application: Application) -> list[Answer]:
    """Return what every application says of the business and its contact."""
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

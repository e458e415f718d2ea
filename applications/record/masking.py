"""An application without who sent it, for a panel that assesses blind."""

import re

from django.utils.translation import gettext as _

from applications.answers import Answer, own_answers
from applications.models import Application, Kind

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")


def blind_answers(application: Application) -> list[Answer]:
    """Return the page's questions with answers that name neither business, people nor files."""
    return [
        Answer(
            question["label"],
            _file(answer) if question["kind"] == Kind.FILE else blind(answer.text, application),
        )
        for question, answer in zip(application.questions, own_answers(application), strict=True)
    ]


def blind(text: str, application: Application) -> str:
    """Return the text with the business's and the contact's names, addresses and numbers hidden."""
    hidden = _("[hidden]")
    text = EMAIL.sub(hidden, text)
    known = (application.business_name, application.contact_name, application.company_number)
    for name in sorted(filter(None, known), key=len, reverse=True):
        text = re.sub(re.escape(name), hidden, text, flags=re.IGNORECASE)
    return text


def _file(answer: Answer) -> str:
    return _("A file") if answer.file else _("No file")

"""The form in sections, and how far each of them has come."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.forms import BoundField
from django.utils.text import slugify
from django.utils.translation import gettext as _

from applications.drafts.forms import ApplicationForm
from applications.models import Draft, DraftSection, Question
from businesses.profile.forms import BusinessDetailsForm

BUSINESS = "business"
CHALLENGE = "challenge"


@dataclass(frozen=True)
class Section:
    """Some questions under one heading. `name` stands in addresses."""

    name: str
    title: str
    fields: tuple[str, ...]

    def of(self, form: ApplicationForm) -> list[BoundField]:
        """Return the section's fields in this form."""
        return [form[name] for name in self.fields if name in form.fields]


@dataclass(frozen=True)
class Progress:
    """One section of a draft: what is missing in it, and what is known of who works on it."""

    section: Section
    missing: list[BoundField] = field(default_factory=list)
    row: DraftSection | None = None
    holds_anything: bool = True

    @property
    def is_complete(self) -> bool:
        """Whether every answer that is needed is there and right."""
        return not self.missing

    @property
    def is_untouched(self) -> bool:
        """Whether nothing has to be answered in it, and nobody has entered anything."""
        return self.is_complete and not self.holds_anything


def sections_of(questions: Iterable[Question]) -> list[Section]:
    """Return the section about the business, then the page's, each begun by a heading."""
    sections = [Section(BUSINESS, _("About your business"), tuple(BusinessDetailsForm.base_fields))]
    grouped: dict[str, tuple[str, list[str]]] = {}
    name, title = CHALLENGE, _("About this challenge")
    for question in questions:
        if question.section:
            title = question.section
            name = slugify(title)[:76] or CHALLENGE
        while name == BUSINESS or (name in grouped and grouped[name][0] != title):
            name += "-2"
        grouped.setdefault(name, (title, []))[1].append(question.clean_name)
    return [
        *sections,
        *(Section(name, title, tuple(fields)) for name, (title, fields) in grouped.items()),
    ]


def progress_of(draft: Draft, sections: list[Section], form: ApplicationForm) -> list[Progress]:
    """Return how far each section of the draft has come; `form` is bound to what was typed."""
    rows = {row.name: row for row in draft.sections.all()}
    return [
        Progress(
            section,
            [form[name] for name in section.fields if name in form.errors],
            rows.get(section.name),
            any(_holds_anything(form, name) for name in section.fields if name in form.fields),
        )
        for section in sections
    ]


def _holds_anything(form: ApplicationForm, name: str) -> bool:
    if name in form.file_names:
        return bool(form.fields[name].initial)
    value = form[name].data
    return any(value) if isinstance(value, list) else bool(value and value.strip())

"""The application form: fixed questions, then the page's own."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.forms import FormBuilder

from applications.files.upload_validation import ACCEPTED_SUFFIXES, validate_upload
from applications.models.file import ApplicationFile
from applications.models.incoming_file import IncomingFile
from authorities.forms.cleaning import clean_lines
from authorities.forms.fields import (
    AddressField,
    DayField,
    LineField,
    NumberField,
    SeveralField,
    TextField,
)
from authorities.forms.numbers import DIGITS_AFTER_POINT
from authorities.forms.public import PublicForm
from businesses.profile.forms import BusinessDetailsForm

# Ten times the longest word limit's usual length: stops a flood, never an honest answer.
LONGEST_ANSWER = 20_000

# A question that speaks of per cent is answered with 40% as well as with 40; one that speaks of
# pounds with no more digits than pence have.
PER_CENT = re.compile(r"%|\bper\s?cent|\bpercentage", re.IGNORECASE)
POUNDS = re.compile(r"£|\bpounds?\b|\bGBP\b", re.IGNORECASE)


def _files_accepted() -> str:
    """Return the sentence under a question that asks for a file."""
    return str(_("PDF, Word, Excel, OpenDocument text, PNG or JPEG, up to %s.")) % filesizeformat(
        settings.UPLOAD_MAX_BYTES
    )


class KeptFileInput(forms.FileInput):
    """A file input that also shows the file that the draft has, with a button to remove it.

    `unfinished` is one that stopped on its way to the draft.
    """

    template_name = "forms/widgets/kept_file.html"
    unfinished: IncomingFile | None = None

    def format_value(self, value: Any) -> ApplicationFile | None:  # type: ignore[override]
        """Return the kept file, if there is one."""
        return value if isinstance(value, ApplicationFile) else None

    def get_context(self, name: str, value: Any, attrs: dict | None) -> dict:
        """Keep the file as it is: Django's own context makes texts of values."""
        context = super().get_context(name, None, attrs)
        context["widget"]["kept"] = self.format_value(value)
        context["widget"]["unfinished"] = self.unfinished
        return context


class QuestionFormBuilder(FormBuilder):
    """Wagtail's form builder with our kinds of question."""

    def create_short_text_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for one line."""
        return LineField(at_most=255, called="", **options)

    def create_long_text_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for several lines, with its word limit."""
        attrs = {"rows": 8, "data-word-limit": question.words}
        return TextField(
            widget=forms.Textarea(attrs=attrs),
            at_most=LONGEST_ANSWER,
            most_words=question.words,
            called="",
            **options,
        )

    def create_email_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for an email address."""
        return AddressField(called="", **options)

    def create_number_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for a number within the bounds that an editor has set."""
        options["error_messages"]["required"] = _("Enter a number in figures.")
        said = f"{question.label} {question.help_text}"
        if question.bounds:
            options["help_text"] = f"{question.help_text} {capfirst(question.bounds)}.".strip()
        return NumberField(
            lowest=question.lowest_number,
            highest=question.highest,
            is_whole=question.is_whole,
            takes_per_cent=bool(PER_CENT.search(said)),
            decimals=2 if POUNDS.search(said) else DIGITS_AFTER_POINT,
            **options,
        )

    def create_choice_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for one of the choices."""
        options["choices"] = self._choices(question)
        return forms.ChoiceField(widget=forms.RadioSelect, **options)

    def create_choices_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for any of the choices."""
        options["choices"] = self._choices(question)
        return SeveralField(**options)

    def create_date_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for a date in three parts."""
        return DayField(**options)

    def create_file_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for one file."""
        accepted = lazy(_files_accepted, str)()
        options["help_text"] = f"{options['help_text']} {accepted}".strip()
        return forms.FileField(
            widget=KeptFileInput(attrs={"accept": ",".join(ACCEPTED_SUFFIXES)}),
            validators=[validate_upload],
            **options,
        )

    def get_field_options(self, field) -> dict[str, Any]:
        """Return what every kind has in common."""
        return {
            "label": field.label,
            "help_text": field.help_text,
            "required": field.required,
            "error_messages": {"required": _("Answer this question.")},
        }

    def get_form_class(self) -> type["ApplicationForm"]:
        """Return the form: the fixed questions, the page's, and what is agreed to at the end."""
        return type("PageApplicationForm", (ApplicationForm,), dict(self.formfields))

    @staticmethod
    def _choices(question) -> list[tuple[str, str]]:
        return [(line, line) for line in clean_lines(question.choices)]


class ApplicationForm(BusinessDetailsForm):
    """What every page's application form has; the page's questions stand in between.

    `kept` are the draft's files by question: they answer where no new file is chosen;
    `unfinished` stopped on their way. `only` leaves the fields of one section; `is_sending` adds
    what is agreed to on sending.
    """

    consent = forms.BooleanField(
        label=_("You may contact me about this application"),
        error_messages={
            "required": _("Agree to be contacted, so that we can tell you what we decide.")
        },
    )
    accept_terms = forms.BooleanField(
        label=_("I accept the terms of applying"),
        error_messages={"required": _("Read and accept the terms of applying.")},
    )

    ENDS_WITH = ("consent", "accept_terms")

    def __init__(
        self,
        *args,
        page=None,
        user=None,
        kept: Mapping[str, ApplicationFile] | None = None,
        unfinished: Mapping[str, IncomingFile] | None = None,
        only: Collection[str] | None = None,
        is_sending: bool = True,
        has_terms: bool = False,
        **kwargs,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        own = [name for name in self.fields if name not in self.ENDS_WITH]
        self.order_fields([*own, *self.ENDS_WITH])
        if not is_sending:
            del self.fields["consent"]
        if not (is_sending and has_terms):
            del self.fields["accept_terms"]
        for name in list(self.fields):
            if only is not None and name not in only:
                del self.fields[name]
            elif kept and name in kept:
                self.fields[name].initial = kept[name]
        for name, file in (unfinished or {}).items():
            if name in self.file_names:
                self.fields[name].widget.unfinished = file

    @property
    def question_names(self) -> list[str]:
        """The names of the page's own questions, in their order."""
        return [name for name in self.fields if name not in ApplicationForm.base_fields]

    @property
    def file_names(self) -> list[str]:
        """The names of the questions that are answered with a file."""
        return [name for name, field in self.fields.items() if isinstance(field, forms.FileField)]

    def fixed_fields(self) -> list[forms.BoundField]:
        """Return the questions about the business."""
        return [self[name] for name in BusinessDetailsForm.base_fields if name in self.fields]

    def inputs(self) -> dict[str, list[str]]:
        """Return the names of each field's inputs; a date has three, a file none that is text."""
        return {
            name: _input_names(name, field.widget)
            for name, field in self.fields.items()
            if name not in self.ENDS_WITH and name not in self.file_names
        }

    def shown(self) -> dict[str, Any]:
        """Return what the data says for each field, valid or not, as `initial` of a form."""
        return {
            name: field.widget.value_from_datadict(self.data, {}, name)
            for name, field in self.fields.items()
            if name not in self.file_names
        }


def _input_names(name: str, widget: forms.Widget) -> list[str]:
    if isinstance(widget, forms.MultiWidget):
        return [name + suffix for suffix in widget.widgets_names]  # type: ignore[attr-defined]
    return [name]


class AddressForm(PublicForm):
    """One email address: a colleague's, or a new contact's."""

    email = AddressField(
        label=_("Email address"),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class MessageForm(PublicForm):
    """What an applicant writes to the authority about an application."""

    text = TextField(
        label=_("Your message"),
        at_most=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write your message.")},
    )


class WithdrawalForm(PublicForm):
    """Why an application is withdrawn, if the applicant wants to say."""

    reason = TextField(
        label=_("Why do you withdraw?"),
        required=False,
        at_most=1000,
        called="",
        help_text=_("You need not say. The people who run the challenge read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

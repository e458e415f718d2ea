"""The application form: fixed questions, then the page's own."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.template.defaultfilters import filesizeformat
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.contrib.forms.forms import FormBuilder

from applications.uploads import ACCEPTED_SUFFIXES, validate_upload
from authorities.widgets import DatePartsWidget
from businesses.forms import BusinessDetailsForm

# Ten times the longest word limit's usual length: stops a flood, never an honest answer.
LONGEST_ANSWER = 20_000

# As the browser counts while one types: “low-floor” is two words, “don't” and “12.5” are one.
WORD = re.compile(r"\w+(?:['’.,]\w+)*")


class WordLimitValidator:
    """Refuses a text of more words than the limit."""

    def __init__(self, limit: int) -> None:
        self.limit = limit

    def __call__(self, value: str) -> None:
        """Raise `ValidationError` saying how many words are too many."""
        words = len(WORD.findall(value))
        if words > self.limit:
            raise forms.ValidationError(
                ngettext(
                    "Use %(limit)d words or fewer. Your answer has %(excess)d word too many.",
                    "Use %(limit)d words or fewer. Your answer has %(excess)d words too many.",
                    words - self.limit,
                ),
                params={"limit": self.limit, "excess": words - self.limit},
            )


def _files_accepted() -> str:
    """Return the sentence under a question that asks for a file."""
    return str(_("PDF, Word, Excel, OpenDocument text, PNG or JPEG, up to %s.")) % filesizeformat(
        settings.UPLOAD_MAX_BYTES
    )


class QuestionFormBuilder(FormBuilder):
    """Wagtail's form builder with our kinds of question."""

    def create_short_text_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for one line."""
        return forms.CharField(max_length=255, **options)

    def create_long_text_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for several lines, with its word limit."""
        attrs = {"rows": 8, "data-word-limit": question.words}
        return forms.CharField(
            widget=forms.Textarea(attrs=attrs),
            max_length=LONGEST_ANSWER,
            validators=[WordLimitValidator(question.words)],
            **options,
        )

    def create_email_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for an email address."""
        options["error_messages"]["invalid"] = _("Enter an email address like name@example.com.")
        return forms.EmailField(**options)

    def create_number_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for a number, with or without decimals."""
        options["error_messages"]["invalid"] = _("Enter a number, like 12 or 12.5.")
        return forms.DecimalField(
            max_digits=18,
            decimal_places=4,
            min_value=Decimal("-1e13"),
            widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            **options,
        )

    def create_choice_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for one of the choices."""
        options["choices"] = self._choices(question)
        return forms.ChoiceField(widget=forms.RadioSelect, **options)

    def create_choices_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for any of the choices."""
        options["choices"] = self._choices(question)
        return forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, **options)

    def create_date_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for a date in three parts."""
        options["error_messages"]["invalid"] = _("Enter a real date, like 27 3 2027.")
        return forms.DateField(widget=DatePartsWidget, **options)

    def create_file_field(self, question, options: dict[str, Any]) -> forms.Field:
        """Return a field for one file."""
        accepted = lazy(_files_accepted, str)()
        options["help_text"] = f"{options['help_text']} {accepted}".strip()
        return forms.FileField(
            widget=forms.FileInput(attrs={"accept": ",".join(ACCEPTED_SUFFIXES)}),
            validators=[validate_upload],
            max_length=255,
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
        """Return the form: the fixed questions, the page's, and the agreement at the end."""
        return type("PageApplicationForm", (ApplicationForm,), dict(self.formfields))

    @staticmethod
    def _choices(question) -> list[tuple[str, str]]:
        lines = (line.strip() for line in question.choices.splitlines())
        return [(line, line) for line in lines if line]


class ApplicationForm(BusinessDetailsForm):
    """What every page's application form has; the page's questions stand in between."""

    # People never see this field; what fills in every field of a page does.
    website = forms.CharField(required=False, label=_("Leave this field empty"))
    form_key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    consent = forms.BooleanField(
        label=_("You may contact me about this application"),
        error_messages={
            "required": _("Agree to be contacted, so that we can tell you what we decide.")
        },
    )

    ENDS_WITH = ("consent", "website", "form_key")

    def __init__(self, *args, page=None, user=None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        own = [name for name in self.fields if name not in self.ENDS_WITH]
        self.order_fields([*own, *self.ENDS_WITH])

    @property
    def question_names(self) -> list[str]:
        """The names of the page's own questions, in their order."""
        return [name for name in self.fields if name not in ApplicationForm.base_fields]

    def fixed_fields(self) -> list[forms.BoundField]:
        """Return the questions about the business."""
        return [self[name] for name in BusinessDetailsForm.base_fields]

    def question_fields(self) -> list[forms.BoundField]:
        """Return the page's own questions."""
        return [self[name] for name in self.question_names]

    def chosen_files_are_gone(self) -> bool:
        """Return whether a file came with a form that is shown again: a browser keeps none."""
        return self.is_bound and bool(self.files)

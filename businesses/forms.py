"""The fixed questions that every application begins with."""

from django import forms
from django.utils.translation import gettext_lazy as _
from localflavor.gb.forms import GBPostcodeField

from authorities.forms import PublicForm
from businesses.details import COMPANY_NUMBER, BusinessDetails, Size


def _length(name: str) -> int:
    """Return the longest value that the model's column takes."""
    return BusinessDetails._meta.get_field(name).max_length  # type: ignore[return-value,union-attr]


class BusinessDetailsForm(PublicForm):
    business_name = forms.CharField(
        label=_("Business name"),
        max_length=_length("business_name"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter the name of your business.")},
    )
    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=_length("contact_name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=_length("email"),
        help_text=_("We send your receipt here, and write to you here about this application."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter an email address."),
            "invalid": _("Enter an email address like name@example.com."),
        },
    )
    business_size = forms.ChoiceField(
        label=_("Size of your business"),
        choices=Size.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the size of your business.")},
    )
    postcode = GBPostcodeField(
        label=_("Postcode"),
        help_text=_("Where your business is based."),
        max_length=_length("postcode"),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        error_messages={
            "required": _("Enter a postcode."),
            "invalid": _("Enter a full postcode, like B1 1BB."),
        },
    )
    company_number = forms.CharField(
        label=_("Company number"),
        required=False,
        max_length=20,
        help_text=_(
            "Eight characters, like 01234567 or SC123456. Leave this empty if you have none."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )

    def clean_company_number(self) -> str:
        """Return the number as Companies House writes it: capitals, no spaces, eight long."""
        typed = self.cleaned_data["company_number"].replace(" ", "").upper()
        number = typed.zfill(8) if typed.isdigit() else typed
        if typed and not COMPANY_NUMBER.fullmatch(number):
            raise forms.ValidationError(
                _("Enter the company number as eight characters, like 01234567 or SC123456.")
            )
        return number if typed else ""

"""What businesses are asked of themselves."""

from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _
from localflavor.gb.forms import GBPostcodeField

from authorities.forms.public import PublicForm
from businesses.models.details import COMPANY_NUMBER, Size, longest


class BusinessDetailsForm(PublicForm):
    """The fixed questions that every application begins with."""

    business_name = forms.CharField(
        label=_("Business name"),
        max_length=longest("business_name"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter the name of your business.")},
    )
    contact_name = forms.CharField(
        label=_("Your name"),
        max_length=longest("contact_name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=longest("email"),
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
        max_length=longest("postcode"),
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


class ProfileForm(BusinessDetailsForm):
    """What a business says of itself: the fixed questions, and what helps to find it."""

    email = None  # type: ignore[assignment]  # the one that they sign in with
    sectors = forms.CharField(
        label=_("Sectors"),
        required=False,
        max_length=200,
        help_text=_("A few words with commas between, like housing, sensors."),
    )
    what_it_does = forms.CharField(
        label=_("What your business does"),
        required=False,
        help_text=_("Two or three sentences, up to 500 characters."),
        widget=forms.Textarea(attrs={"rows": 5}),
        # Not the field's own limit: with that a browser cuts off pasted text without a word.
        validators=[
            MaxLengthValidator(
                500,
                _("Use %(limit_value)d characters or fewer. You have used %(show_value)d."),
            )
        ],
    )
    themes = forms.MultipleChoiceField(
        label=_("Themes that interest you"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("Choose from the themes that are shown.")},
    )

    def __init__(self, *args, themes: list[tuple[str, str]], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]
        if not themes:
            del self.fields["themes"]

    def clean_sectors(self) -> str:
        """Return the words with one comma and one space between."""
        words = (word.strip() for word in self.cleaned_data["sectors"].split(","))
        return ", ".join(word for word in words if word)

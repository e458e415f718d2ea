"""What businesses are asked of themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from authorities.forms.fields import AddressField, LineField, SeveralField, TextField
from authorities.forms.public import PublicForm
from businesses.models.details import Size, longest
from businesses.profile.fields import CompanyNumberField, PostcodeField


class BusinessDetailsForm(PublicForm):
    """The fixed questions that every application begins with."""

    business_name = LineField(
        label=_("Business name"),
        at_most=longest("business_name"),
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Enter the name of your business.")},
    )
    contact_name = LineField(
        label=_("Your name"),
        at_most=longest("contact_name"),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    email = AddressField(
        label=_("Email address"),
        at_most=longest("email"),
        help_text=_("We send your receipt here, and write to you here about this application."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    business_size = forms.ChoiceField(
        label=_("Size of your business"),
        choices=Size.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the size of your business.")},
    )
    postcode = PostcodeField(
        label=_("Postcode"),
        help_text=_("Where your business is based."),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
        error_messages={
            "required": _("Enter a postcode."),
            "invalid": _("Enter a full postcode of the United Kingdom, like B1 1BB."),
        },
    )
    company_number = CompanyNumberField(
        label=_("Company number"),
        required=False,
        help_text=_(
            "Eight characters, like 01234567 or SC123456. Leave this empty if you have none."
        ),
        widget=forms.TextInput(attrs={"spellcheck": "false"}),
    )


class ProfileForm(BusinessDetailsForm):
    """What a business says of itself: the fixed questions, and what helps to find it."""

    email = None  # type: ignore[assignment]  # the one that they sign in with
    sectors = LineField(
        label=_("Sectors"),
        required=False,
        at_most=200,
        help_text=_("A few words with commas between, like housing, sensors."),
    )
    what_it_does = TextField(
        label=_("What your business does"),
        required=False,
        help_text=_("Two or three sentences, up to 500 characters."),
        widget=forms.Textarea(attrs={"rows": 5}),
        at_most=500,
    )
    themes = SeveralField(
        label=_("Themes that interest you"),
        required=False,
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

"""What somebody signs up with, and whom staff invite."""

from django import forms
from django.utils.translation import gettext_lazy as _

from authorities.forms.fields import AddressField, LineField, TextField
from authorities.forms.public import TrapForm
from challenges.programmes.sessions.inviting import InvitationRefused, Person, read_people


class SignUpForm(TrapForm):
    """Who wants to come."""

    name = LineField(
        label=_("Your name"),
        at_most=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name.")},
    )
    email = AddressField(
        label=_("Your email address"),
        help_text=_("We send the address of your own page to it, where you say yes."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Enter your email address.")},
    )


class InviteForm(forms.Form):
    """Addresses, one on each line."""

    people = TextField(
        label=_("Addresses"),
        help_text=_("One on each line, like Ada Okafor <ada@example.org>."),
        at_most=20_000,
        called="",
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Write at least one address.")},
    )

    def clean_people(self) -> list[Person]:
        """Return who is meant; refuse a line that is no address."""
        try:
            return read_people(self.cleaned_data["people"])
        except InvitationRefused as refused:
            raise forms.ValidationError(str(refused)) from refused

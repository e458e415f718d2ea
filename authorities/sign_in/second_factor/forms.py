"""What staff type to show their second factor: to come in, and before another way in is made."""

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorities.models import SecurityEvent
from authorities.sign_in.events import record_event
from authorities.sign_in.forms import PasswordAgainForm
from authorities.sign_in.limits import SECOND_FACTOR, Guess, HasToWait
from authorities.sign_in.second_factor.codes import authenticator_for, has_app


def code_field(label: str | Promise) -> forms.CharField:
    """Return a field for a code, which a phone fills in by itself."""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy text is text
        max_length=20,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
        error_messages={"required": gettext_lazy("Enter the code.")},
    )


class CodeForm(forms.Form):
    """Six digits of an app, or a recovery code."""

    code = code_field(gettext_lazy("Code"))

    def clean_code(self) -> str:
        """Return the digits alone: people type spaces between them."""
        return _digits(self.cleaned_data["code"])


class BothAgainForm(PasswordAgainForm):
    """Asks for the second factor too, if the person has one: before another way in is made."""

    current_code = code_field(gettext_lazy("Code of your app, or a recovery code"))

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if not has_app(self.user):
            del self.fields["current_code"]

    def clean(self) -> None:
        """Refuse a wrong code. Looked at last: what is right is used up by that."""
        super().clean()
        if "current_code" not in self.fields or self.errors:
            return
        try:
            guess = Guess(self.request, SECOND_FACTOR, self.user.email)
        except HasToWait as wait:
            self.add_error("current_code", str(wait))
            return
        if authenticator_for(self.user, _digits(self.cleaned_data["current_code"])):
            guess.was_right()
            return
        failed = SecurityEvent.Kind.SIGN_IN_FAILED
        record_event(failed, self.request, person=self.user, factor="second")
        self.add_error(
            "current_code", _("This code is not right. Type the one that your app shows now.")
        )


class NewAppForm(CodeForm, BothAgainForm):
    """The code of another app, from somebody who is signed in."""

    field_order = ["code", "current_password", "current_code"]


class NewAddressForm(BothAgainForm):
    """Another address to sign in with."""

    email = forms.EmailField(
        label=gettext_lazy("New email address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    field_order = ["email", "current_password", "current_code"]


class PasskeyForm(BothAgainForm):
    """A passkey that the browser has made."""

    credential = forms.JSONField(widget=forms.HiddenInput)


def _digits(code: str) -> str:
    return "".join(code.replace("-", "").split())

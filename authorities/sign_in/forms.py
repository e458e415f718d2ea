"""What staff type to sign in, and for another password."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorities.models import User
from authorities.sign_in.limits import PASSWORD, Guess, HasToWait


def password_field(label: str | Promise, *, is_new: bool = False) -> forms.CharField:
    """Return a field for a password; browsers keep a new one and offer the one they know."""
    attrs = {"autocomplete": "new-password" if is_new else "current-password"}
    if is_new:
        attrs["data-password-strength"] = ""
    return forms.CharField(
        label=label,  # type: ignore[arg-type]  # lazy text is text
        strip=False,
        max_length=4096,
        widget=forms.PasswordInput(attrs=attrs),
        error_messages={"required": gettext_lazy("Enter a password.")},
    )


class SignInForm(forms.Form):
    """An address and a password."""

    username = forms.CharField(
        label=gettext_lazy("Email address"),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "username", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={"required": gettext_lazy("Enter your email address.")},
    )
    password = password_field(gettext_lazy("Password"))


class PasswordAgainForm(forms.Form):
    """Asks for the password that the person has, before something of their account changes."""

    current_password = password_field(gettext_lazy("Your password"))

    def __init__(self, *args, request: HttpRequest, user: User, **kwargs) -> None:
        self.request, self.user = request, user
        super().__init__(*args, **kwargs)

    def clean_current_password(self) -> str:
        """Refuse a wrong one; too many in a row have to wait, as at the door."""
        password = self.cleaned_data["current_password"]
        try:
            guess = Guess(self.request, PASSWORD, self.user.email)
        except HasToWait as wait:
            raise forms.ValidationError(str(wait)) from wait
        if not self.user.check_password(password):
            raise forms.ValidationError(_("This is not your password."))
        guess.was_right()
        return password


class NewPasswordForm(PasswordAgainForm):
    """Another password."""

    new_password = password_field(gettext_lazy("New password"), is_new=True)
    field_order = ["current_password", "new_password"]

    def clean_new_password(self) -> str:
        """Refuse one that is short, common, known from a breach, or like the address."""
        password = self.cleaned_data["new_password"]
        validate_password(password, self.user)
        return password

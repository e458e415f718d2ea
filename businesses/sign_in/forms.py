"""Where to send a code, and the code."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from authorities.forms.public import PublicForm
from businesses.models.details import longest


class SignInForm(PublicForm):
    """Where to send a code."""

    email = forms.EmailField(
        label=_("Email address"),
        max_length=longest("email"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your email address."),
            "invalid": _("Enter an email address like name@example.com."),
        },
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(PublicForm):
    """The code that was sent; `is_right` says whether it is."""

    code = forms.CharField(
        label=_("Code"),
        help_text=_("Six digits, like 012345."),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter the code from the email.")},
    )

    def __init__(self, *args, is_right: Callable[[str], bool], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.is_right = is_right

    def clean_code(self) -> str:
        """Refuse a wrong code."""
        code = self.cleaned_data["code"]
        if not self.is_right(code):
            raise forms.ValidationError(
                _("This is not the code that we sent. Check the newest email from us.")
            )
        return code

"""Where to send a code, and the code."""

import re
from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from authorities.forms.cleaning import plain_signs
from authorities.forms.fields import AddressField, LineField
from authorities.forms.public import PublicForm
from businesses.models.details import longest


class SignInForm(PublicForm):
    """Where to send a code."""

    email = AddressField(
        label=_("Email address"),
        at_most=longest("email"),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Enter your email address.")},
    )
    next = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(PublicForm):
    """The code that was sent; `is_right` says whether it is."""

    code = LineField(
        label=_("Code"),
        help_text=_("Six digits, like 012345."),
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        ),
        error_messages={"required": _("Enter the code from the email.")},
    )

    def __init__(self, *args, is_right: Callable[[str], bool], **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.is_right = is_right

    def clean_code(self) -> str:
        """Return the code without what was typed around its digits; refuse a wrong one.

        What cannot be a code uses up no try.
        """
        typed = plain_signs(self.cleaned_data["code"])
        alone = re.findall(r"(?<!\d)\d{6}(?!\d)", typed)
        code = alone[0] if len(alone) == 1 else re.sub(r"\W|_", "", typed)
        if not re.fullmatch(r"\d{6}", code):
            raise forms.ValidationError(
                _("The code has six digits, like 012345. Copy it from the newest email from us.")
            )
        if not self.is_right(code):
            raise forms.ValidationError(
                _("This is not the code that we sent. Check the newest email from us.")
            )
        return code

"""What the public reads where an answer is refused, instead of Django's own sentences."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

# By the codes of Django's fields and validators.
OURS: dict[str, Any] = {
    "required": _("Answer this question."),
    "invalid": _("This answer cannot be read. Write it in another way."),
    "invalid_choice": _("Choose one of the answers that are shown."),
    "invalid_list": _("Choose from the answers that are shown."),
    "max_length": _("Use %(limit_value)d characters or fewer. You have used %(show_value)d."),
    "null_characters_not_allowed": _("This answer has signs that nobody can read. Type it anew."),
    "missing": _("Choose the file again: it did not arrive."),
    "empty": _("The file is empty. Choose another file."),
    "contradiction": _("Either choose a file or tick the box that removes it, not both."),
}


def speak_plainly(fields: Mapping[str, forms.Field]) -> None:
    """Put our sentences in the place of Django's; what a form says for itself stays."""
    for field in fields.values():
        defaults: dict = {}
        for kind in reversed(type(field).__mro__):
            if kind.__module__.startswith("django."):
                defaults |= vars(kind).get("default_error_messages", {})
        own = {
            code: said
            for code, said in field.error_messages.items()
            if code not in defaults or said != defaults[code]
        }
        field.error_messages = OURS | own

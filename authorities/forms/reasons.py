"""Reasons: text that has to say something."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from authorities.forms.fields import TextField

# Fewer letters and digits are a dot, a dash, or “n/a”.
FEWEST = 3


def says_something(text: str) -> bool:
    """Return whether the text has more than signs and spaces in it."""
    return sum(sign.isalnum() for sign in text) >= FEWEST


class ReasonField(TextField):
    """A text that somebody else will read as the reason for something."""

    default_error_messages = {
        "says_nothing": _("Write a sentence: somebody reads it as the reason."),
    }

    def validate(self, value: str) -> None:
        """Raise `ValidationError` for a text that says nothing."""
        super().validate(value)
        if value and not says_something(value):
            raise ValidationError(self.error_messages["says_nothing"], code="says_nothing")

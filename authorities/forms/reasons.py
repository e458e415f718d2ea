"""Reasons: text that has to say something."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from authorities.forms.cleaning import says_something
from authorities.forms.fields import TextField


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

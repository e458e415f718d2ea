"""Fields for what only businesses have: a company number, and a postcode in this country."""

import re

from django.core.exceptions import ValidationError
from localflavor.gb.forms import GBPostcodeField

from authorities.forms.cleaning import plain_signs
from authorities.forms.fields import LineField
from businesses.models.company_number import read_company_number


class CompanyNumberField(LineField):
    """A number of Companies House, as it writes it."""

    def to_python(self, value: str | None) -> str:
        """Return the number; nothing where nothing was typed. Raises `ValidationError`."""
        typed = plain_signs(super().to_python(value))
        return read_company_number(typed) if typed else ""


class PostcodeField(LineField):
    """A postcode, however it is spaced, in its usual form."""

    def to_python(self, value: str | None) -> str:
        """Return the postcode in capitals, with one space. Raises `ValidationError`."""
        typed = plain_signs(super().to_python(value)).upper()
        letters = re.sub(r"[\s.,\-\u2010-\u2015]", "", typed)
        if not letters:
            return ""
        postcode = f"{letters[:-3]} {letters[-3:]}"
        if not GBPostcodeField.postcode_regex.search(postcode):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return postcode

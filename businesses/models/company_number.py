"""The number by which Companies House knows a company, in each of its forms."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Eight digits; two letters and six digits (SC, NI, OC, FC, …) or, for societies, five digits and a
# letter (IP, SP, NP, …) or four and two; and R with seven digits for old ones of Northern Ireland.
# Source: https://www.gov.uk/government/publications/uniform-resource-identifiers-uri-customer-guide
COMPANY_NUMBER = re.compile(
    r"\d{8}|[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-NP-Z]|[A-Z]{2}\d{4}[A-Z]{2}|R\d{7}", re.ASCII
)
VAT_NUMBER = re.compile(r"(?:GB|XI)(?:\d{9}|\d{12})", re.ASCII)
# What people write around it, or between its letters and digits.
AROUND = re.compile(
    r"^(?:company|companies\s+house)?\s*(?:registration|reg\.?)?\s*(?:number|no\.?|№)?\s*[:#]?",
    re.IGNORECASE,
)


def read_company_number(typed: str) -> str:
    """Return the number as Companies House writes it: capitals, no spaces, eight long.

    Digits that a spreadsheet has dropped from the front are put back. Raises `ValidationError`.
    """
    number = _joined(typed)
    if not COMPANY_NUMBER.fullmatch(number):
        # Not before: NO is the beginning of a number, too.
        number = _joined(AROUND.sub("", typed.strip()))
    if number.isascii() and number.isdigit():
        number = number.zfill(8)
    validate_company_number(number)
    return number


def _joined(typed: str) -> str:
    return re.sub(r"[\s.,/\-\u2010-\u2015]", "", typed).upper()


def validate_company_number(number: str) -> None:
    """Raise `ValidationError` for what is no such number, as it is kept."""
    if COMPANY_NUMBER.fullmatch(number):
        return
    if VAT_NUMBER.fullmatch(number):
        said = _("This looks like a VAT number. Enter the company number, like 01234567.")
    else:
        said = _(
            "Enter the company number as eight characters, like 01234567 or SC123456, or leave "
            "this empty if you have none."
        )
    raise ValidationError(said, code="invalid")

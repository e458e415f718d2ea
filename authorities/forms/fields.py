"""The fields of forms that the public meets: they read what people write, and cut off nothing.

What is refused is refused once, by one sentence of ours. None has a `max_length` of Django's, by
which a browser would swallow the end of what is pasted.
"""

import datetime
import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from authorities.forms.cleaning import clean_characters, too_long
from authorities.forms.days import NoDay, read_day, read_parts
from authorities.forms.numbers import (
    DIGITS_AFTER_POINT,
    DIGITS_BEFORE_POINT,
    NoNumber,
    read_number,
)
from authorities.forms.widgets import DatePartsWidget
from authorities.forms.word_count import count_words

# What a mail server must take. Source: RFC 5321, 4.5.3.1.3.
LONGEST_ADDRESS = 254
TOO_LARGE = 10**DIGITS_BEFORE_POINT
JOINERS = re.compile(r"[\u200c\u200d]")


class TextField(forms.CharField):
    """Several lines of text, of at most so many characters and words.

    `called` is how a refusal names the field; its label, unless something else is given.
    """

    widget: type[forms.Widget] = forms.Textarea

    def __init__(
        self,
        *,
        at_most: int | None = None,
        most_words: int | None = None,
        called: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.at_most, self.most_words, self.called = at_most, most_words, called

    def to_python(self, value: Any) -> str:
        """Return the text as the gate leaves it, also where it was kept before there was one."""
        return super().to_python(clean_characters(value) if value else value) or ""

    def validate(self, value: str) -> None:
        """Raise `ValidationError` for a text that is missing or too long."""
        super().validate(value)
        words = count_words(value) if self.most_words else 0
        if self.most_words and words > self.most_words:
            raise ValidationError(
                ngettext(
                    "Use %(limit)d words or fewer. Your answer has %(excess)d word too many.",
                    "Use %(limit)d words or fewer. Your answer has %(excess)d words too many.",
                    words - self.most_words,
                ),
                code="too_many_words",
                params={"limit": self.most_words, "excess": words - self.most_words},
            )
        if self.at_most and len(value) > self.at_most:
            said = too_long(len(value), self.at_most)
            name = self.label if self.called is None else self.called
            raise ValidationError(f"{name}: {said}" if name else said, code="too_long")


class LineField(TextField):
    """One line of text; whatever parts its words becomes one space."""

    widget: type[forms.Widget] = forms.TextInput

    def to_python(self, value: Any) -> str:
        """Return the text in one line."""
        return " ".join(super().to_python(value).split())


class AddressField(LineField):
    """An email address; a refusal says what is wrong with it."""

    widget = forms.EmailInput
    default_error_messages = {"required": gettext_lazy("Enter an email address.")}

    def __init__(self, *, at_most: int = LONGEST_ADDRESS, **kwargs: Any) -> None:
        super().__init__(at_most=at_most, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the address without what links and other programs put around it."""
        address = JOINERS.sub("", super().to_python(value)).replace("＠", "@")
        return re.sub("^mailto:", "", address, flags=re.IGNORECASE)

    def validate(self, value: str) -> None:
        """Raise `ValidationError` for what is no address that mail gets to."""
        super().validate(value)
        if value and (why := why_no_address(value)):
            enter = _("Enter an email address like name@example.com.")
            raise ValidationError(f"{capfirst(why)}. {enter}", code="invalid")


def why_no_address(address: str) -> str:
    """Return what is wrong with an address, as the end of a sentence; empty for a right one."""
    # What stands in brackets is a server's number: right by the rules, and no business has one.
    if "[" not in address and _is_address(address):
        return ""
    name, at, host = address.rpartition("@")
    for is_so, why in (
        (re.search(r"[<>\"()\[\]]", address), _("the address has brackets or quotation marks")),
        (re.search(r"[,;]", address), _("the address has a comma or a semicolon")),
        (" " in address, _("the address has a space")),
        (not at, _("the address has no @")),
        ("@" in name, _("the address has more than one @")),
        (not name, _("the address has nothing before the @")),
        (not host, _("the address has nothing after the @")),
        (re.search(r"^\.|\.\.|\.@|@\.|\.$", address), _("the address has a dot too many")),
        ("." not in host, _("the address lacks its ending, like .com")),
        (not name.isascii(), _("the address has a letter that mail cannot reach")),
    ):
        if is_so:
            return why
    return _("the address has a sign that mail cannot reach")


def _is_address(address: str) -> bool:
    try:
        validate_email(address)
    except ValidationError:
        return False
    return True


class NumberField(forms.Field):
    """A number between two bounds, as `read_number` reads it."""

    widget: type[forms.Widget] = forms.TextInput

    def __init__(
        self,
        *,
        lowest: Decimal | None = None,
        highest: Decimal | None = None,
        is_whole: bool = False,
        takes_per_cent: bool = False,
        decimals: int = DIGITS_AFTER_POINT,
        **kwargs: Any,
    ) -> None:
        kwargs.setdefault(
            "widget", forms.TextInput({"inputmode": "numeric" if is_whole else "decimal"})
        )
        super().__init__(**kwargs)
        self.lowest, self.highest = lowest, highest
        self.is_whole, self.takes_per_cent, self.decimals = is_whole, takes_per_cent, decimals

    def to_python(self, value: Any) -> Decimal | None:
        """Return the number; nothing where nothing was typed. Raises `ValidationError`."""
        typed = clean_characters(str(value)).strip() if value is not None else ""
        if not typed:
            return None
        try:
            return _plain(read_number(typed, takes_per_cent=self.takes_per_cent))
        except NoNumber as refused:
            raise ValidationError(str(refused), code="invalid") from refused

    def validate(self, value: Decimal | None) -> None:
        """Raise `ValidationError` for a number that is missing, too low, too high, or too long."""
        super().validate(value)
        if value is None:
            return
        if self.is_whole and _decimals(value):
            raise ValidationError(_("Enter a whole number, like 12."), code="whole")
        if self.lowest is not None and value < self.lowest:
            said = _("Enter a number of at least %s.") % f"{self.lowest.normalize():,f}"
            raise ValidationError(said, code="lowest")
        if self.highest is not None and value > self.highest:
            said = _("Enter a number of at most %s.") % f"{self.highest.normalize():,f}"
            raise ValidationError(said, code="highest")
        if value.copy_abs() >= TOO_LARGE:
            said = _("Enter a number of at most %d digits.") % DIGITS_BEFORE_POINT
            raise ValidationError(said, code="max_digits")
        if _decimals(value) > self.decimals:
            said = _("Enter at most %d digits after the point.") % self.decimals
            raise ValidationError(said, code="max_decimals")


def _plain(number: Decimal) -> Decimal:
    """Return the number without zeros at its end that say nothing."""
    digits = f"{number:f}"
    return Decimal(digits.rstrip("0").rstrip(".") if "." in digits else digits) or Decimal(0)


def _decimals(number: Decimal) -> int:
    """Return how many digits after the point say something."""
    _whole, _point, decimals = f"{number:f}".partition(".")
    return len(decimals.rstrip("0"))


class SeveralField(forms.MultipleChoiceField):
    """Any of the choices, each once."""

    widget = forms.CheckboxSelectMultiple

    def to_python(self, value: Any) -> list[str]:
        """Return what was chosen; what was sent twice counts once."""
        return list(dict.fromkeys(super().to_python(value)))


class DayField(forms.Field):
    """A day in three inputs, each read as people write it."""

    widget = DatePartsWidget

    def to_python(self, value: Any) -> datetime.date | None:
        """Return the day; nothing where nothing was typed. Raises `ValidationError`."""
        if value in self.empty_values or isinstance(value, datetime.date):
            return value or None
        try:
            if isinstance(value, str):
                return read_day(value)
            parts = [clean_characters(part).strip() for part in value]
            return read_parts(*parts) if any(parts) else None
        except NoDay as refused:
            raise ValidationError(str(refused), code="invalid") from refused

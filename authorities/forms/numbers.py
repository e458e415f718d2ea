"""How numbers are read: as people in this country write them."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _

from authorities.forms.cleaning import plain_signs

# What a database of ours keeps of a number.
DIGITS_BEFORE_POINT = 14
DIGITS_AFTER_POINT = 4

MINUS = re.compile(r"^[-\u2010-\u2015\u2212\ufe63]\s*")
POUNDS = re.compile(r"^(?:£|￡|GBP)\s*|\s*(?:£|￡|GBP)$", re.IGNORECASE)
PER_CENT = re.compile(r"\s*(?:%|per\s?cent|pc)$", re.IGNORECASE)
# Thousands are parted by commas, spaces of any width, or apostrophes, one kind in one number.
PARTED = re.compile(r"\d{1,3}(?P<mark>[, '’٬])\d{3}(?:(?P=mark)\d{3})*(?:\.\d*)?")
PLAIN = re.compile(r"\d+\.?\d*|\.\d+")
EXPONENT = re.compile(r"[\d.,]+\s*(?:e|[x×*]\s*10\s*\^?)\s*[-+]?\d+", re.IGNORECASE)
ABBREVIATED = re.compile(
    r"[\d.,\s]+(?:k|m|mn|bn|thousand|million|billion)\.?(?:\s+pounds?)?", re.IGNORECASE
)
SEVERAL = re.compile(r"[\d.,]+\s*(?:-|\u2013|\u2014|to|or|/|\bx\b)\s*[\d.,]+", re.IGNORECASE)
# Nobody means 20 by 20.000.
LIKE_THOUSANDS = re.compile(r"\d{1,3}\.000")
COMMA_BEFORE_DECIMALS = re.compile(r"\d+(?:[. ]\d{3})*,\d+|\d{1,3}(?:\.\d{3}){2,}")


class NoNumber(ValueError):
    """What was typed is no number that we can be sure of; the message says what to do."""


def read_number(typed: str, *, takes_per_cent: bool = False) -> Decimal:
    """Return the number: `1,000`, `1 000`, `£40`, `GBP 40`, `-3`, `12.5`, in digits of any script.

    `takes_per_cent` lets `40%` be 40. Raises `NoNumber` for what is none, or could be two.
    """
    text = _tidy(typed)
    is_negative = bool(MINUS.match(text))
    text = MINUS.sub("", text).removeprefix("+").strip()
    text = POUNDS.sub("", text, count=1)
    if MINUS.match(text) and not is_negative:
        is_negative, text = True, MINUS.sub("", text)
    if takes_per_cent:
        text = PER_CENT.sub("", text)
    if not (PARTED.fullmatch(text) or PLAIN.fullmatch(text)):
        raise NoNumber(_why(text, takes_per_cent))
    if LIKE_THOUSANDS.fullmatch(text):
        raise NoNumber(_("Write commas between thousands, like 20,000, or the number alone."))
    number = Decimal(re.sub(r"[^\d.]", "", text))
    return -number if is_negative and number else number


def _tidy(typed: str) -> str:
    """Return the text with single plain spaces, and digits, points and commas as ASCII has them."""
    return " ".join(plain_signs(typed).replace("٫", ".").split())


def _why(text: str, takes_per_cent: bool) -> str:
    if EXPONENT.fullmatch(text) or ABBREVIATED.fullmatch(text):
        return _("Write the number out in figures, like 10,000.")
    if PER_CENT.search(text) and not takes_per_cent:
        return _("Enter the number without a per cent sign, like 12.")
    if COMMA_BEFORE_DECIMALS.fullmatch(text):
        return _("Write a point before decimals and commas between thousands, like 1,000.5.")
    if SEVERAL.fullmatch(text):
        return _("Enter one number, like 12 or 12.5.")
    if re.fullmatch(r"\d+ ?p", text):
        return _("Enter the amount in pounds, like 0.40.")
    if re.search(r"[€$¥]", text):
        return _("Enter the amount in pounds, like £40.")
    if re.match(r"\d", text):
        return _("Enter the number alone, in figures, like 12 or 12.5.")
    return _("Enter a number in figures, like 12 or 12.5.")

"""How dates are read: day, month and year, as people in this country write them."""

import calendar
import datetime
import re
from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authorities.forms.cleaning import plain_signs

PARTS = ("day", "month", "year")
LONGEST = 60
# A year of two digits up to this one is likely to be of this century.
LATEST_GUESS = 60
_MARK = r"\s*[-/.\s]\s*"
IN_NUMBERS = re.compile(rf"(\d{{1,2}}){_MARK}(\d{{1,2}}){_MARK}(\d{{1,5}})")
YEAR_FIRST = re.compile(rf"(\d{{4}}){_MARK}(\d{{1,2}}){_MARK}(\d{{1,2}})")
# Letters of the month between, with or without “27th” and “of”.
NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?(?:\s+of)?{_MARK}([^\W\d_]{{3,}}\.?)(?:,|{_MARK})\s*['’]?(\d{{1,5}})",
    re.IGNORECASE,
)
WITHOUT_DAY = re.compile(r"([^\W\d_]{3,}\.?),? (\d{4})")
WITHOUT_YEAR = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)? ([^\W\d_]{3,}\.?)", re.IGNORECASE)
FOUR_DIGITS = re.compile(r"(?<!\d)\d{4}(?!\d)")
HOW_TO_READ = {"STRICT_PARSING": True, "DATE_ORDER": "DMY", "PARSERS": ["absolute-time"]}


class NoDay(ValueError):
    """What was typed is no day; the message says what to do, `parts` which are to be changed."""

    def __init__(self, message: str, parts: Collection[str] = PARTS) -> None:
        super().__init__(message)
        self.parts = frozenset(parts)


def read_day(typed: str) -> datetime.date:
    """Return the day: `27 March 2027`, `27/3/2027`, `27.03.2027`, `2027-03-27`, `March 27, 2027`.

    Raises `NoDay`. A year of two digits is asked about, and a day comes before its month.
    """
    text = " ".join(plain_signs(typed).split())
    if len(text) > LONGEST:
        raise _no_day()
    if found := YEAR_FIRST.fullmatch(text):
        return read_parts(found[3], found[2], found[1])
    if found := IN_NUMBERS.fullmatch(text) or NAMED.fullmatch(text):
        return read_parts(found[1], found[2], found[3])
    if found := WITHOUT_DAY.fullmatch(text):
        return read_parts("", found[1], found[2])
    if found := WITHOUT_YEAR.fullmatch(text):
        return read_parts(found[1], found[2], "")
    # It takes half a second to load, and hardly anybody needs it.
    import dateparser

    read = FOUR_DIGITS.search(text) and dateparser.parse(
        text, locales=["en-GB"], settings=HOW_TO_READ
    )
    if not read:
        raise _no_day()
    return read.date()


def read_parts(day: str, month: str, year: str) -> datetime.date:
    """Return the day of three inputs; a whole date may stand in one of them.

    The month is its number or its name. Raises `NoDay`.
    """
    typed = (plain_signs(part).strip() for part in (day, month, year))
    given = dict(zip(PARTS, typed, strict=True))
    missing = [part for part in PARTS if not given[part]]
    if len(missing) == 2:
        (alone,) = (part for part in PARTS if given[part])
        if re.search(r"\d\D+\d|\d\s*[^\W\d]|[^\W\d]\s*\d", given[alone]):
            return read_day(given[alone])
    if missing:
        raise NoDay(_must_include(missing), missing)
    return _day(_number(given["day"], 31, "day"), _month(given["month"]), _year(given["year"]))


def _must_include(missing: list[str]) -> str:
    if len(missing) == 3:
        return _("Enter a date, like 27 3 2027.")
    names = {"day": _("a day"), "month": _("a month"), "year": _("a year")}
    return _("The date must include %s.") % _(" and ").join(names[part] for part in missing)


def _number(typed: str, at_most: int, part: str) -> int:
    typed = re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", typed, flags=re.IGNORECASE)
    number = int(typed) if typed.isdecimal() and len(typed) <= 2 else 0
    if not 1 <= number <= at_most:
        raise NoDay(
            {
                "day": _("The day must be a number from 1 to 31."),
                "month": _(
                    "The month must be its name, or a number from 1 to 12. The day comes first."
                ),
            }[part],
            [part],
        )
    return number


def _month(typed: str) -> int:
    name = typed.rstrip(".").lower()
    if name.isalpha() and len(name) >= 3:
        for number, month in enumerate(calendar.month_name):
            if month.lower().startswith(name):
                return number
    return _number(typed, 12, "month")


def _year(typed: str) -> int:
    typed = typed.lstrip("'’")
    if typed.isdecimal() and len(typed) == 2 and int(typed) <= LATEST_GUESS:
        asked = _("Write the year with four digits: do you mean %s?")
        raise NoDay(asked % (2000 + int(typed)), ["year"])
    if not (typed.isdecimal() and len(typed) == 4 and int(typed) >= 1000):
        raise NoDay(_("Write the year with four digits, like 2027."), ["year"])
    return int(typed)


def _day(day: int, month: int, year: int) -> datetime.date:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        last = calendar.monthrange(year, month)[1]
        raise NoDay(
            ngettext(
                "Enter a real date: %(month)s %(year)s has %(last)d day.",
                "Enter a real date: %(month)s %(year)s has %(last)d days.",
                last,
            )
            % {"month": calendar.month_name[month], "year": year, "last": last},
            ["day"],
        ) from None


def _no_day() -> NoDay:
    return NoDay(_("Enter a real date, like 27 3 2027."))

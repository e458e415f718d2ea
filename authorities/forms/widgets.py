"""Widgets of our own."""

import datetime

from django import forms
from django.utils.translation import gettext_lazy as _


class DatePartsWidget(forms.MultiWidget):
    """A date as three numbers: day, month, year. For `forms.DateField`."""

    template_name = "forms/widgets/date_parts.html"
    labels = (_("Day"), _("Month"), _("Year"))

    def __init__(self, attrs: dict | None = None) -> None:
        numeric = {"inputmode": "numeric", "autocomplete": "off"}
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(numeric) for part in ("day", "month", "year")
        }
        super().__init__(parts, attrs)

    def decompress(self, value: datetime.date | str | None) -> list:
        """Return day, month and year, whether of a date or of what was typed."""
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        if isinstance(value, str) and value.count("-") >= 2:
            return value.split("-", 2)[::-1]
        return [value, None, None]

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        """Add each part's label."""
        context = super().get_context(name, value, attrs)
        for part, label in zip(context["widget"]["subwidgets"], self.labels, strict=True):
            part["label"] = label
        return context

    def value_from_datadict(  # type: ignore[override]  # one value, where others give a list
        self, data, files, name: str
    ) -> str | None:
        """Return the date as year-month-day, or what was typed in that order.

        None if every part is empty. What is no date, like 30 February or a year of two digits,
        comes back as it was typed, so that the field refuses it and the person can put it right.
        """
        typed = [(part or "").strip() for part in super().value_from_datadict(data, files, name)]
        if not any(typed):
            return None
        day, month, year = typed
        as_typed = f"{year}-{month}-{day}"
        try:
            date = datetime.date(int(year), int(month), int(day))
        except (OverflowError, ValueError):
            return as_typed
        return date.isoformat() if len(year) == 4 else as_typed

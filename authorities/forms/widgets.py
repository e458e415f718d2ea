"""Widgets of our own."""

import datetime
from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from authorities.forms.days import PARTS, NoDay, read_parts


class DatePartsWidget(forms.MultiWidget):
    """A date in three parts: day, month, year. For `DayField`."""

    template_name = "forms/widgets/date_parts.html"
    labels = (_("Day"), _("Month"), _("Year"))

    def __init__(self, attrs: dict | None = None) -> None:
        parts: dict[str, forms.Widget | type[forms.Widget]] = {
            part: forms.TextInput(
                # A month may be its name, for which a keyboard of digits has no letters.
                {"autocomplete": "off"} | ({} if part == "month" else {"inputmode": "numeric"})
            )
            for part in PARTS
        }
        super().__init__(parts, attrs)

    def decompress(self, value: datetime.date | str | None) -> list:
        """Return day, month and year of a date; a text stands in the first part."""
        if isinstance(value, datetime.date):
            return [value.day, value.month, value.year]
        return [value, None, None]

    def use_required_attribute(self, initial: object) -> bool:
        """Return that no part is required: a whole date may be pasted into one."""
        return False

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        """Add each part's label; where the date is refused, mark the parts to change alone."""
        context = super().get_context(name, value, attrs)
        subwidgets = context["widget"]["subwidgets"]
        at_fault = parts_at_fault(value)
        for name_of_part, part, label in zip(PARTS, subwidgets, self.labels, strict=True):
            part["label"] = label
            if at_fault and name_of_part not in at_fault:
                part["attrs"].pop("aria-invalid", None)
        return context

    def first_at_fault(self, typed: object) -> int:
        """Return the place of the first part that has to change; 0 where all is right."""
        return min((PARTS.index(part) for part in parts_at_fault(typed)), default=0)

    def value_from_datadict(  # type: ignore[override]  # none, where others give empty ones
        self, data, files, name: str
    ) -> list[str] | None:
        """Return day, month and year as they were typed; None if nothing was."""
        typed = [(part or "").strip() for part in super().value_from_datadict(data, files, name)]
        return typed if any(typed) else None


def parts_at_fault(typed: object) -> Collection[str]:
    """Return which of the three parts have to change, or nothing where all is right."""
    if not isinstance(typed, list):
        return ()
    try:
        read_parts(*(str(part or "") for part in typed))
    except NoDay as refused:
        return refused.parts
    return ()

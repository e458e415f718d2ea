"""A moment in a form of the admin: a day and a time, as people write them, in a time zone."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone

from authorities.dates import format_instant
from authorities.forms.written_instants import comes_twice, read_instant

DIVIDER = "\n"


class InstantWidget(forms.MultiWidget):
    """A day and a time as two texts, each with the browser's own picker behind a button."""

    template_name = "authorities/pages/instant.html"

    def __init__(self, attrs: dict | None = None) -> None:
        self.zone: Any = None
        plain = {"autocomplete": "off"}
        super().__init__([forms.TextInput(plain), forms.TextInput(plain)], attrs)

    @property
    def media(self) -> forms.Media:
        """The script that opens the pickers."""
        return forms.Media(js=["js/instants.js"], css={"all": ["css/admin-instants.css"]})

    def decompress(self, value: datetime | str | None) -> list[str]:
        """Return day and time, of a moment or of what was typed."""
        if isinstance(value, datetime):
            local = value.astimezone(self.zone or get_current_timezone())
            time = local.strftime("%H:%M")
            named = f"{time} {local.tzname()}" if comes_twice(local) else time
            return [date_format(local, "j F Y"), named]
        day, _divider, time = (value or "").partition(DIVIDER)
        return [day, time]

    def value_from_datadict(self, data, files, name: str) -> str:  # type: ignore[override]
        """Return what was typed. What sends the moment as one text, like a script, may."""
        if name in data:
            return data[name].strip()
        day, time = (
            (text or "").strip() for text in super().value_from_datadict(data, files, name)
        )
        return f"{day}{DIVIDER}{time}" if time else day

    def value_omitted_from_data(self, data, files, name: str) -> bool:
        """Return whether nothing was sent."""
        return name not in data and super().value_omitted_from_data(data, files, name)

    def id_for_label(self, id_: str) -> str:
        """Return the day's."""
        return f"{id_}_0" if id_ else id_

    def get_context(self, name: str, value: object, attrs: dict | None) -> dict:
        """Add the moment in words, and the zone that it is in."""
        context = super().get_context(name, value, attrs)
        if label := context["widget"]["attrs"].get("id"):
            for part in context["widget"]["subwidgets"]:
                own = part["attrs"]["id"]
                part["attrs"]["aria-labelledby"] = f"{label}_0-label {own}-word"
        zone = self.zone or get_current_timezone()
        words = ""
        if isinstance(value, datetime):
            weekday = date_format(value.astimezone(zone), "l")
            words = f"{weekday} {format_instant(value, zone)}"
        return context | {"words": words, "zone": str(zone).replace("_", " ")}

    def _render(self, template_name: str, context: dict, renderer=None) -> SafeString:
        return render_to_string(template_name, context)


class InstantField(forms.DateTimeField):
    """A moment, as people in the United Kingdom write it."""

    def __init__(self, *, widget: Any = None, **kwargs) -> None:
        self._zone: ZoneInfo | None = None
        if not isinstance(widget, InstantWidget) and widget is not InstantWidget:
            # Wagtail's panel for schedules brings its own picker, and attributes that count.
            widget = InstantWidget(getattr(widget, "attrs", None))
        super().__init__(widget=widget, **kwargs)

    @property
    def zone(self):
        """The time zone in which it is written: the admin's, unless the form says another."""
        return self._zone or get_current_timezone()

    @zone.setter
    def zone(self, zone: ZoneInfo) -> None:
        self._zone = zone
        self.widget.zone = zone

    def prepare_value(self, value: object) -> object:
        """Return the moment as it is: the widget shows it in its zone."""
        return value

    def to_python(self, value: object) -> datetime | None:
        """Return the moment, or `None` for none; raise `ValidationError` for what is not one."""
        if isinstance(value, datetime) or value in self.empty_values:
            return value or None  # type: ignore[return-value]
        day, _divider, time = str(value).partition(DIVIDER)
        return read_instant(day, time, self.zone)

    def has_changed(self, initial: object, data: object) -> bool:
        """Return whether the moment is another one, of what can be seen: its minute."""
        try:
            now = self.to_python(data)
        except ValidationError:
            return True
        then = initial.replace(second=0, microsecond=0) if isinstance(initial, datetime) else None
        return now != then

"""What an authority's settings may not hold."""

import re
import zoneinfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DOMAIN = re.compile(r"@?[\w-]+(\.[\w-]+)+")

# An origin and nothing else: it stands in a header, between spaces and before a semicolon.
ORIGIN = re.compile(r"https?://[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?", re.ASCII)


def validate_time_zone(value: str) -> None:
    """Raise `ValidationError` unless the value names a time zone of the IANA database."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("Enter the name of a time zone, like Europe/London."))


def validate_domains(value: str) -> None:
    """Raise `ValidationError` for a line that is no ending of addresses, like example.gov.uk."""
    for line in value.split():
        if not DOMAIN.fullmatch(line):
            raise ValidationError(
                _("%s is no ending of addresses. Enter what stands after the @, like example.org.")
                % line
            )


def validate_origins(value: str) -> None:
    """Raise `ValidationError` unless each line is an origin, or the only one a `*`."""
    lines = value.split()
    if lines == ["*"]:
        return
    for line in lines:
        if not ORIGIN.fullmatch(line):
            raise ValidationError(
                _(
                    "Enter one address a line, like https://council.example, with nothing after "
                    "the name. This is none: %(line)s"
                ),
                params={"line": line},
            )

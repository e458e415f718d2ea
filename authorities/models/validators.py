"""What an authority's settings may not hold."""

import re
import zoneinfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

DOMAIN = re.compile(r"@?[\w-]+(\.[\w-]+)+")


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

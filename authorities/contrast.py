"""Whether two colours can be told apart.

Source: WCAG 2.2, success criterion 1.4.3, and its definitions of relative luminance and contrast.
"""

import colorsys
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MINIMUM_FOR_TEXT = 4.5
MINIMUM_FOR_MENUS = 7
WHITE = "#ffffff"
HEX = re.compile(r"#[0-9a-fA-F]{6}")


def luminance(colour: str) -> float:
    """Return the relative luminance, 0 (black) to 1 (white), of a colour like `#1d70b8`."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
        for channel in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable_under_white(colour: str) -> tuple[float, float, float]:
    """Return a colour's hue (degrees), saturation and lightness (per cent), darkened as is needed.

    Wagtail writes its menus in a white that one sees through: they need more than a text does.
    """
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    while ratio(_hex(hue, lightness, saturation), WHITE) < MINIMUM_FOR_MENUS:
        lightness *= 0.95
    return round(360 * hue, 1), round(100 * saturation, 1), round(100 * lightness, 1)


def _hex(hue: float, lightness: float, saturation: float) -> str:
    parts = colorsys.hls_to_rgb(hue, lightness, saturation)
    return "#" + "".join(f"{round(255 * part):02x}" for part in parts)


def validate_colour(value: str) -> None:
    """Raise `ValidationError` unless the value is a colour like `#1d70b8`."""
    if not HEX.fullmatch(value):
        raise ValidationError(_("Enter a colour as # and six digits or letters, like #1d70b8."))


def validate_carries_white_text(value: str) -> None:
    """Raise `ValidationError` unless white text on this colour can be read."""
    validate_colour(value)
    found = ratio(value, WHITE)
    if found < MINIMUM_FOR_TEXT:
        raise ValidationError(
            _(
                "White text on this colour cannot be read well: the contrast is %(found).1f to 1, "
                "and it must be at least %(minimum).1f to 1. Choose a darker colour."
            ),
            params={"found": found, "minimum": MINIMUM_FOR_TEXT},
        )

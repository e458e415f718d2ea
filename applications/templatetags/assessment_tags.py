"""Figures of an assessment in templates."""

from fractions import Fraction

from django import template
from django.utils.formats import number_format

register = template.Library()


@register.filter
def figure(value: Fraction | float | None) -> str:
    """Return a figure with two decimals, or a dash for none."""
    return "–" if value is None else number_format(f"{float(value):.2f}", decimal_pos=2)


@register.filter
def signed_figure(value: Fraction) -> str:
    """Return a difference with two decimals and its sign."""
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{figure(abs(value))}"

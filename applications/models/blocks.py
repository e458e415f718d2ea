"""Blocks of a page that takes applications."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class ScoreBlock(blocks.IntegerBlock):
    """A whole number, read from the form as one.

    Wagtail compares what the form sends with what is stored: as text, a scale that nobody touched
    would count as changed, and an approval would ask for another one.
    """

    def value_from_form(self, value):
        """Return the number, or what was typed where it is none."""
        return int(value) if isinstance(value, str) and value.strip().isdecimal() else value


class AnchorBlock(blocks.StructBlock):
    """What one score means."""

    score = ScoreBlock(label=_("score"), min_value=0, max_value=100)
    text = blocks.CharBlock(
        label=_("means"), max_length=200, help_text=_("In one sentence, in plain words.")
    )

    class Meta:
        icon = "order"
        label = _("score and its meaning")
        description = _("One step of the scale, described.")
        preview_value = {"score": 3, "text": "Good: answers the question, with some gaps."}


def usual_scale() -> list[tuple[str, dict]]:
    """Return a scale that fits most challenges, from 0 to 5."""
    texts = (
        _("Nothing: the application says nothing about this."),
        _("Poor: it says something, but not enough to judge by."),
        _("Weak: it answers in part, with serious gaps."),
        _("Fair: it answers, with gaps that matter."),
        _("Good: it answers well, with small gaps."),
        _("Excellent: it answers fully and convinces."),
    )
    return [("anchor", {"score": score, "text": str(text)}) for score, text in enumerate(texts)]

"""A question that an editor puts on a page's application form."""

import uuid
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.forms.models import AbstractFormField

from authorities.models.unready import unready


class Kind(models.TextChoices):
    SHORT_TEXT = "short_text", _("Short text")
    LONG_TEXT = "long_text", _("Long text")
    EMAIL = "email", _("Email address")
    NUMBER = "number", _("Number")
    CHOICE = "choice", _("Choice of one")
    CHOICES = "choices", _("Choice of several")
    DATE = "date", _("Date")
    FILE = "file", _("File")


class Question(AbstractFormField):
    """Wagtail's form field with our kinds and a word limit.

    `clean_name` is what answers are kept under. It is made once and never follows the label, so
    that rewording a question detaches no answer. The editor's form carries it along, hidden,
    because a question that stands in a draft only has no key by which to find it again.
    """

    LONGEST_WORD_LIMIT = 2000

    section = models.CharField(
        _("new section"),
        max_length=80,
        blank=True,
        help_text=_("To begin a section of the form with this question, write its heading."),
    )
    is_retired = models.BooleanField(
        _("retired"),
        default=False,
        help_text=_("No longer asked. Answers that were given are kept."),
    )
    field_type = models.CharField(
        _("kind of answer"), max_length=16, choices=Kind, default=Kind.LONG_TEXT
    )
    field_type.required_on_save = True  # type: ignore[attr-defined]  # previews need it
    label = models.CharField(
        _("question"), max_length=255, help_text=_("Ask one thing, in plain words.")
    )
    help_text = models.CharField(
        _("help"),
        max_length=255,
        blank=True,
        help_text=_("One sentence under the question: what a good answer holds."),
    )
    required = models.BooleanField(
        _("required"), default=True, help_text=_("An application cannot be sent without it.")
    )
    choices = models.TextField(
        _("choices"),
        blank=True,
        help_text=_("For a choice: one on each line."),
    )
    word_limit = models.PositiveSmallIntegerField(
        _("word limit"),
        null=True,
        blank=True,
        help_text=_("For long text: how many words at most. Empty means 500."),
    )
    lowest = models.DecimalField(
        _("lowest number"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("For a number. Empty means 0; a negative number lets people enter such."),
    )
    highest = models.DecimalField(
        _("highest number"),
        max_digits=18,
        decimal_places=4,
        null=True,
        blank=True,
        help_text=_("For a number. Empty means as high as one likes."),
    )
    is_whole = models.BooleanField(
        _("whole number"), default=False, help_text=_("For a number: 12, but not 12.5.")
    )
    default_value = None

    panels = [
        FieldPanel("clean_name", widget=forms.HiddenInput, help_text=" "),
        FieldPanel("section"),
        FieldPanel("label"),
        FieldPanel("help_text"),
        FieldPanel("field_type", required_on_save=True),
        FieldPanel("required"),
        FieldPanel("choices"),
        FieldPanel("word_limit"),
        FieldPanel("lowest"),
        FieldPanel("highest"),
        FieldPanel("is_whole"),
        FieldPanel("is_retired"),
    ]
    api_fields: list = []

    class Meta(AbstractFormField.Meta):
        abstract = True
        verbose_name = _("application question")
        verbose_name_plural = _("application questions")

    def __str__(self) -> str:
        return self.label

    @property
    def words(self) -> int | None:
        """The most words that an answer may have, or `None` where words are not counted."""
        return (self.word_limit or 500) if self.field_type == Kind.LONG_TEXT else None

    @property
    def lowest_number(self) -> Decimal:
        """The lowest number that an answer may be."""
        return Decimal(0) if self.lowest is None else self.lowest

    @property
    def bounds(self) -> str:
        """What number is asked for, as a person reads it; empty where any of 0 or more will do."""
        if self.field_type != Kind.NUMBER:
            return ""
        kind = gettext("whole number") if self.is_whole else gettext("number")
        lowest, highest = f"{self.lowest_number.normalize():,f}", self.highest
        if highest is not None:
            return gettext("a %(kind)s from %(lowest)s to %(highest)s") % {
                "kind": kind,
                "lowest": lowest,
                "highest": f"{highest.normalize():,f}",
            }
        if self.lowest:
            return gettext("a %(kind)s of at least %(lowest)s") % {"kind": kind, "lowest": lowest}
        return gettext("a %(kind)s") % {"kind": kind} if self.is_whole else ""

    def get_field_clean_name(self) -> str:
        """Return a name of its own for a new question, whatever its words are."""
        return f"q_{uuid.uuid4().hex[:12]}"

    def clean(self) -> None:
        """Refuse a choice without choices, and limits that nobody can mean."""
        super().clean()
        needs_choices = self.field_type in (Kind.CHOICE, Kind.CHOICES)
        if needs_choices and len(self.choices.split("\n")) < 2:
            raise ValidationError(
                {"choices": unready(_("Write at least two choices, one on each line."))}
            )
        if self.word_limit is not None and not 1 <= self.word_limit <= self.LONGEST_WORD_LIMIT:
            raise ValidationError(
                {"word_limit": _("Enter a number of words from 1 to 2000, or leave this empty.")}
            )
        if self.highest is not None and self.highest < self.lowest_number:
            raise ValidationError(
                {"highest": _("The highest number must not be below the lowest one.")}
            )

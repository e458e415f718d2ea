"""What challenges are about, who owns them, who helps, and what means the same: one authority's."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

from authorities.forms.cleaning import clean_lines
from authorities.models import Owned


class Theme(Owned, index.Indexed, models.Model):
    """What a challenge is about.

    Themes of two authorities with the same `slug` are one theme in a shared marketplace.
    """

    name = models.CharField(
        _("name"), max_length=80, help_text=_("A few words, like Better health.")
    )
    slug = models.SlugField(
        _("address"), help_text=_("Stands in the listing's address, like better-health.")
    )
    description = models.TextField(
        _("description"), blank=True, help_text=_("One sentence: what belongs here.")
    )

    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("description")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("authority"),
    ]

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "slug"],
                name="one_theme_a_slug",
                violation_error_message=_("A theme with this address stands already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Directorate(Owned, index.Indexed, models.Model):
    """The part of an authority that owns a challenge."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("As the public knows it, like Adult Social Care.")
    )

    panels = [FieldPanel("name")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("authority"),
    ]

    class Meta:
        verbose_name = _("directorate")
        verbose_name_plural = _("directorates")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"],
                name="one_directorate_a_name",
                violation_error_message=_("A directorate with this name stands already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Partner(Owned, index.Indexed, models.Model):
    """Who runs a programme together with the authority."""

    name = models.CharField(_("name"), max_length=120, help_text=_("The organisation's full name."))
    description = models.CharField(
        _("part in the programme"),
        max_length=200,
        blank=True,
        help_text=_("A few words: what this partner does."),
    )
    url = models.URLField(_("website"), blank=True, help_text=_("Where people can read more."))

    panels = [FieldPanel("name"), FieldPanel("description"), FieldPanel("url")]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("authority"),
    ]

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "name"],
                name="one_partner_a_name",
                violation_error_message=_("A partner with this name stands already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Synonyms(Owned):
    """Words and phrases that mean the same to whoever searches an authority's site."""

    words = models.TextField(
        _("words that mean the same"),
        max_length=500,
        help_text=_("One on each line: SEND on the first, special educational needs on the next."),
    )

    panels = [FieldPanel("words")]

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["words"]

    def __str__(self) -> str:
        return ", ".join(self.names())

    def clean(self) -> None:
        """Refuse a group of one."""
        super().clean()
        if len(self.names()) < 2:
            raise ValidationError({"words": _("Enter at least two, each on a line of its own.")})

    def names(self) -> tuple[str, ...]:
        """Return the words and phrases one by one."""
        return tuple(dict.fromkeys(clean_lines(self.words)))

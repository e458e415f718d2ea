"""What challenges are about, who owns them, and who helps: snippets of one authority."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.search import index

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

"""What an authority recommends to who searches its site for chosen words."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable, Page, Site

from authorities.forms.cleaning import clean_lines
from authorities.models import Owned
from search.words import stems_of


class Promotion(Owned, ClusterableModel):
    """Results that stand above all others when somebody searches for just these words."""

    words = models.TextField(
        _("words"),
        max_length=500,
        help_text=_(
            "What people search for, one search on each line. Capitals and forms of a word do not "
            "matter: damp house stands for Damp houses, too."
        ),
    )

    panels = [
        FieldPanel("words"),
        InlinePanel(
            "results",
            heading=_("Recommended results"),
            help_text=_("Shown in this order, above what the search finds."),
            label=_("Result"),
            min_num=1,
        ),
    ]

    class Meta:
        verbose_name = _("recommended result")
        verbose_name_plural = _("recommended results")
        ordering = ["words"]

    def __str__(self) -> str:
        return ", ".join(clean_lines(self.words))

    def clean(self) -> None:
        """Refuse words that nobody could search for."""
        super().clean()
        if not stems_of(self.words):
            raise ValidationError({"words": _("Enter at least one word.")})


class PromotedResultQuerySet(models.QuerySet):
    """Recommended results, as far as the public may see them."""

    def shown_on(self, site: Site, now: datetime) -> Self:
        """Return the site's own: links, and pages that are published in its tree at this instant.

        Whether everybody may read a page is for the caller to ask.
        """
        is_page = Q(page__live=True, page__path__startswith=site.root_page.path) & (
            Q(page__expire_at=None) | Q(page__expire_at__gt=now)
        )
        return self.filter(Q(page=None) | is_page, promotion__authority=site)


class PromotedResult(Orderable):
    """A page of the authority's, or an address elsewhere."""

    promotion = ParentalKey(Promotion, on_delete=models.CASCADE, related_name="results")
    page = models.ForeignKey(
        Page,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("A page of your own site. It is shown only while everybody can read it."),
    )
    link_url = models.URLField(
        _("or an address elsewhere"),
        blank=True,
        help_text=_("In place of a page. Shown by the search of the whole site alone."),
    )
    link_text = models.CharField(
        _("what the address is called"), max_length=120, blank=True, help_text=_("A few words.")
    )
    description = models.CharField(
        _("why you recommend it"),
        max_length=200,
        blank=True,
        help_text=_("One sentence. Without it a page shows its own summary."),
    )

    objects = PromotedResultQuerySet.as_manager()

    panels = [
        FieldPanel("page"),
        FieldPanel("link_url"),
        FieldPanel("link_text"),
        FieldPanel("description"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("result")
        verbose_name_plural = _("results")

    def __str__(self) -> str:
        return self.page.title if self.page else self.link_text

    def clean(self) -> None:
        """Refuse both a page and an address, neither, and an address without a name."""
        super().clean()
        if bool(self.page) == bool(self.link_url):
            raise ValidationError(_("Choose a page, or enter an address: one of the two."))
        if self.link_url and not self.link_text:
            raise ValidationError({"link_text": _("Enter what the address is called.")})

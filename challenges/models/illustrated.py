"""A page with a picture."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel

from authorities.models.unready import unready


class Illustrated(models.Model):
    """A picture that is described in words, or said to be decorative."""

    picture = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown on cards and at the top of the page, in the shape of a wide screen."),
    )
    picture_alt = models.CharField(
        _("description of the picture"),
        max_length=250,
        blank=True,
        help_text=_("What somebody who cannot see the picture should know of it."),
    )
    picture_is_decorative = models.BooleanField(
        _("the picture is decorative"),
        default=False,
        help_text=_("Tick this if the picture says nothing that the text does not."),
    )

    picture_panel = MultiFieldPanel(
        [
            FieldPanel("picture"),
            FieldPanel("picture_alt"),
            FieldPanel("picture_is_decorative"),
        ],
        heading=_("Picture"),
    )

    class Meta:
        abstract = True

    @property
    def picture_description(self) -> str:
        """The alternative text; empty for a decorative picture."""
        return "" if self.picture_is_decorative else self.picture_alt

    def clean(self) -> None:
        """Ask for words beside a picture, or for the tick that none are needed."""
        super().clean()
        if self.picture_id and not (self.picture_alt or self.picture_is_decorative):
            raise ValidationError(
                {"picture_alt": unready(_("Describe the picture, or tick that it is decorative."))}
            )

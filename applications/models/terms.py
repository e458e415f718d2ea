"""What an applicant agrees to on sending."""

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from authorities.models import Owned


class Terms(Owned):
    """The terms of an authority. A change is a new version: what somebody accepted stays."""

    text = RichTextField(
        _("terms"),
        features=["h3", "bold", "italic", "link", "ol", "ul"],
        help_text=_("What an applicant agrees to, in plain words."),
    )
    published_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    panels = [FieldPanel("text")]

    class Meta:
        verbose_name = _("terms of applying")
        verbose_name_plural = _("terms of applying")
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return str(_("Terms of %s")) % date_format(timezone.localtime(self.published_at), "j F Y")

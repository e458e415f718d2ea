"""Blocks of an authority's settings."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks


class FooterLinkBlock(blocks.StructBlock):
    """A link at the foot of every page."""

    text = blocks.CharBlock(label=_("text"), max_length=60)
    url = blocks.CharBlock(
        label=_("address"),
        max_length=300,
        help_text=_("On this site: /privacy/. Elsewhere: https://…"),
    )

    class Meta:
        icon = "link"
        label = _("link")
        description = _("A page that must be found from everywhere.")

    def clean(self, value):
        """Refuse an address that a browser could run as a script."""
        value = super().clean(value)
        if not value["url"].startswith(("/", "https://", "http://", "mailto:")):
            raise blocks.StructBlockValidationError(
                block_errors={"url": ValidationError(_("Start the address with / or https://."))}
            )
        return value

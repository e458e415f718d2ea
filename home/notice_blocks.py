"""Blocks of content pages that say what the software itself knows, so that it is always true."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from challenges.models.blocks import ContentBlocks


class PeriodsBlock(blocks.StaticBlock):
    """A table of what the authority keeps, and for how long."""

    class Meta:
        icon = "history"
        label = _("How long things are kept")
        description = _("A table made from the authority's settings.")
        admin_text = _("A table made from the authority's settings: it changes with them.")
        template = "blocks/periods.html"


class CookiesBlock(blocks.StaticBlock):
    """A table of the cookies that this site sets."""

    class Meta:
        icon = "list-ul"
        label = _("Cookies")
        description = _("A table of every cookie that this site sets.")
        admin_text = _("A table of every cookie that this site sets: it changes with the software.")
        template = "blocks/cookies.html"


class PageBlocks(ContentBlocks):
    """What the body of a content page is made of."""

    periods = PeriodsBlock()
    cookies = CookiesBlock()

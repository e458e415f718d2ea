"""The front page and plain content pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from challenges.blocks import PLAIN_FEATURES, ContentBlocks
from challenges.models.illustrated import Illustrated


class HomePage(Illustrated, Page):
    strapline = models.CharField(
        _("purpose"), max_length=160, help_text=_("What this site is for, in one sentence.")
    )
    introduction = RichTextField(
        _("introduction"),
        features=PLAIN_FEATURES,
        blank=True,
        help_text=_("Two or three sentences under the purpose."),
    )

    content_panels = [
        *Page.content_panels,
        FieldPanel("strapline"),
        FieldPanel("introduction"),
        Illustrated.picture_panel,
    ]
    search_fields = [*Page.search_fields, index.SearchField("strapline")]

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "home.ContentPage",
        "challenges.ChallengeListingPage",
        "challenges.ProgrammeListingPage",
        "challenges.SuccessStoryListingPage",
    ]
    page_description = _("The authority's front window.")

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs) -> dict:
        """Add what the front page shows of challenges, stories and figures."""
        from home.presentation import home_context

        return super().get_context(request, *args, **kwargs) | home_context(self)


class ContentPage(Page):
    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences for lists and search engines."),
    )
    body = StreamField(ContentBlocks(), verbose_name=_("text"), help_text=_("What the page says."))

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
    ]

    template = "home/content_page.html"
    parent_page_types = ["home.HomePage", "home.ContentPage"]
    subpage_types = ["home.ContentPage"]
    page_description = _("Text, pictures and figures.")

    class Meta:
        verbose_name = _("content page")

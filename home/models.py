"""The front page and plain content pages."""

from django.apps import apps
from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from authorities.models import Served
from challenges.models.blocks import PLAIN_FEATURES
from challenges.models.illustrated import Illustrated
from home.notice_blocks import PageBlocks


def children_of(home: Page) -> list[Page]:
    """Return the pages right below the home page, each as its own type, in one query."""
    names = [apps.get_model(name)._meta.model_name for name in HomePage.subpage_types]
    found = []
    for child in home.get_children().select_related("content_type", *names):
        specific = next((getattr(child, name) for name in names if hasattr(child, name)), child)
        specific._cached_parent_obj = home
        found.append(specific)
    return found


class HomePage(Served, Illustrated, Page):
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

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page below, and keep its neighbours for the navigation.

        One query with each type's own table joined, where Wagtail needs three.
        """
        if not path_components:
            return super().route(request, path_components)
        request.pages_below_home = children_of(self)  # type: ignore[attr-defined]
        for child in request.pages_below_home:  # type: ignore[attr-defined]
            if child.slug == path_components[0]:
                return child.route(request, path_components[1:])
        raise Http404


class ContentPage(Page):
    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences for lists and search engines."),
    )
    body = StreamField(PageBlocks(), verbose_name=_("text"), help_text=_("What the page says."))

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

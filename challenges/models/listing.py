"""The pages that list one kind of page."""

from typing import ClassVar

from django.apps import apps
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from authorities.models import Served
from challenges.models.blocks import PLAIN_FEATURES


class Listing(Served, Page):
    """A page right below the home page; all pages below it are of one type."""

    introduction = RichTextField(
        _("introduction"),
        features=PLAIN_FEATURES,
        blank=True,
        help_text=_("One or two sentences above the list."),
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    parent_page_types = ["home.HomePage"]
    max_count_per_parent = 1

    # Foreign keys that a page below shows.
    shown_below: ClassVar[tuple[str, ...]] = ("picture",)

    class Meta:
        abstract = True

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page of this slug, with what it shows, in one query.

        Raises `Http404` for any other path.
        """
        if not path_components:
            return super().route(request, path_components)
        (kind,) = self.subpage_types
        page = (
            apps.get_model(kind)
            .objects.child_of(self)
            .live()
            .filter(slug=path_components[0])
            .select_related("content_type", *self.shown_below)
            .first()
        )
        if page is None or path_components[1:]:
            raise Http404
        page._cached_parent_obj = self  # for the way back, without a query
        return RouteResult(page)


class ChallengeListingPage(Listing):
    template = "challenges/challenge_listing_page.html"
    subpage_types = ["challenges.ChallengePage"]
    shown_below = ("picture", "directorate", "programme")
    page_description = _("Lists the challenges, with search and filters.")

    class Meta:
        verbose_name = _("challenge listing")

    def serve_preview(self, request: HttpRequest, mode_name: str):
        """Show the list as it will read with what is being edited."""
        return self.serve(request)


class ProgrammeListingPage(Listing):
    template = "challenges/programme_listing_page.html"
    subpage_types = ["challenges.ProgrammePage"]
    page_description = _("Lists the programmes.")

    class Meta:
        verbose_name = _("programme listing")


class SuccessStoryListingPage(Listing):
    template = "challenges/success_story_listing_page.html"
    subpage_types = ["challenges.SuccessStoryPage"]
    page_description = _("Lists the success stories, with filters.")

    class Meta:
        verbose_name = _("success story listing")

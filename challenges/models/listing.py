"""The page that lists challenges."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from challenges.blocks import PLAIN_FEATURES
from challenges.models.challenge import ChallengePage


class ChallengeListingPage(Page):
    introduction = RichTextField(
        _("introduction"),
        features=PLAIN_FEATURES,
        blank=True,
        help_text=_("One or two sentences above the list."),
    )

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    template = "challenges/challenge_listing_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["challenges.ChallengePage"]
    max_count_per_parent = 1
    page_description = _("Lists the challenges, with search and filters.")

    class Meta:
        verbose_name = _("challenge listing")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find a challenge by its slug in one query, with what its page shows."""
        if not path_components:
            return super().route(request, path_components)
        page = (
            ChallengePage.objects.child_of(self)
            .live()
            .filter(slug=path_components[0])
            .select_related("directorate", "programme", "picture", "content_type")
            .first()
        )
        if page is None or path_components[1:]:
            raise Http404
        return RouteResult(page)

    def serve(self, request: HttpRequest, *args, **kwargs):
        """Show the list that the address asks for."""
        from challenges.views import serve_listing

        return serve_listing(request, self)

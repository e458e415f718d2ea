"""The page that lists challenges."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from challenges.blocks import PLAIN_FEATURES
from challenges.models.routing import OneKindBelow


class ChallengeListingPage(OneKindBelow, Page):
    introduction = RichTextField(
        _("introduction"),
        features=PLAIN_FEATURES,
        blank=True,
        help_text=_("One or two sentences above the list."),
    )

    kind_below = "challenges.ChallengePage"
    shown_below = ("picture", "directorate", "programme")

    content_panels = [*Page.content_panels, FieldPanel("introduction")]

    template = "challenges/challenge_listing_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["challenges.ChallengePage"]
    max_count_per_parent = 1
    page_description = _("Lists the challenges, with search and filters.")

    class Meta:
        verbose_name = _("challenge listing")

    def serve(self, request: HttpRequest, *args, **kwargs):
        """Show the list that the address asks for."""
        from challenges.views import serve_listing

        return serve_listing(request, self)

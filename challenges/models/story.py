"""What came of a challenge, told to the public."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from applications.models.status import SELECTED_OR_BEYOND
from authorities.models import Served
from challenges.models.blocks import ContentBlocks, FigureBlock
from challenges.models.illustrated import Illustrated


class SuccessStoryPage(Served, Illustrated, Page):
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("One or two sentences for lists.")
    )
    challenge = models.ForeignKey(
        "challenges.ChallengePage",
        verbose_name=_("challenge"),
        null=True,  # a draft may leave it open; to publish it is required
        on_delete=models.PROTECT,
        related_name="stories",
        help_text=_("The challenge that the story is about."),
    )
    application = models.ForeignKey(
        "applications.Application",
        verbose_name=_("selected application"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="stories",
        help_text=_("If the story is about a selected business. Nothing of it is shown."),
    )
    business_name = models.CharField(
        _("business, as it agreed to be named"),
        max_length=160,
        blank=True,
        help_text=_("Leave empty if it did not agree."),
    )
    business_url = models.URLField(
        _("the business's website"), blank=True, help_text=_("If it agreed to be linked.")
    )
    body = StreamField(
        ContentBlocks(),
        verbose_name=_("story"),
        help_text=_("What the problem was, what was done, what changed."),
    )
    figures = StreamField(
        [("figure", FigureBlock())],
        blank=True,
        verbose_name=_("figures"),
        help_text=_("Numbers with their source. Zero is a number too."),
    )
    is_example = models.BooleanField(
        _("example content"),
        default=False,
        help_text=_("The page says that its content is an example."),
    )

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("summary"),
                    FieldPanel("body"),
                    FieldPanel("figures"),
                    Illustrated.picture_panel,
                ],
                heading=_("Story"),
            ),
            ObjectList(
                [
                    FieldPanel("challenge", widget=forms.Select),
                    FieldPanel("application", widget=forms.Select),
                    MultiFieldPanel(
                        [FieldPanel("business_name"), FieldPanel("business_url")],
                        heading=_("The business"),
                    ),
                    FieldPanel("is_example"),
                ],
                heading=_("What it is about"),
            ),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("business_name"),
        index.SearchField("body"),
        index.FilterField("challenge"),
    ]

    template = "challenges/success_story_page.html"
    parent_page_types = ["challenges.SuccessStoryListingPage"]
    subpage_types: list[str] = []
    page_description = _("What came of a challenge.")

    class Meta:
        verbose_name = _("success story")
        verbose_name_plural = _("success stories")

    def clean(self) -> None:
        """Refuse an application that was not selected for this challenge."""
        super().clean()
        sent = self.application
        if sent and (sent.page_id != self.challenge_id or sent.status not in SELECTED_OR_BEYOND):
            raise ValidationError(
                {"application": _("Choose an application that was selected for this challenge.")}
            )

"""A run of challenges with partners, money, dates and results."""

from collections.abc import Iterable

from django import forms
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import (
    FieldPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageQuerySet, Site
from wagtail.search import index

from authorities.models import Served
from challenges.models.blocks import ContentBlocks, KeyDateBlock, MoneyBlock, StepBlock
from challenges.models.illustrated import Illustrated


class ProgrammeQuerySet(PageQuerySet):
    """Programmes by authority."""

    def for_authority(self, authority: Site) -> PageQuerySet:
        """Return the authority's own, and those of others in which it takes part."""
        return self.filter(
            Q(path__startswith=authority.root_page.path) | Q(participants=authority)
        ).distinct()


class ProgrammePage(Served, Illustrated, Page):
    summary = models.TextField(
        _("summary"), max_length=300, help_text=_("One or two sentences for lists.")
    )
    body = StreamField(
        ContentBlocks(),
        blank=True,
        verbose_name=_("about the programme"),
        help_text=_("Why it exists, what it wants, what worked and what did not."),
    )
    steps = StreamField(
        [("step", StepBlock())],
        blank=True,
        verbose_name=_("how it works"),
        help_text=_("The steps from problem to contract, in their order."),
    )
    partners = ParentalManyToManyField(
        "challenges.Partner",
        verbose_name=_("partners"),
        blank=True,
        related_name="programmes",
        help_text=_("Who runs the programme."),
    )
    themes = ParentalManyToManyField(
        "challenges.Theme",
        verbose_name=_("themes"),
        blank=True,
        related_name="programmes",
        help_text=_("What the programme is about."),
    )
    participants = ParentalManyToManyField(
        Site,
        verbose_name=_("other authorities that take part"),
        blank=True,
        related_name="+",
        help_text=_("Their editors can name this programme on their own challenges."),
    )
    money = StreamField(
        [("money", MoneyBlock())],
        blank=True,
        verbose_name=_("money"),
        help_text=_("What the programme costs and who pays."),
    )
    key_dates = StreamField(
        [("key_date", KeyDateBlock())],
        blank=True,
        verbose_name=_("key dates"),
        help_text=_("In their order."),
    )
    reach = models.PositiveIntegerField(
        _("companies reached"),
        null=True,
        blank=True,
        help_text=_("How many companies the campaign reached. Leave empty if nobody counted."),
    )
    reach_source = models.CharField(
        _("source of that figure"),
        max_length=250,
        blank=True,
        help_text=_("Who counted, and how."),
    )
    is_example = models.BooleanField(
        _("example content"),
        default=False,
        help_text=_("The page says that its content is an example."),
    )

    objects = PageManager.from_queryset(ProgrammeQuerySet)()

    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    *Page.content_panels,
                    FieldPanel("summary"),
                    FieldPanel("body"),
                    FieldPanel("steps"),
                    FieldPanel("key_dates"),
                ],
                heading=_("About"),
            ),
            ObjectList(
                [
                    FieldPanel("partners", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("themes", widget=forms.CheckboxSelectMultiple),
                    Illustrated.picture_panel,
                    FieldPanel("money"),
                    FieldPanel("participants", widget=forms.CheckboxSelectMultiple),
                    FieldPanel("is_example"),
                ],
                heading=_("Partners and money"),
            ),
            ObjectList(
                [
                    MultiFieldPanel(
                        [FieldPanel("reach"), FieldPanel("reach_source")], heading=_("Reach")
                    ),
                ],
                heading=_("Figures"),
            ),
            ObjectList(Page.promote_panels, heading=_("Address and search")),
            ObjectList(Page.settings_panels, heading=_("Settings")),
        ]
    )

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("body"),
        index.SearchField("steps"),
    ]

    shown_parts = ("themes", "partners")
    template = "challenges/programme_page.html"
    parent_page_types = ["challenges.ProgrammeListingPage"]
    subpage_types: list[str] = []
    page_description = _("A run of challenges: partners, money, dates and results.")

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")

    def clean(self) -> None:
        """Ask for the source beside a figure."""
        super().clean()
        if self.reach is not None and not self.reach_source:
            raise forms.ValidationError(
                {"reach_source": _("Say who counted the companies, and how.")}
            )

    @classmethod
    def shared_with(cls, authorities: Iterable[Site]) -> Q:
        """Return the condition for programmes of others in which one of these takes part."""
        taking_part = cls.participants.through.objects.filter(site__in=authorities)
        return Q(pk__in=taking_part.values("programmepage"))

    @property
    def total_money(self) -> int:
        """What the programme costs, in pounds."""
        return sum(block.value["amount"] for block in self.money)

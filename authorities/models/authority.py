"""What an authority says of itself."""

import hashlib
import zoneinfo
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.images.models import AbstractRendition

from authorities.blocks import FooterLinkBlock
from authorities.contrast import validate_carries_white_text, validate_colour
from authorities.models.authority_panels import settings_panels
from authorities.models.validators import validate_domains, validate_origins, validate_time_zone
from authorities.pictures import renditions_of

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

LOGO_SPEC = "max-480x96|format-webp"


class Nation(models.TextChoices):
    """Whose bank holidays count, by its code in ISO 3166-2:GB."""

    ENGLAND = "ENG", _("England")
    NORTHERN_IRELAND = "NIR", _("Northern Ireland")
    SCOTLAND = "SCT", _("Scotland")
    WALES = "WLS", _("Wales")


def _years(label: "_StrPromise") -> models.PositiveSmallIntegerField:
    """Return a period of its own for some states."""
    return models.PositiveSmallIntegerField(
        label,
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty for the years above; never more than those."),
    )


@register_setting(icon="site", order=100)
class AuthoritySettings(BaseSiteSetting):
    """Name, brand and rules of the authority that a `Site` stands for."""

    name = models.CharField(
        _("name"), max_length=120, help_text=_("As the public knows the authority.")
    )
    short_name = models.CharField(
        _("code"),
        max_length=12,
        help_text=_("A few letters that references begin with, like BCC."),
    )
    logo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands in the header instead of the name. Leave empty to show the name."),
    )
    brand_colour = models.CharField(
        _("brand colour"),
        max_length=7,
        default="#17375e",
        validators=[validate_carries_white_text],
        help_text=_("Header, buttons and links. White text on it must be readable."),
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        default="#e8a33d",
        validators=[validate_colour],
        help_text=_("Lines and small shapes, never behind text."),
    )
    contact_email = models.EmailField(
        _("contact address"), help_text=_("Shown to the public on every page.")
    )
    sender_email = models.EmailField(
        _("sender address"), help_text=_("Mail to applicants comes from this address.")
    )
    feedback_url = models.URLField(
        _("feedback address"),
        blank=True,
        help_text=_("A page where people can say what they think of this site."),
    )
    footer_links = StreamField(
        [("link", FooterLinkBlock())],
        blank=True,
        verbose_name=_("footer links"),
        help_text=_("Pages that must be found from everywhere, like the privacy notice."),
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="Europe/London",
        validators=[validate_time_zone],
        help_text=_("Opening and closing times are shown in this zone."),
    )
    nation = models.CharField(
        _("bank holidays"),
        max_length=3,
        default=Nation.ENGLAND,
        choices=Nation,
        help_text=_("Who chooses a closing on one of these days is told so."),
    )
    match_limit = models.PositiveSmallIntegerField(
        _("matches for each challenge"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_("How many businesses are matched, unless a challenge says otherwise."),
    )
    selection_limit = models.PositiveSmallIntegerField(
        _("selections for each challenge"),
        default=1,
        validators=[MinValueValidator(1)],
        help_text=_("How many businesses are selected, unless a challenge says otherwise."),
    )
    reminder_hours = models.PositiveSmallIntegerField(
        _("reminder"),
        default=72,
        validators=[MinValueValidator(1)],
        help_text=_("How many hours before closing we write to who has not sent their draft."),
    )
    question_days = models.PositiveSmallIntegerField(
        _("time for a new question"),
        default=3,
        validators=[MinValueValidator(1)],
        help_text=_(
            "How many days must be left until closing when a required question is added to an "
            "open challenge."
        ),
    )
    keeps_rivals_apart = models.BooleanField(
        _("keep an applicant's people from its rivals"),
        default=False,
        help_text=_(
            "Who seems to belong to an applicant, by their email address, assesses nothing for the "
            "same challenge. Otherwise moderators are warned."
        ),
    )
    complaint_days = models.PositiveSmallIntegerField(
        _("time to ask about a decision"),
        default=28,
        validators=[MaxValueValidator(365)],
        help_text=_(
            "How many days after it was told an applicant may ask or complain about a decision. "
            "0: they cannot do so here."
        ),
    )
    complaint_answer_days = models.PositiveSmallIntegerField(
        _("time to answer"),
        default=28,
        validators=[MinValueValidator(1), MaxValueValidator(365)],
        help_text=_("Within how many days we promise to answer them."),
    )
    retention_years = models.PositiveSmallIntegerField(
        _("years that applications are kept"),
        default=6,
        validators=[MinValueValidator(1)],
        help_text=_("After the challenge has closed. Applicants read this before they send."),
    )
    years_selected = _years(_("years for what was selected"))
    years_matched = _years(_("years for what was matched, and not selected"))
    years_not_matched = _years(_("years for what was not matched, or ineligible"))
    years_withdrawn = _years(_("years for what was withdrawn"))
    draft_days = models.PositiveSmallIntegerField(
        _("days that unsent drafts are kept"),
        default=180,
        validators=[MinValueValidator(1)],
        help_text=_("After the challenge has closed and the draft was last changed."),
    )
    ppon = models.CharField(
        _("public procurement organisation number"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^[A-Z]{4}-\d{4}-[A-Z]{4}$")],
        error_messages={"invalid": _("Enter the number like PXYZ-1234-ABCD.")},
        help_text=_("As the central digital platform gave it, like PXYZ-1234-ABCD."),
    )
    postal_address = models.TextField(
        _("postal address"),
        max_length=300,
        blank=True,
        help_text=_("As a notice has it: a line for each part, the postcode on the last."),
    )
    embedded_by = models.TextField(
        _("who may show our challenges on their pages"),
        max_length=2000,
        blank=True,
        validators=[validate_origins],
        help_text=_(
            "Addresses like https://council.example, one on each line. Leave empty for nobody; "
            "a * alone is everybody."
        ),
    )
    is_shared_marketplace = models.BooleanField(
        _("shared marketplace"),
        default=False,
        help_text=_("Also list the challenges of other authorities that agreed to be listed."),
    )
    is_listed_elsewhere = models.BooleanField(
        _("listed elsewhere"),
        default=False,
        help_text=_("Let shared marketplaces list this authority's challenges, linking here."),
    )
    shares_programmes = models.BooleanField(
        _("compared with others"),
        default=False,
        help_text=_(
            "Programme managers of other authorities that agreed, too, compare the figures of your "
            "programmes with theirs, and read the lessons that you share."
        ),
    )
    proposal_domains = models.TextField(
        _("who may propose"),
        max_length=1000,
        blank=True,
        validators=[validate_domains],
        help_text=_(
            "What stands after the @ in your colleagues' addresses, one on each line. Leave empty "
            "to take no proposals."
        ),
    )
    is_demonstration = models.BooleanField(default=False, editable=False)

    select_related = ["logo"]

    edit_handler = settings_panels()

    class Meta:
        verbose_name = _("authority")
        verbose_name_plural = _("authorities")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a period longer than the one that applicants read."""
        super().clean()
        too_long = _("Applicants read that nothing is kept for more than %d years.")
        errors = {
            name: too_long % self.retention_years
            for name in ("years_selected", "years_matched", "years_not_matched", "years_withdrawn")
            if self.retention_years and (getattr(self, name) or 0) > self.retention_years
        }
        if errors:
            raise ValidationError(errors)

    @property
    def brand_css_url(self) -> str:
        """The address of the brand's stylesheet, which changes with the brand."""
        return f"{reverse('brand_css')}?v={self._brand_version}"

    @property
    def admin_css_url(self) -> str:
        """The address of the admin's colours, which changes with the brand."""
        return f"{reverse('admin_css', args=[self.site_id])}?v={self._brand_version}"

    @property
    def _brand_version(self) -> str:
        brand = f"{self.brand_colour}{self.accent_colour}"
        return hashlib.sha256(brand.encode()).hexdigest()[:8]

    @property
    def logo_rendition(self) -> AbstractRendition | None:
        """The logo, at most 96 pixels high, if there is one."""
        made = renditions_of(self.logo, LOGO_SPEC)
        return made[LOGO_SPEC] if made else None

    @property
    def frame_ancestors(self) -> str:
        """Who may frame the authority's embeds, as a browser is told."""
        return " ".join(self.embedded_by.split()) or "'none'"

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The authority's time zone."""
        return zoneinfo.ZoneInfo(self.time_zone)

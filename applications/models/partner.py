"""Businesses that apply together with the one that leads."""

from django.db import models
from django.db.models.functions import Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models.application import Application
from applications.models.draft import Draft
from applications.models.reference import new_secret
from applications.models.sent import SentVersion
from businesses.models.details import BusinessDetails


class PartnerFacts(BusinessDetails):
    """The facts of a business that is not the lead: the same ones, by the same names."""

    # A partner is asked for more than that: `agreed_at`.
    consented_at = None  # type: ignore[assignment]

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.business_name

    def details(self) -> dict[str, str]:
        """Return the facts by their names."""
        names = (field.name for field in BusinessDetails._meta.get_fields())
        return {name: getattr(self, name) for name in names if name != "consented_at"}


class Partner(PartnerFacts):
    """A partner on a draft, for as long as it is neither removed nor declines.

    Its own address shows what it would agree to, and takes its answer from who proves `email`.

    `agreed_to` is a digest of what it agreed to, see `applications.drafts.partners.agreement`. One
    that was removed stays as a row: what was sent with it may stand.
    """

    # With the lead seven: as many names as a letter, a score sheet and a spreadsheet hold.
    AT_MOST = 6

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="partners")
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    added_at = models.DateTimeField(_("added"), default=timezone.now)
    asked_at = models.DateTimeField(_("asked"), null=True)
    agreed_at = models.DateTimeField(_("agreed"), null=True)
    agreed_to = models.CharField(max_length=64, blank=True)
    declined_at = models.DateTimeField(_("declined"), null=True)
    declined_because = models.TextField(_("why it declined"), blank=True)
    removed_at = models.DateTimeField(_("removed"), null=True)

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")
        ordering = ["pk"]

    @property
    def private_path(self) -> str:
        """The path of the partner's own page, on the authority's own address."""
        return reverse("partner", args=[self.secret])


class SentPartner(PartnerFacts):
    """A partner as one sent version has it; `application` is set while that is the last one."""

    version = models.ForeignKey(SentVersion, on_delete=models.CASCADE, related_name="partners")
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, null=True, related_name="partners"
    )
    # The way back to its page; none once the draft is erased.
    partner = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, related_name="sent")
    agreed_at = models.DateTimeField(_("agreed"))
    left_at = models.DateTimeField(_("left"), null=True)
    left_because = models.TextField(_("why it left"), blank=True)

    class Meta:
        verbose_name = _("partner that was sent")
        verbose_name_plural = _("partners that were sent")
        ordering = ["pk"]
        indexes = [
            models.Index(Upper("email"), name="partner_by_email"),
            models.Index(Upper("business_name"), name="partner_by_business"),
            models.Index(fields=["company_number"], name="partner_by_company"),
        ]

"""A programme's money: who gives it for what, what is awarded and paid."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel

from authorities.models import Owned


class BudgetLine(Owned):
    """What one funder gives for one purpose."""

    programme = models.ForeignKey(
        "challenges.ProgrammePage",
        verbose_name=_("programme"),
        on_delete=models.CASCADE,
        related_name="budget_lines",
    )
    funder = models.CharField(_("funder"), max_length=120)
    purpose = models.CharField(
        _("purpose"), max_length=200, blank=True, help_text=_("Leave empty for the whole.")
    )
    amount = models.DecimalField(
        _("amount in pounds"),
        max_digits=12,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("Leave empty if it is not known; 0 is £0."),
    )
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("The programme's page shows it.")
    )

    panels = [
        FieldPanel(name) for name in ("programme", "funder", "purpose", "amount", "is_public")
    ]

    class Meta:
        verbose_name = _("budget line")
        verbose_name_plural = _("budget lines")
        ordering = ["programme", "funder", "purpose"]

    def __str__(self) -> str:
        return f"{self.funder}: {self.purpose}" if self.purpose else self.funder


class Payment(Owned):
    """Money that was awarded, or paid."""

    class Kind(models.TextChoices):
        AWARD = "award", _("Awarded")
        PAYMENT = "payment", _("Paid")

    programme = models.ForeignKey(
        "challenges.ProgrammePage",
        verbose_name=_("programme"),
        on_delete=models.CASCADE,
        related_name="payments",
    )
    challenge = models.ForeignKey(
        "challenges.ChallengePage",
        verbose_name=_("challenge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="payments",
        help_text=_("If it is for one."),
    )
    line = models.ForeignKey(
        BudgetLine,
        verbose_name=_("budget line"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="payments",
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PAYMENT)
    recipient = models.CharField(_("to whom"), max_length=150)
    amount = models.DecimalField(
        _("amount in pounds"),
        max_digits=12,
        decimal_places=2,
        validators=[MinValueValidator(0)],
    )
    on = models.DateField(_("on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    is_public = models.BooleanField(
        _("public"), default=False, help_text=_("The programme's page shows it.")
    )

    panels = [
        FieldPanel(name)
        for name in (
            "programme",
            "challenge",
            "line",
            "kind",
            "recipient",
            "amount",
            "on",
            "note",
            "is_public",
        )
    ]

    class Meta:
        verbose_name = _("award or payment")
        verbose_name_plural = _("awards and payments")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "challenge",
                Lower("recipient"),
                condition=models.Q(kind="award"),
                name="awarded_once",
                violation_error_message=_("This challenge's award to them stands already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.recipient}"

"""Who can apply: the rules that an editor sets, and whether an application keeps them."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from applications.models.application import Application


class EligibilityRule(Orderable):
    """One thing that a moderator checks. The page type adds the relation to its page."""

    text = models.CharField(
        _("rule"),
        max_length=200,
        help_text=_("One thing that can be checked, like: has fewer than 250 employees."),
    )

    panels = [FieldPanel("text")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("eligibility rule")
        verbose_name_plural = _("eligibility rules")

    def __str__(self) -> str:
        return self.text


class RuleCheck(models.Model):
    """Whether an application keeps a rule, as a moderator found; `text` is the rule as it read."""

    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="rule_checks"
    )
    rule = models.PositiveBigIntegerField()
    text = models.CharField(_("rule"), max_length=200)
    holds = models.BooleanField(_("keeps it"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("check of a rule")
        verbose_name_plural = _("checks of rules")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "rule"], name="one_check_a_rule"),
        ]

    def __str__(self) -> str:
        return self.text

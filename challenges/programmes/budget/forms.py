"""Amounts as people write them."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from authorities.forms.fields import NumberField
from challenges.programmes.forms import ProgrammeForm


def _amount(*, required: bool) -> NumberField:
    return NumberField(
        label=gettext_lazy("Amount in pounds"),
        lowest=Decimal(0),
        decimals=2,
        required=required,
        help_text=gettext_lazy("Like 12,500 or £12,500.50."),
    )


class BudgetLineForm(ProgrammeForm):
    """A budget line; an empty amount is one that is not known."""

    amount = _amount(required=False)


class PaymentForm(ProgrammeForm):
    """An award or a payment, of one programme."""

    amount = _amount(required=True)

    def clean(self) -> dict:
        """Refuse a challenge or a budget line of another programme, and an award for none."""
        typed = super().clean()
        programme, challenge, line = (
            typed.get(name) for name in ("programme", "challenge", "line")
        )
        if challenge and programme and challenge.programme_id != programme.pk:
            self.add_error("challenge", _("Choose a challenge of this programme."))
        if line and programme and line.programme_id != programme.pk:
            self.add_error("line", _("Choose a budget line of this programme."))
        if typed.get("kind") == "award" and not challenge and "challenge" not in self.errors:
            self.add_error("challenge", _("Choose the challenge that the award is for."))
        return typed

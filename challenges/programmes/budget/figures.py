"""What was given, awarded and paid: for everybody who shows it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import QuerySet
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from challenges.models import BudgetLine, Payment


@dataclass
class MoneyRow:
    """One budget line or challenge. What nobody recorded is none, which is not £0."""

    label: str
    budget: Decimal | None = None
    awarded: Decimal | None = None
    spent: Decimal | None = None

    def add(self, payment: Payment) -> None:
        """Count an award or a payment."""
        if payment.kind == Payment.Kind.AWARD:
            self.awarded = (self.awarded or Decimal(0)) + payment.amount
        else:
            self.spent = (self.spent or Decimal(0)) + payment.amount

    @property
    def left(self) -> Decimal | None:
        """What is left of the budget, where both are known."""
        if self.budget is None or self.spent is None:
            return None
        return self.budget - self.spent

    def cells(self) -> list[str]:
        """Return budget, awarded, spent and left in words."""
        return [pounds(value) for value in (self.budget, self.awarded, self.spent, self.left)]


@dataclass
class MoneyFigures:
    """A programme's money in all, by budget line and by challenge."""

    total: MoneyRow
    lines: list[MoneyRow] = field(default_factory=list)
    challenges: list[MoneyRow] = field(default_factory=list)

    @property
    def is_known(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.lines or self.challenges or self.total.spent or self.total.awarded)


def pounds(amount: Decimal | None) -> str:
    """Return an amount in words; what is not known says so, and zero is £0."""
    if amount is None:
        return _("not recorded")
    whole = amount == amount.to_integral_value()
    sign = "−" if amount < 0 else ""
    return f"{sign}£{number_format(abs(amount), 0 if whole else 2, force_grouping=True)}"


def money_figures(lines: QuerySet[BudgetLine], payments: QuerySet[Payment]) -> MoneyFigures:
    """Return the figures of these budget lines, awards and payments, in two queries."""
    rows = {line.pk: MoneyRow(str(line), line.amount) for line in lines}
    total = MoneyRow(_("In all"), _sum(row.budget for row in rows.values()))
    challenges: dict[int, MoneyRow] = {}
    for payment in payments.select_related("challenge").order_by("pk"):
        total.add(payment)
        if payment.line_id in rows:
            rows[payment.line_id].add(payment)
        if payment.challenge:
            page = payment.challenge
            challenges.setdefault(page.pk, MoneyRow(page.title)).add(payment)
    return MoneyFigures(total, list(rows.values()), list(challenges.values()))


def _sum(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """Return the sum of what is known; none where nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, Decimal(0)) if known else None

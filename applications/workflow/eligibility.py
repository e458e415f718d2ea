"""Is it eligible? The page's rules, and whether an application keeps each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.history import chain
from applications.models import Application, EligibilityRule, Event, RuleCheck, TakesApplications
from applications.models.status import Status
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, refused


class ChecksRefused(Exception):
    """Nothing was checked; the message says why."""


@dataclass(frozen=True)
class Checked:
    """One rule of the page, and what was found: `None` while nobody has checked it."""

    rule: EligibilityRule
    check: RuleCheck | None = None

    @property
    def holds(self) -> bool | None:
        """Whether the application keeps the rule as it reads now."""
        return self.check.holds if self.check and self.check.text == self.rule.text else None


def checklist(application: Application, page: TakesApplications) -> list[Checked]:
    """Return the page's rules in their order, each with what was found."""
    rules = list(page.eligibility_rules.all())
    if not rules:
        return []
    checks = {found.rule: found for found in application.rule_checks.select_related("actor")}
    return [Checked(rule, checks.get(rule.pk)) for rule in rules]


def keeps_the_rules(application: Application, page: TakesApplications) -> Verdict:
    """Return whether every rule was checked and is kept; if not, the first that stands against."""
    rows = checklist(application, page)
    for row in rows:
        if row.holds is False:
            return refused(
                _("It does not keep the rule “%s”, so it cannot be eligible.")
                % row.rule.text.rstrip(".")
            )
    if unchecked := [row for row in rows if row.holds is None]:
        return refused(
            _("Check every rule first. Not yet checked: “%s”.") % unchecked[0].rule.text.rstrip(".")
        )
    return ALLOWED


@transaction.atomic
def check_rules(
    application: Application,
    page: TakesApplications,
    found: Mapping[int, bool],
    *,
    by: User,
    now: datetime | None = None,
) -> None:
    """Keep what was found for rules, by their keys, and record once that they were checked.

    The caller has asked already whether this person screens applications. Raises `ChecksRefused`
    outside screening, and where nothing was chosen.
    """
    now = now or timezone.now()
    Page.objects.select_for_update().get(pk=application.page_id)
    current = Application.objects.select_for_update(of=("self",)).get(pk=application.pk)
    if current.status != Status.SCREENING:
        raise ChecksRefused(_("Rules are checked while an application is in screening."))
    rules = [rule for rule in page.eligibility_rules.all() if rule.pk in found]
    if not rules:
        raise ChecksRefused(_("Choose yes or no for at least one rule."))
    RuleCheck.objects.bulk_create(
        [
            RuleCheck(
                application=current,
                rule=rule.pk,
                text=rule.text,
                holds=found[rule.pk],
                actor=by,
                at=now,
            )
            for rule in rules
        ],
        update_conflicts=True,
        unique_fields=["application", "rule"],
        update_fields=["text", "holds", "actor", "at"],
    )
    chain.record_for(
        Event.RULES_CHECKED,
        application,
        actor=by,
        at=now,
        rules={str(rule.pk): found[rule.pk] for rule in rules},
        covers=current.rule_checks.filter(rule__in=[rule.pk for rule in rules]),
    )

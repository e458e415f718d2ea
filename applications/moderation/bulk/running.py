"""Previews and runs one action over many applications, each by itself."""

from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.assessment.rounds import AssessmentRefused
from applications.models import Application
from applications.models.application import ApplicationQuerySet
from applications.moderation.bulk.actions import Action, Order
from applications.workflow.sealing import sealed_pages
from applications.workflow.transitions import MoveRefused

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Result:
    """What would become of one application, or did: a sentence, and whether it is good."""

    application: Application
    is_done: bool
    sentence: str
    is_sealed: bool = False


def preview(
    action: Action, applications: ApplicationQuerySet, keys: Sequence[int], order: Order
) -> list[Result]:
    """Return for each application whether the action may be done with it, and if not, why."""
    rows = _with_pages(applications, keys)
    sealed = sealed_pages(order.now, {row.page_id for row in rows})
    return [_foreseen(action, row, order, row.page_id in sealed) for row in rows]


def run(
    action: Action, applications: ApplicationQuerySet, keys: Sequence[int], order: Order
) -> list[Result]:
    """Do it with each application in a transaction of its own; return what became of each.

    What one refuses, or breaks, is named in its row and leaves the others done.
    """
    return [
        _done(action, found.application, order) if found.is_done else found
        for found in preview(action, applications, keys, order)
    ]


def _foreseen(action: Action, row: Application, order: Order, is_sealed: bool) -> Result:
    if is_sealed:
        sentence = _("It is sealed until the challenge has closed.")
        return Result(row, False, sentence, is_sealed=True)
    verdict = action.may(row, order)
    return Result(row, bool(verdict), str(action.outcome) if verdict else verdict.reason)


def _done(action: Action, row: Application, order: Order) -> Result:
    try:
        with transaction.atomic():
            action.do(row, order)
    except Exception as error:
        if is_refusal(error):
            return Result(row, False, str(error))
        # What broke may quote what people wrote, so its kind alone is logged.
        log.error(
            "bulk_action_failed",
            action=action.name,
            application=row.pk,
            error=type(error).__name__,
        )
        return Result(row, False, _("It could not be done. Try it again by itself."))
    return Result(row, True, str(action.outcome))


def is_refusal(error: Exception) -> bool:
    """Return whether an error is a sentence for the person who tried; actions raise two kinds."""
    return isinstance(error, (MoveRefused, AssessmentRefused))


def _with_pages(applications: ApplicationQuerySet, keys: Sequence[int]) -> list[Application]:
    """Return the applications in the order of their keys; those of one page share its object."""
    found = {
        row.pk: row
        for row in applications.filter(pk__in=keys)
        .select_related("authority", "draft")
        .defer("form_data", "questions", "search_text")
    }
    rows = [found[key] for key in keys if key in found]
    pages = {
        page.pk: page
        for page in Page.objects.filter(pk__in={row.page_id for row in rows}).specific()
    }
    for row in rows:
        row.page = pages[row.page_id]
    return rows

"""Challenges that ended before their time: nothing of theirs waits for a moderator any more."""

from applications.models.application import ApplicationQuerySet
from applications.workflow.sealing import page_types


def without_ended(applications: ApplicationQuerySet) -> ApplicationQuerySet:
    """Return those of the applications that can still go on."""
    for model in page_types():
        applications = applications.exclude(page__in=model.ended_early())
    return applications

"""What an applicant can read of a decision, as far as the row of the application says it."""

from datetime import datetime

from django.db.models import F

from applications.models import Application
from applications.models.application import ApplicationQuerySet
from applications.models.status import Status


def settle(applications: ApplicationQuerySet, now: datetime) -> None:
    """Write down what applicants can read already, and so make room for what is told next."""
    applications.filter(next_status_at__lte=now).update(
        released_status=F("next_status"), next_status="", next_status_at=None
    )


def tell_at_once(application: Application, status: Status) -> None:
    """Let the applicant read this state now, whatever was planned."""
    _write(application, released_status=status, next_status="", next_status_at=None)


def forget_plan(application: Application, now: datetime) -> None:
    """Keep what the applicant can read already, and take back what is still to come."""
    _write(
        application,
        released_status=application.told_status(now),
        next_status="",
        next_status_at=None,
    )


def _write(application: Application, **values: object) -> None:
    Application.objects.filter(pk=application.pk).update(**values)
    for name, value in values.items():
        setattr(application, name, value)

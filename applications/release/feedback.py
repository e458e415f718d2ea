"""What the assessment says to an applicant."""

from importlib import import_module
from importlib.util import find_spec

from applications.models import Application

SCORES = "applications.assessment.scores"


def comments_for(application: Application) -> list[dict]:
    """Return the assessors' comments by criterion: `{"criterion", "name", "comment"}`."""
    return _ask("comments_for_applicant", application)


def means_for(application: Application) -> list[dict]:
    """Return the mean scores: `{"criterion", "name", "weight", "mean", "maximum"}`."""
    return _ask("means_for_applicant", application)


def _ask(name: str, application: Application) -> list[dict]:
    """Ask the assessment, where this installation has one."""
    return getattr(import_module(SCORES), name)(application) if find_spec(SCORES) else []

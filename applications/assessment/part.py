"""What the application's screen shows of its assessment."""

from applications.models import Application
from authorities.models import User


def assessment_part(application: Application, user: User) -> dict:
    """Return the inputs of `applications/admin/parts/assessment.html`."""
    return {}

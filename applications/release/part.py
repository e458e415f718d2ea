"""What the application's screen shows of its decision's letter."""

from applications.models import Application
from authorities.models import User


def letter_part(application: Application, user: User) -> dict:
    """Return the inputs of `applications/admin/parts/letter.html`."""
    return {}

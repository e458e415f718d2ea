"""What keeps a page from going out, and no draft from being saved."""

from django.core.exceptions import ValidationError
from django.utils.functional import Promise

UNREADY = "unready"


def unready(message: str | Promise) -> ValidationError:
    """Return a refusal that a model's `clean` raises, and that a draft's form does not heed."""
    return ValidationError(str(message), code=UNREADY)

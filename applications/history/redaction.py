"""What is withheld when a record leaves the house under the law on freedom of information."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from applications.models import Application
from authorities.models import User


@dataclass(frozen=True)
class Redactor:
    """Who reads: staff see all; others see no people, no free texts, and no business unnamed.

    `named` maps the key of an application to the name under which the public knows its business.
    """

    is_redacted: bool
    named: Mapping[int, str] = field(default_factory=dict)

    @property
    def withheld(self) -> str:
        """The marker that stands where something was."""
        return _("[withheld]")

    def free(self, text: str) -> str:
        """Return a text that somebody typed, or its marker."""
        return self.withheld if self.is_redacted and text else text

    def person(self, user: User | None) -> str:
        """Return who acted: a member of staff by name, unless names are withheld."""
        if user is None:
            return ""
        return _("A member of staff") if self.is_redacted else str(user)

    def business(self, application: Application) -> str:
        """Return the business's name; of others than staff, only one that was announced."""
        if not self.is_redacted:
            return application.business_name
        return self.named.get(application.pk, self.withheld)

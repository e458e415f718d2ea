"""The benchmark's database: what the public sees, and the applications to every challenge."""

from functools import cached_property

from django.db import transaction

from authorities.models import Role, User
from tests.benchmarks.bulk import add_rows
from tests.benchmarks.content import Made
from tests.benchmarks.published import Published
from tests.benchmarks.sent import Sender
from tests.factories.authorities import UserFactory


class Corpus(Published):
    """Holds challenges with ten applications each, and what stands around them."""

    @cached_property
    def moderator(self) -> User:
        """Who decides on the first authority's applications."""
        return UserFactory.working_for(self.site, Role.MODERATOR)

    @cached_property
    def _sender(self) -> Sender:
        return Sender(self.moderator, self.now)

    @transaction.atomic
    def _add(self, numbers: range) -> list[Made]:
        made = super()._add(numbers)
        sent = [application for row in made for application in self._sender.applications(row)]
        add_rows([application.draft for application in sent])
        add_rows(sent)
        add_rows([move for application in sent for move in self._sender.record(application)])
        add_rows([file for application in sent for file in self._sender.files(application)])
        return made

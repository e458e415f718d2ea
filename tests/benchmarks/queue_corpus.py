"""The queue's database: some thousand applications in the demonstration's words, multiplied."""

from datetime import timedelta
from itertools import batched

from django.db import connection

from applications.models import Application, Message
from applications.models.search_text import search_text_of
from applications.models.status import TOLD_BY_LETTER, Status
from tests.benchmarks import multiply
from tests.benchmarks.bulk import add_rows, settle
from tests.benchmarks.corpus import Corpus

# Twenty applications a challenge: ten are written, and ten are copies.
A_CHALLENGE = 20
WRITTEN = 250
RARE = "zephyrine"
INDEX = "application_by_words"


class QueueCorpus(Corpus):
    """Holds so many applications, in states, with files, requests and assessors."""

    def __init__(self, size: int) -> None:
        """Write up to 250 challenges with their applications, and multiply them."""
        if connection.vendor != "postgresql":
            raise SystemExit("The queue is measured on PostgreSQL: set DATABASE_URL to a server.")
        challenges = max(1, size // A_CHALLENGE)
        written = min(WRITTEN, challenges)
        super().__init__(written)
        self._enrich()
        # A trigram index is built faster than it is kept.
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = %s", [INDEX])
            (definition,) = cursor.fetchone()
            cursor.execute(f"DROP INDEX {INDEX}")
            multiply.double()
            multiply.multiply(challenges // written - 1)
            self._plant_a_rare_word()
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute(definition)
        settle()

    def _enrich(self) -> None:
        """Add what the queue reads besides the answers."""
        sent = list(Application.objects.order_by("pk"))
        for application in sent:
            application.search_text = search_text_of(application)
            # All but one decision in ten are told.
            if Status(application.status) in TOLD_BY_LETTER and application.pk % 10:
                application.released_status = application.status
        for some in batched(sent, 1000):
            Application.objects.bulk_update(some, ["search_text", "released_status"])
        add_rows(
            [
                Message(
                    application=application,
                    author=self.moderator,
                    text="Who fits it?",
                    at=application.status_changed_at,
                    due_at=application.status_changed_at + timedelta(days=7),
                )
                for application in sent
                if application.status == Status.INFO_REQUESTED
            ]
        )

    @staticmethod
    def _plant_a_rare_word() -> None:
        """Write a word into three applications that is in no other."""
        total = Application.objects.count()
        for place in (total // 7, total // 3, total - 1):
            application = Application.objects.order_by("pk")[place]
            application.search_text += f"\nA {RARE} idea."
            application.save(update_fields=["search_text"])

"""Where on the record a row was last covered."""

from django.db import models
from wagtail.models import Page

from applications.models.application import Application


class Proof(models.Model):
    """The number of the last entry that covers a row, and the salt of its digests there.

    One for each row: when it is covered again, the salt before is gone, and nothing that it said
    before can be guessed. `applications.history.chain` alone writes them.
    """

    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="+")
    application = models.ForeignKey(
        Application, on_delete=models.PROTECT, null=True, related_name="+"
    )
    kind = models.CharField(max_length=40)
    key = models.PositiveBigIntegerField()
    number = models.PositiveIntegerField()
    salt = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key"], name="one_proof_a_row"),
        ]
        indexes = [models.Index(fields=["page", "kind", "key"], name="proofs_of_page")]

    def __str__(self) -> str:
        return self.row

    @property
    def row(self) -> str:
        """How the row is named in the entry."""
        return f"{self.kind}:{self.key}"

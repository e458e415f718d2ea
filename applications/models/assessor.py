"""Who assesses the applications of a page, and what they declared."""

from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Site

from applications.models.application import Application
from applications.models.reference import new_secret
from authorities.models import OwnedQuerySet


class AssessorQuerySet(OwnedQuerySet):
    """Assessors, by whether they still assess."""

    def active(self) -> Self:
        """Return who accepted, and was neither removed nor forgotten."""
        return self.filter(
            accepted_at__isnull=False, declined_at=None, removed_at=None, erased_at=None
        )


class Assessor(models.Model):
    """Somebody who was invited to assess one page's applications: a colleague, or a guest.

    They open what is theirs by a private address and a code that is sent to their mailbox, so a
    guest needs no account. `number` is what applicants read: “Assessor 1”.
    """

    authority = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="assessors")
    number = models.PositiveSmallIntegerField(_("number"))
    email = models.EmailField(_("email address"))
    name = models.CharField(_("name"), max_length=120)
    body = models.CharField(
        _("from"), max_length=120, blank=True, help_text=_("The body that a guest works for.")
    )
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    invited_at = models.DateTimeField(_("invited"), default=timezone.now)
    answer_by = models.DateTimeField(_("answer by"))
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    declined_at = models.DateTimeField(_("declined"), null=True)
    removed_at = models.DateTimeField(_("removed"), null=True)
    # When nothing was left of what they assessed but numbers, and who they were was erased.
    erased_at = models.DateTimeField(_("personal data erased"), null=True)

    objects = AssessorQuerySet.as_manager()

    class Meta:
        verbose_name = _("assessor")
        verbose_name_plural = _("assessors")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="one_assessor_a_number"),
            models.UniqueConstraint(
                "page",
                models.functions.Lower("email"),
                condition=models.Q(removed_at=None, declined_at=None, erased_at=None),
                name="one_assessor_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def private_path(self) -> str:
        """The path of the assessor's own page, on the authority's own address."""
        return reverse("assessor", args=[self.secret])

    @property
    def is_active(self) -> bool:
        """Whether they accepted, and were neither removed nor forgotten."""
        ended = self.declined_at or self.removed_at or self.erased_at
        return bool(self.accepted_at) and not ended


class Declaration(models.Model):
    """What an assessor declared about one applicant. The last one counts; none is changed."""

    assessor = models.ForeignKey(Assessor, on_delete=models.CASCADE, related_name="declarations")
    application = models.ForeignKey(
        Application, on_delete=models.CASCADE, related_name="declarations"
    )
    has_conflict = models.BooleanField(_("conflict"))
    text = models.CharField(_("what it is"), max_length=500, blank=True)
    # Who lifted a conflict, or recorded one, for the assessor; empty where they declared it.
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["assessor", "application"], name="declared_about")]

    def __str__(self) -> str:
        return f"{self.assessor_id}: {self.application_id}"

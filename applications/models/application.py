"""What a business sends in answer to a page's questions."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import AbstractFormSubmission
from wagtail.models import Page, Site

from applications.models.draft import Draft
from applications.models.status import (
    APPLICANT_LABELS,
    MATCHED_OR_BEYOND,
    SELECTED_OR_BEYOND,
    TOLD_BY_LETTER,
    WAITING,
    Status,
)
from businesses.models.details import BusinessDetails

# What is decided and stands otherwise in what the applicant was told.
UNTOLD = models.Q(status__in=sorted(TOLD_BY_LETTER)) & ~models.Q(released_status=models.F("status"))


class ApplicationQuerySet(models.QuerySet):
    """Applications, in the words of the queue."""

    def for_authority(self, authority: Site) -> Self:
        """Return what was sent to this authority alone."""
        return self.filter(authority=authority)

    def waiting(self) -> Self:
        """Return what a moderator has still to screen."""
        return self.filter(status__in=WAITING)

    def untold_at(self, now: datetime) -> Self:
        """Return what is decided, while the applicant does not read it yet at this instant."""
        is_told = models.Q(next_status=models.F("status"), next_status_at__lte=now)
        return self.filter(UNTOLD).exclude(is_told)

    def matched_or_beyond(self) -> Self:
        """Return what takes up one of a page's places for matches."""
        return self.filter(status__in=MATCHED_OR_BEYOND)

    def selected_or_beyond(self) -> Self:
        """Return what takes up one of a page's places for selections."""
        return self.filter(status__in=SELECTED_OR_BEYOND)

    def told_selected_at(self, now: datetime) -> Self:
        """Return what is selected, where the applicant may know of it at this instant."""
        is_due = models.Q(next_status_at__isnull=False, next_status_at__lte=now)
        told = is_due & models.Q(next_status__in=SELECTED_OR_BEYOND)
        told |= ~is_due & models.Q(released_status__in=SELECTED_OR_BEYOND)
        return self.selected_or_beyond().filter(told)

    def with_likely_duplicates(self) -> Self:
        """Return the rows with `is_likely_duplicate`: the same business seems to have sent two."""
        outer = models.OuterRef
        same = (
            models.Q(email__iexact=outer("email"))
            | models.Q(business_name__iexact=outer("business_name"))
            | (models.Q(company_number=outer("company_number")) & ~models.Q(company_number=""))
        )
        others = (
            Application.objects.filter(same, page=outer("page"))
            .exclude(pk=outer("pk"))
            .exclude(status=Status.WITHDRAWN)
        )
        return self.annotate(is_likely_duplicate=models.Exists(others))

    def in_queue_order(self) -> Self:
        """Return what waits first, then the rest; in each the oldest first."""
        return self.order_by("is_waiting", "status_changed_at", "pk")

    def oldest_first(self) -> Self:
        """Return what has been in its state for longest first: the queue's order in one state."""
        return self.order_by("status_changed_at", "pk")


class Application(BusinessDetails, AbstractFormSubmission):
    """One application as it was last sent.

    `applications.workflow.transitions` alone writes its status. `form_data` holds the
    answers by the question's name; `questions` is the form as it was when the application was sent,
    so that later changes of the page leave it readable. What the applicant changes afterwards
    stands in `draft`, until it is sent.
    """

    # Wagtail's cascade would delete applications with their page.
    page = models.ForeignKey(Page, on_delete=models.PROTECT, related_name="applications")
    authority = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="applications")
    reference = models.CharField(_("reference"), max_length=24, unique=True, editable=False)
    draft = models.OneToOneField(
        Draft, on_delete=models.PROTECT, related_name="application", editable=False
    )
    terms = models.ForeignKey(
        "applications.Terms", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    questions = models.JSONField(default=list, editable=False)
    status = models.CharField(
        _("state"), max_length=16, choices=Status, default=Status.SUBMITTED, editable=False
    )
    is_waiting = models.GeneratedField(
        expression=models.Case(models.When(status__in=sorted(WAITING), then=0), default=1),
        output_field=models.PositiveSmallIntegerField(),
        db_persist=True,
    )
    status_changed_at = models.DateTimeField(
        _("waiting since"), default=timezone.now, editable=False
    )
    released_status = models.CharField(
        _("state told to the applicant"),
        max_length=16,
        choices=Status,
        default=Status.SUBMITTED,
        editable=False,
    )
    # What the applicant reads from `next_status_at` on, once its release is decided.
    next_status = models.CharField(max_length=16, choices=Status, blank=True, editable=False)
    next_status_at = models.DateTimeField(null=True, editable=False)
    reserve_rank = models.PositiveSmallIntegerField(
        _("place in the reserve"), null=True, editable=False
    )
    # Names, answers and files' names in one text, for the queue's search; see `searching`.
    search_text = models.TextField(default="", editable=False)
    first_sent_at = models.DateTimeField(_("first sent"), default=timezone.now, editable=False)
    erased_at = models.DateTimeField(_("personal data erased"), null=True, editable=False)
    # When its time was over, and all but states, numbers and history was erased.
    emptied_at = models.DateTimeField(_("emptied"), null=True, editable=False)
    submit_time = models.DateTimeField(_("sent"), default=timezone.now, editable=False)

    objects = ApplicationQuerySet.as_manager()

    # Where a page is used in applications is nobody's to see in the page editor.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        # Each filter of the queue has an index that begins with it and ends in the queue's order.
        indexes = [
            models.Index(
                fields=["authority", "status", "status_changed_at", "id"], name="queue_by_state"
            ),
            models.Index(
                fields=["authority", "is_waiting", "status_changed_at", "id"],
                name="order_of_queue",
            ),
            models.Index(
                fields=["page", "is_waiting", "status_changed_at", "id"], name="queue_of_page"
            ),
            models.Index(fields=["authority", "submit_time", "id"], name="queue_by_sending"),
            models.Index(
                fields=["authority", "status", "submit_time", "id"], name="state_by_sending"
            ),
            models.Index(
                fields=["authority", "is_waiting", "status_changed_at", "id"],
                condition=UNTOLD,
                name="queue_of_untold",
            ),
            models.Index(fields=["page", "status"], name="places_of_page"),
            models.Index("authority", Upper("email"), name="application_by_email"),
            models.Index("authority", Upper("business_name"), name="application_by_business"),
            models.Index(
                fields=["authority", "company_number"],
                condition=~models.Q(company_number=""),
                name="application_by_company",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.business_name}"

    @property
    def private_path(self) -> str:
        """The path of the applicant's page, on the authority's own address."""
        return self.draft.private_path

    @property
    def status_for_applicant(self) -> str:
        """What the applicant reads: the last state that was released to them."""
        return str(APPLICANT_LABELS[self.told_status()])

    def told_status(self, now: datetime | None = None) -> Status:
        """Return the state that the applicant may know of at this instant."""
        if self.next_status_at and self.next_status_at <= (now or timezone.now()):
            return Status(self.next_status)
        return Status(self.released_status)

    def details(self) -> dict[str, str]:
        """Return the answers that every application gives, by their names."""
        names = (field.name for field in BusinessDetails._meta.get_fields())
        return {name: getattr(self, name) for name in names if name != "consented_at"}

    def waiting_days(self, now: datetime | None = None) -> int:
        """Return for how many whole days the application has been in its state."""
        return ((now or timezone.now()) - self.status_changed_at).days

"""A page that takes applications."""

from datetime import datetime
from typing import ClassVar, NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import FormMixin
from wagtail.fields import StreamField

from applications.models.application import Application
from applications.models.blocks import AnchorBlock, usual_scale
from applications.models.status import Status
from authorities.models.unready import unready
from authorities.permissions import ALLOWED, Verdict


class Period(NamedTuple):
    """From which instant a page takes applications, and until which."""

    opens_at: datetime
    closes_at: datetime


class TakesApplications(FormMixin, models.Model):
    """What a page needs to take applications: when it is open, its questions and its limits.

    The page type adds `questions`, `criteria` and `eligibility_rules`, relations to its own
    subclasses of `Question`, `Criterion` and `EligibilityRule`.
    """

    opens_at = models.DateTimeField(
        _("opens"),
        null=True,  # a draft may leave it open; to publish it is required
        help_text=_("From this moment businesses can apply."),
    )
    closes_at = models.DateTimeField(
        _("closes"),
        null=True,  # a draft may leave it open; to publish it is required
        help_text=_("From this moment nobody can apply."),
    )
    match_limit = models.PositiveSmallIntegerField(
        _("how many are matched"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty for the authority's usual number."),
    )
    selection_limit = models.PositiveSmallIntegerField(
        _("how many are selected"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty for the authority's usual number."),
    )

    allows_several = models.BooleanField(
        _("several applications"),
        default=False,
        help_text=_("A business may send more than one application."),
    )
    takes_partners = models.BooleanField(
        _("partners"),
        default=True,
        help_text=_("Several businesses may apply together: one leads, and each partner agrees."),
    )
    asked_of_partners = models.TextField(
        _("what is asked of partners"),
        max_length=500,
        blank=True,
        help_text=_("In one or two sentences. The business that leads and each partner read it."),
    )

    is_rolling = models.BooleanField(
        _("screen as they come"),
        default=False,
        help_text=_("Moderators may begin before the challenge has closed."),
    )
    is_sealed = models.BooleanField(
        _("sealed until closing"),
        default=False,
        help_text=_(
            "Nobody reads an application before the challenge has closed. A look that is needed "
            "is kept on the record."
        ),
    )
    is_blind = models.BooleanField(
        _("blind assessment"),
        default=False,
        help_text=_(
            "Assessors see no names, addresses and files' names, and applicants never see who "
            "assessed them."
        ),
    )
    scale = StreamField(
        [("anchor", AnchorBlock())],
        default=usual_scale,
        blank=True,
        verbose_name=_("scale"),
        help_text=_("What each score means. The lowest one may be 0."),
    )
    assessors_wanted = models.PositiveSmallIntegerField(
        _("assessors for each application"),
        default=2,
        validators=[MinValueValidator(1)],
        help_text=_("Applications with fewer stand on the desk as not covered."),
    )
    shows_scores = models.BooleanField(
        _("show scores to applicants"),
        default=False,
        help_text=_("Letters about decisions begin with the mean score for each criterion."),
    )

    # Which pages ended before their time; a page type that knows says so.
    ENDED: ClassVar[models.Q] = models.Q(pk__in=[])

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a closing that is not after the opening."""
        super().clean()
        if self.opens_at and self.closes_at and self.closes_at <= self.opens_at:
            raise ValidationError(
                {"closes_at": unready(_("Choose a closing time after the opening time."))}
            )

    def get_form_fields(self) -> list:
        """Return the questions that are asked, in their order; one query for each page object."""
        if not hasattr(self, "_asked"):
            self._asked = [found for found in self.questions.all() if not found.is_retired]
        return self._asked

    def period(self) -> Period:
        """Return when the page takes applications; raise `ValueError` for a draft without dates."""
        if self.opens_at is None or self.closes_at is None:
            raise ValueError(f"Page {self.pk} has no dates yet.")
        return Period(self.opens_at, self.closes_at)

    def is_open(self, now: datetime | None = None) -> bool:
        """Return whether the page takes applications at this instant."""
        now = now or timezone.now()
        return bool(
            self.live and self.opens_at and self.closes_at and self.opens_at <= now < self.closes_at
        )

    def takes_late(self, now: datetime) -> bool:
        """Return whether somebody with an extension can still send after the closing."""
        return bool(self.live and self.opens_at and self.opens_at <= now)

    def is_closed(self, now: datetime | None = None) -> bool:
        """Return whether the closing instant has come."""
        return bool(self.closes_at and self.closes_at <= (now or timezone.now()))

    def why_ended_early(self) -> str | None:
        """Return why nothing more comes of it, where it ended before its time; else `None`."""
        return None

    @classmethod
    def ended_early(cls) -> models.QuerySet:
        """Return the keys of those that ended before their time, as `{"pk": …}`."""
        return cls._default_manager.filter(cls.ENDED).values("pk")

    def is_sealed_at(self, now: datetime) -> bool:
        """Return whether nobody may read its applications at this instant."""
        return self.is_sealed and not self.is_closed(now)

    def anchors(self) -> list[tuple[int, str]]:
        """Return each score that can be given, with what it means, the lowest first."""
        rows = [anchor.value for anchor in self.scale] or [row for _, row in usual_scale()]
        return sorted((row["score"], row["text"]) for row in rows)

    def may_take_move(self, application: Application, to: Status, now: datetime) -> Verdict:
        """Return whether the page's own state allows one of its applications to move."""
        return ALLOWED

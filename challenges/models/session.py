"""Sessions of a programme, and who comes to them."""

from datetime import datetime
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from authorities.models import Owned
from authorities.models.owned import OwnedQuerySet


class SessionQuerySet(OwnedQuerySet):
    """Sessions by time. Time is an argument, never a column."""

    def coming(self, now: datetime) -> Self:
        """Return what has not ended and is not called off, the next first."""
        return self.filter(ends_at__gt=now, called_off="").order_by("starts_at", "pk")

    def told_publicly(self) -> Self:
        """Return what everybody may read of, in the order of time."""
        return self.filter(is_public=True).order_by("starts_at", "pk")


class Session(ClusterableModel, Owned):
    """A workshop, a sandpit, a cohort day, one-to-ones, a showcase, an event."""

    class Kind(models.TextChoices):
        WORKSHOP = "workshop", _("Workshop")
        SANDPIT = "sandpit", _("Sandpit")
        COHORT_DAY = "cohort_day", _("Cohort day")
        ONE_TO_ONES = "one_to_ones", _("One-to-ones")
        SHOWCASE = "showcase", _("Showcase")
        ENGAGEMENT = "engagement", _("Engagement event")

    class Audience(models.TextChoices):
        INVITED = "invited", _("Those who are invited")
        DIRECTORATE = "directorate", _("A directorate's people")
        MATCHED = "matched", _("Matched businesses")
        ASSESSORS = "assessors", _("Assessors")
        ANYBODY = "anybody", _("Anybody")

    programme = models.ForeignKey(
        "challenges.ProgrammePage",
        verbose_name=_("programme"),
        on_delete=models.CASCADE,
        related_name="sessions",
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.WORKSHOP)
    title = models.CharField(_("title"), max_length=150)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    when_said = models.CharField(
        _("when, in words"),
        max_length=100,
        blank=True,
        help_text=_("Where the day of a past session is not known: the programme's first year."),
    )
    place = models.CharField(_("where"), max_length=200, blank=True)
    link = models.URLField(
        _("link"), blank=True, help_text=_("To join online. Only who has a place reads it.")
    )
    audience = models.CharField(
        _("for whom"), max_length=12, choices=Audience, default=Audience.INVITED
    )
    directorate = models.ForeignKey(
        "challenges.Directorate",
        verbose_name=_("directorate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
    )
    challenge = models.ForeignKey(
        "challenges.ChallengePage",
        verbose_name=_("challenge"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sessions",
        help_text=_("If it is about one."),
    )
    places = models.PositiveSmallIntegerField(
        _("places"), null=True, blank=True, help_text=_("Leave empty for as many as come.")
    )
    line_places = models.PositiveSmallIntegerField(
        _("places in line"),
        null=True,
        blank=True,
        help_text=_("How many may wait for a place; empty for as many as like."),
    )
    slot_minutes = models.PositiveSmallIntegerField(
        _("minutes of a one-to-one"),
        null=True,
        blank=True,
        help_text=_("From start to end, each is one place that somebody books."),
    )
    facilitators = models.TextField(
        _("facilitators"), blank=True, help_text=_("One on each line. Staff alone read them.")
    )
    materials = models.TextField(
        _("materials"),
        blank=True,
        help_text=_("What to read before, or bring. Who comes reads it."),
    )
    notes = models.TextField(_("notes"), blank=True, help_text=_("Staff alone read them."))
    came_of_it = models.TextField(
        _("what came of it"), blank=True, help_text=_("Proposals, a brief, a decision.")
    )
    recorded_participants = models.PositiveSmallIntegerField(
        _("participants, as recorded elsewhere"),
        null=True,
        blank=True,
        help_text=_("Where nobody ticked a list. For a series, on its first session alone."),
    )
    recorded_facilitators = models.PositiveSmallIntegerField(
        _("facilitators, as recorded elsewhere"), null=True, blank=True
    )
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("The programme's page tells of it: when, where, for whom, what came of it."),
    )
    called_off = models.CharField(
        _("why it is called off"), max_length=200, blank=True, help_text=_("If it is.")
    )

    objects = SessionQuerySet.as_manager()  # type: ignore[misc]

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("programme"),
                FieldPanel("kind"),
                FieldPanel("title"),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldPanel("when_said"),
                FieldPanel("place"),
                FieldPanel("link"),
            ],
            heading=_("What, when, where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("audience"),
                FieldPanel("directorate"),
                FieldPanel("challenge"),
                FieldRowPanel([FieldPanel("places"), FieldPanel("line_places")]),
                FieldPanel("slot_minutes"),
                FieldPanel("facilitators"),
                FieldPanel("materials"),
            ],
            heading=_("For whom"),
        ),
        InlinePanel("files", heading=_("Files"), label=_("File")),
        MultiFieldPanel(
            [
                FieldPanel("notes"),
                FieldPanel("came_of_it"),
                FieldRowPanel(
                    [FieldPanel("recorded_participants"), FieldPanel("recorded_facilitators")]
                ),
                FieldPanel("is_public"),
                FieldPanel("called_off"),
            ],
            heading=_("Afterwards"),
        ),
    ]

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["-starts_at", "-pk"]
        indexes = [models.Index(fields=["programme", "starts_at"], name="sessions_in_time")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse an end before the start, and slots without a time."""
        super().clean()
        errors = {}
        if bool(self.starts_at) != bool(self.ends_at):
            missing = "ends_at" if self.starts_at else "starts_at"
            errors[missing] = _("Give both the start and the end, or neither.")
        elif self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            errors["ends_at"] = _("Choose an end after the start.")
        if self.slot_minutes is not None and not self.starts_at:
            errors["starts_at"] = _("One-to-ones need a start and an end.")
        if self.slot_minutes == 0:
            errors["slot_minutes"] = _("Enter at least one minute.")
        if self.audience == self.Audience.DIRECTORATE and not self.directorate:
            errors["directorate"] = _("Choose the directorate.")
        if errors:
            raise ValidationError(errors)

    def names_of_facilitators(self) -> list[str]:
        """Return the facilitators one by one."""
        return [line.strip() for line in self.facilitators.splitlines() if line.strip()]

    def is_over(self, now: datetime) -> bool:
        """Return whether it has ended; where the time is not known, it is past."""
        return self.ends_at is None or self.ends_at <= now


def new_secret() -> str:
    """Return what opens one person's page about one session."""
    return get_random_string(32)


class AttendanceQuerySet(models.QuerySet):
    """People at sessions, by what they said."""

    def coming(self) -> Self:
        """Return who has a place."""
        return self.filter(answer=Attendance.Answer.YES)

    def in_line(self) -> Self:
        """Return who waits for a place, the first first."""
        return self.filter(answer=Attendance.Answer.WAITING).order_by("answered_at", "pk")

    def hoping(self) -> Self:
        """Return who found place and line full, and wants to hear when that changes."""
        return self.filter(answer=Attendance.Answer.HOPING)

    def attended(self) -> Self:
        """Return who was there."""
        return self.exclude(attended_at=None)


class Attendance(models.Model):
    """One person and one session: invited, coming or not, waiting, there."""

    class Answer(models.TextChoices):
        NONE = "", _("No answer yet")
        YES = "yes", _("Coming")
        NO = "no", _("Not coming")
        WAITING = "waiting", _("Waiting for a place")
        HOPING = "hoping", _("Wants to hear of a place")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    email = models.EmailField(_("email address"), blank=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    secret = models.CharField(max_length=32, unique=True, default=new_secret)
    invited_at = models.DateTimeField(default=timezone.now)
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.NONE, blank=True)
    answered_at = models.DateTimeField(null=True)
    slot_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        ordering = ["name", "email", "pk"]
        constraints = [
            models.UniqueConstraint(
                "session",
                Lower("email"),
                condition=~models.Q(email=""),
                name="invited_once",
            ),
            models.UniqueConstraint(
                fields=["session", "slot_at"],
                condition=models.Q(slot_at__isnull=False),
                name="one_in_a_slot",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

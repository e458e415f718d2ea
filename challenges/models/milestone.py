"""What follows a selection: milestones, and what business and service say later."""

from datetime import date
from typing import Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.documents import get_document_model_string

from authorities.forms.cleaning import says_something
from authorities.models import Owned
from authorities.models.owned import OwnedQuerySet


class MilestoneQuerySet(OwnedQuerySet):
    """Milestones by how far they have come. The day is an argument, never a column."""

    def open(self) -> Self:
        """Return what is still to be reached."""
        return self.filter(state__in=(Milestone.State.PLANNED, Milestone.State.UNDER_WAY))

    def overdue(self, today: date) -> Self:
        """Return what should have been reached before this day."""
        return self.open().filter(due_on__lt=today)


class Milestone(Owned):
    """One step on the way from a selection to what came of it."""

    class Kind(models.TextChoices):
        PILOT = "pilot", _("Pilot")
        REVIEW = "review", _("Review")
        DECISION = "decision", _("Decision")
        PROCUREMENT = "procurement", _("Procurement")
        SIX_MONTHS = "six_months", _("After six months")
        TWELVE_MONTHS = "twelve_months", _("After twelve months")

    class State(models.TextChoices):
        PLANNED = "planned", _("Planned")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")
        NOTHING = "nothing", _("Came to nothing")

    # Business and service are asked, on the day.
    ASKED = (Kind.SIX_MONTHS, Kind.TWELVE_MONTHS)

    challenge = models.ForeignKey(
        "challenges.ChallengePage",
        verbose_name=_("challenge"),
        on_delete=models.CASCADE,
        related_name="milestones",
    )
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.PILOT)
    title = models.CharField(
        _("in a few words"), max_length=150, blank=True, help_text=_("If the kind is not enough.")
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Sees to it, and is reminded on the day."),
    )
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED)
    done_on = models.DateField(_("reached or ended on"), null=True, blank=True)
    evidence = models.TextField(
        _("evidence"), blank=True, help_text=_("What shows it: figures, a report, its address.")
    )
    evidence_file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A document that shows it."),
    )
    is_file_public = models.BooleanField(
        _("the public reads the file"),
        default=False,
        db_default=False,
        help_text=_("If the milestone is public. Else the public reads that it is kept."),
    )
    reason = models.TextField(
        _("why it came to nothing"),
        blank=True,
        help_text=_("The public reads it word for word, if the milestone is public."),
    )
    route = models.CharField(_("procurement route"), max_length=150, blank=True)
    value = models.PositiveIntegerField(_("value in pounds"), null=True, blank=True)
    supplier = models.CharField(_("supplier"), max_length=150, blank=True)
    is_public = models.BooleanField(
        _("public"),
        default=False,
        help_text=_("Challenge, programme and story show it, once the selection is announced."),
    )
    # Where the application's own screen says who sees to the outcome, by when, and what it was.
    outcome = models.OneToOneField(
        "applications.Procurement",
        null=True,
        on_delete=models.SET_NULL,
        related_name="milestone",
        editable=False,
    )
    reminded_at = models.DateTimeField(null=True, editable=False)

    objects = MilestoneQuerySet.as_manager()  # type: ignore[misc]

    panels = [
        FieldPanel("challenge"),
        FieldPanel("kind"),
        FieldPanel("title"),
        FieldPanel("owner"),
        FieldPanel("due_on"),
        FieldRowPanel([FieldPanel("state"), FieldPanel("done_on")]),
        FieldPanel("evidence"),
        FieldRowPanel([FieldPanel("evidence_file"), FieldPanel("is_file_public")]),
        FieldPanel("reason"),
        MultiFieldPanel(
            [FieldPanel("route"), FieldPanel("value"), FieldPanel("supplier")],
            heading=_("Of a procurement"),
        ),
        FieldPanel("is_public"),
    ]

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ["due_on", "pk"]
        indexes = [models.Index(fields=["state", "due_on"], name="milestones_by_day")]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    def clean(self) -> None:
        """Refuse an end without its reason."""
        super().clean()
        if self.state == self.State.NOTHING and not says_something(self.reason):
            raise ValidationError({"reason": _("Write the reason: what came to nothing has one.")})

    @property
    def is_open(self) -> bool:
        """Whether it is still to be reached."""
        return self.state in (self.State.PLANNED, self.State.UNDER_WAY)


def new_secret() -> str:
    """Return what opens one form about what came of it."""
    return get_random_string(32)


class FollowUp(models.Model):
    """One who is asked by mail, some months later, what came of it."""

    class Who(models.TextChoices):
        BUSINESS = "business", _("The business")
        SERVICE = "service", _("The service")

    milestone = models.ForeignKey(Milestone, on_delete=models.CASCADE, related_name="follow_ups")
    who = models.CharField(max_length=8, choices=Who)
    email = models.EmailField(blank=True)
    secret = models.CharField(max_length=32, unique=True, default=new_secret)
    asked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("question about what came of it")
        verbose_name_plural = _("questions about what came of it")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["milestone", "who"], name="asked_once"),
        ]

    def __str__(self) -> str:
        return self.get_who_display()


class FollowUpAnswer(models.Model):
    """What one of them said; who answers again is not overwritten."""

    class Use(models.TextChoices):
        YES = "yes", _("Yes, in use")
        PARTLY = "partly", _("In part, or as a trial")
        NO = "no", _("No")

    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="answers")
    use = models.CharField(_("Is it in use?"), max_length=6, choices=Use)
    text = models.TextField(_("What has changed, and how do you know?"))
    at = models.DateTimeField(default=timezone.now)
    # Once a programme manager has read it.
    is_public = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("answer about what came of it")
        verbose_name_plural = _("answers about what came of it")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.get_use_display()

"""How far a challenge has come: what follows from its dates, and what people decided."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from applications.models import TakesApplications
from authorities.models.unready import unready
from challenges.models.status import ENDED_EARLY, NOT_YET_OPEN, Stage, Timing


class Staged(TakesApplications):
    """What takes applications for a time, can be announced before, and is decided after."""

    announced_at = models.DateTimeField(
        _("announced"),
        null=True,
        blank=True,
        help_text=_(
            "From this moment until it opens the brief reads “Announced”: businesses ask, come to "
            "sessions and say what they could do. Leave it empty to do without."
        ),
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=Stage, default=Stage.NONE, blank=True, editable=False
    )
    stage_changed_at = models.DateTimeField(null=True, editable=False)
    stage_reason = models.TextField(blank=True, editable=False)

    ENDED = models.Q(stage__in=sorted(ENDED_EARLY))

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse an announcement without an opening, or after it; at the same moment is none."""
        super().clean()
        if self.announced_at and not self.opens_at:
            raise ValidationError(
                {"opens_at": unready(_("Enter the opening, too: a brief is announced before it."))}
            )
        if self.announced_at and self.opens_at and self.announced_at > self.opens_at:
            raise ValidationError(
                {"announced_at": unready(_("Choose a moment that is not after the opening."))}
            )

    def timing(self, now: datetime | None = None) -> Timing:
        """Return whether it is scheduled, announced, open or closed at this instant."""
        now = now or timezone.now()
        if self.is_closed(now):
            return Timing.CLOSED
        if self.opens_at and self.closes_at and self.opens_at <= now:
            return Timing.OPEN
        is_announced = self.opens_at and self.announced_at and self.announced_at <= now
        return Timing.ANNOUNCED if is_announced else Timing.SCHEDULED

    def state(self, now: datetime | None = None) -> Stage | Timing:
        """Return what the public reads: what people decided, else what follows from time."""
        return Stage(self.stage) if self.stage else self.timing(now)

    def opens_later(self, now: datetime | None = None) -> bool:
        """Return whether it has not opened yet, and still will."""
        return not self.stage and self.timing(now) in NOT_YET_OPEN

    def is_announced(self, now: datetime | None = None) -> bool:
        """Return whether the public reads at this instant that it is announced."""
        return not self.stage and self.timing(now) is Timing.ANNOUNCED

    def is_open(self, now: datetime | None = None) -> bool:
        """Return whether the challenge takes applications at this instant."""
        return not self.stage and super().is_open(now)

    def takes_late(self, now: datetime) -> bool:
        """Return whether somebody with an extension can still send after the closing."""
        return not self.stage and super().takes_late(now)

    def why_ended_early(self) -> str | None:
        """Return the reason of a withdrawal or a cancellation."""
        ended = self.stage in (Stage.WITHDRAWN, Stage.CANCELLED)
        return self.stage_reason if ended else None

    def was_announced(self, now: datetime) -> bool:
        """Return whether it was announced before its opening, and that moment has come."""
        if not (self.announced_at and self.opens_at):
            return False
        return self.announced_at <= now and self.announced_at < self.opens_at

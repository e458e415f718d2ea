"""Authorities that have the problem of a challenge, too."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.models import Record


class JoiningQuerySet(models.QuerySet):
    """Joinings, by who may read them."""

    def public(self) -> Self:
        """Return what both sides have agreed on and the public reads.

        An authority whose site is gone has no problem any more, nor one to which the challenge
        itself has moved.
        """
        is_there = Q(authority__root_page__live=True, authority__authoritysettings__isnull=False)
        own = Q(challenge__path__startswith=F("authority__root_page__path"))
        return self.filter(is_there, state=Joining.State.AGREED).exclude(own)

    def of_joiner(self, authority: Site) -> Self:
        """Return what this authority has joined, or wants to."""
        return self.filter(authority=authority)

    def of_owner(self, authority: Site) -> Self:
        """Return what others have asked this authority; what they never sent is theirs alone."""
        mine = Q(challenge__path__startswith=authority.root_page.path)
        return self.filter(mine, asked_at__isnull=False).exclude(authority=authority)

    def visible_to(self, authority: Site) -> Self:
        """Return what the authority may read of either side."""
        return self.filter(
            Q(pk__in=self.of_joiner(authority).values("pk"))
            | Q(pk__in=self.of_owner(authority).values("pk"))
        )


class Joining(models.Model):
    """“We have this problem too”: what another authority says of a challenge, and how far that is.

    Its authority is the one that joins; the one that asks is in whose tree the challenge stands.
    """

    class State(models.TextChoices):
        SAID = "said", _("Waits for your own approver")
        RETURNED = "returned", _("Not approved")
        ASKED = "asked", _("Waits for the authority that asks")
        AGREED = "agreed", _("Joined")
        DECLINED = "declined", _("Declined")
        TAKEN_BACK = "taken_back", _("Taken back")
        LEFT = "left", _("Left")
        ENDED = "ended", _("Ended by the authority that asks")

    # While it is in one of these, the authority says it no second time.
    CURRENT = (State.SAID, State.ASKED, State.AGREED)

    challenge = models.ForeignKey(
        "challenges.ChallengePage", null=True, on_delete=models.SET_NULL, related_name="joinings"
    )
    # What it was called and whose it was, for when it is gone.
    challenge_title = models.CharField(max_length=255)
    owner_name = models.CharField(max_length=255)
    authority = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    who = models.CharField(_("who has it"), max_length=300)
    people = models.PositiveIntegerField(_("how many people it concerns"), null=True)
    adds = models.TextField(_("what they would add"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.SAID)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    said_at = models.DateTimeField(_("said"), default=timezone.now)
    asked_at = models.DateTimeField(null=True)
    agreed_at = models.DateTimeField(null=True)
    # The joiner's own brief that began as a copy.
    copy = models.OneToOneField(
        "challenges.ChallengePage",
        null=True,
        on_delete=models.SET_NULL,
        related_name="copied_by",
    )

    objects = JoiningQuerySet.as_manager()

    class Meta:
        verbose_name = _("joining")
        verbose_name_plural = _("joinings")
        ordering = ["-said_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["challenge", "authority"],
                condition=Q(state__in=["said", "asked", "agreed"]),
                name="joined_once",
            ),
        ]

    def __str__(self) -> str:
        return self.challenge_title


class JoiningChange(Record):
    """The record of what either side did about a joining."""

    class Act(models.TextChoices):
        SAY = "say", _("Said that they have this problem too")
        CHANGE = "change", _("Changed what they say")
        APPROVE = "approve", _("Approved and sent")
        RETURN = "return", _("Not approved")
        AGREE = "agree", _("Agreed")
        DECLINE = "decline", _("Declined")
        TAKE_BACK = "take_back", _("Took it back")
        LEAVE = "leave", _("Left")
        END = "end", _("Ended")
        COPY = "copy", _("Copied the brief")
        TELL = "tell", _("Told what came of it")

    joining = models.ForeignKey(Joining, on_delete=models.CASCADE, related_name="changes")
    act = models.CharField(_("what was done"), max_length=10, choices=Act)
    by_owner = models.BooleanField(default=False)

    class Meta(Record.Meta):
        verbose_name = _("change of a joining")
        verbose_name_plural = _("changes of joinings")

    def __str__(self) -> str:
        return self.get_act_display()

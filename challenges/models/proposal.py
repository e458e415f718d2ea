"""Problems that colleagues propose, and who has them too."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from authorities.models import Owned
from authorities.models.owned import OwnedQuerySet


class ProposalGroup(Owned):
    """Proposals that speak of the same."""

    name = models.CharField(_("name"), max_length=120)

    class Meta:
        verbose_name = _("group of proposals")
        verbose_name_plural = _("groups of proposals")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint("authority", Lower("name"), name="one_group_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class ProposalQuerySet(OwnedQuerySet):
    """Proposals by how far they have come."""

    def waiting(self) -> Self:
        """Return what nobody has answered."""
        return self.filter(state=Proposal.State.WAITING)

    def of_programme(self, programme: models.Model) -> Self:
        """Return what belongs to the programme, by itself or by its brief."""
        return self.filter(
            models.Q(programme=programme) | models.Q(programme=None, brief__programme=programme)
        )


class Proposal(Owned):
    """A problem in five answers, by somebody with an address of the authority's own."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waits for an answer")
        ANSWERED = "answered", _("Answered")
        DECLINED = "declined", _("Declined")
        BRIEF = "brief", _("Became a brief")

    problem = models.CharField(_("What is the problem?"), max_length=150)
    who_has_it = models.TextField(_("Who has it?"))
    today = models.TextField(_("What happens today?"))
    better = models.TextField(_("What would be better?"))
    known = models.TextField(_("What do you know about it?"), blank=True)
    directorate = models.ForeignKey(
        "challenges.Directorate",
        verbose_name=_("directorate"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    # Empty once it is erased.
    email = models.EmailField(_("email address"), blank=True)
    is_named = models.BooleanField(_("colleagues may read who proposed it"), default=False)
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    # Sent with the form, so that what is sent twice is kept once.
    form_key = models.UUIDField(unique=True)

    programme = models.ForeignKey(
        "challenges.ProgrammePage",
        verbose_name=_("programme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    group = models.ForeignKey(
        ProposalGroup,
        verbose_name=_("group"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    brief = models.ForeignKey(
        "challenges.ChallengePage",
        verbose_name=_("brief"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    # A colleague who is asked to take it over, where who proposed it cannot be told any more.
    offered_to = models.EmailField(blank=True, editable=False, default="", db_default="")
    # What of the brief's way its proposer was told last.
    told = models.CharField(max_length=20, blank=True)

    objects = ProposalQuerySet.as_manager()  # type: ignore[misc]

    QUESTIONS = ("problem", "who_has_it", "today", "better", "known")

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-proposed_at", "-pk"]
        indexes = [models.Index(fields=["authority", "state"], name="proposals_by_state")]

    def __str__(self) -> str:
        return self.problem

    @property
    def named(self) -> str:
        """Who proposed it, as colleagues may read it."""
        return self.name if self.is_named else ""

    @property
    def state_said(self) -> str:
        """How far it has come, in words."""
        if self.state == self.State.BRIEF and self.brief_id is None:
            return gettext("Became a brief, which was deleted")
        return self.get_state_display()

    def answers(self) -> list[tuple[str, str]]:
        """Return the questions that are answered, with their answers."""
        rows = [
            (str(self._meta.get_field(name).verbose_name), getattr(self, name))  # type: ignore[union-attr]
            for name in self.QUESTIONS
        ]
        return [(question, answer) for question, answer in rows if answer]


class Support(models.Model):
    """Somebody else who has the problem, with a sentence about it."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="supports")
    sentence = models.CharField(_("How do you notice it?"), max_length=300)
    email = models.EmailField(_("email address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_named = models.BooleanField(_("others may read my name"), default=False)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("support")
        verbose_name_plural = _("supports")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint("proposal", Lower("email"), name="supported_once"),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def named(self) -> str:
        """Who it is, for whoever reads it; empty unless they agreed."""
        return self.name if self.is_named else ""

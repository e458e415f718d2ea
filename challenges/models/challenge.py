"""A brief, and everything around it."""

from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from applications.models import Application
from applications.models.status import MATCHED_OR_BEYOND, SELECTED_OR_BEYOND, Status
from authorities.models import Served, User
from authorities.models.unready import unready
from authorities.permissions import ALLOWED, Verdict, refused
from challenges.models.blocks import DocumentBlock, KeyDateBlock
from challenges.models.brief import Brief
from challenges.models.illustrated import Illustrated
from challenges.models.querysets import ChallengeManager
from challenges.models.staged import Staged
from challenges.models.status import (
    ENDED_EARLY,
    MATCHES_ANNOUNCED,
    SELECTION_ANNOUNCED,
    Stage,
    Timing,
)


class ChallengePage(Served, Brief, Staged, Illustrated, Page):
    """A challenge: the brief's ten questions, its dates, and the form to apply."""

    programme = models.ForeignKey(
        "challenges.ProgrammePage",
        verbose_name=_("programme"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="challenges",
        help_text=_("The programme that this challenge is part of."),
    )
    directorate = models.ForeignKey(
        "challenges.Directorate",
        verbose_name=_("directorate"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="challenges",
        help_text=_("Who in the authority owns the challenge."),
    )
    themes = ParentalManyToManyField(
        "challenges.Theme",
        verbose_name=_("themes"),
        blank=True,
        related_name="challenges",
        help_text=_("What it is about; people filter the listing by these."),
    )
    contact_name = models.CharField(
        _("contact"), max_length=120, help_text=_("A team or a person who answers questions.")
    )
    contact_email = models.EmailField(
        _("contact's email address"), help_text=_("Shown to the public on the brief.")
    )
    contact_phone = models.CharField(
        _("contact's telephone"), max_length=30, blank=True, help_text=_("Shown if you give one.")
    )
    documents = StreamField(
        [("document", DocumentBlock())],
        blank=True,
        verbose_name=_("documents"),
        help_text=_("What businesses should read besides the brief."),
    )
    prize_minimum = models.PositiveIntegerField(
        _("prize or contract from"),
        null=True,
        blank=True,
        help_text=_("In pounds. Leave empty if you cannot say yet."),
    )
    prize_maximum = models.PositiveIntegerField(
        _("prize or contract up to"),
        null=True,
        blank=True,
        help_text=_("In pounds. Leave empty if you cannot say yet."),
    )
    contract_route = models.TextField(
        _("contract route"),
        max_length=500,
        blank=True,
        help_text=_("How a contract can follow, in one or two sentences."),
    )
    key_dates = StreamField(
        [("key_date", KeyDateBlock())],
        blank=True,
        verbose_name=_("key dates"),
        help_text=_("Workshops, decisions and showcases, in their order."),
    )
    minutes_to_apply = models.PositiveSmallIntegerField(
        _("minutes to apply"),
        default=45,
        help_text=_("How long filling in the form takes, shown before it begins."),
    )
    questions_until = models.DateTimeField(
        _("questions can be asked until"),
        null=True,
        blank=True,
        help_text=_("Leave this empty to take questions until the challenge closes."),
    )
    amendment = models.TextField(
        _("what changed"),
        max_length=2000,
        blank=True,
        help_text=_(
            "For a change that businesses must know of: what is different, and why. It is shown on "
            "the brief and mailed to everybody who is applying. Leave it empty for a small "
            "correction."
        ),
    )
    is_example = models.BooleanField(
        _("example content"),
        default=False,
        help_text=_("The page says that its content is an example."),
    )

    # What `challenges.apps` hands over: writes what may be a publication, and previews a state.
    write_published: ClassVar[Any]
    preview: ClassVar[Any]

    # Who publishes a revision of it, where Wagtail says so.
    publisher: User | None = None

    objects = ChallengeManager()

    search_fields = [
        *Page.search_fields,
        *Brief.brief_search_fields,
        index.RelatedFields("themes", [index.SearchField("name"), index.FilterField("slug")]),
        index.FilterField("announced_at"),
        index.FilterField("opens_at"),
        index.FilterField("closes_at"),
        index.FilterField("stage"),
        index.FilterField("programme"),
    ]

    shown_parts = ("questions", "criteria", "themes")
    template = "challenges/challenge_page.html"
    parent_page_types = ["challenges.ChallengeListingPage"]
    subpage_types: list[str] = []
    page_description = _("A problem, told so that a business can answer it, and the form to apply.")
    STORED_WITH_THE_PAGE = ("stage", "stage_changed_at", "stage_reason")
    exclude_fields_in_copy = [
        *STORED_WITH_THE_PAGE,
        "announced_at",
        "engagement_notes",
        "opens_at",
        "closes_at",
        "questions_until",
        "amendment",
    ]

    class Meta:
        verbose_name = _("challenge")
        verbose_name_plural = _("challenges")
        indexes = [
            models.Index(fields=["stage", "closes_at"], name="challenge_by_closing"),
            models.Index(fields=["closes_at"], name="challenge_by_last_day"),
            models.Index(fields=["opens_at"], name="challenge_by_opening"),
            models.Index(fields=["announced_at"], name="challenge_by_announcing"),
        ]

    def may_take_move(self, application: Application, to: Status, now: datetime) -> Verdict:
        """Return whether an application may move, so that both never tell different stories."""
        stage = Stage(self.stage)
        if stage in ENDED_EARLY and to is not Status.WITHDRAWN:
            return refused(gettext("The challenge has ended: its applications stay as they are."))
        if to in (Status.PROCURED, Status.NOT_PROCURED) and stage not in (
            Stage.PROCUREMENT_PENDING,
            Stage.PROCURED,
            Stage.NOT_PROCURED,
        ):
            return refused(gettext("Start the challenge's procurement first."))
        if to is Status.PROCURED and stage is Stage.NOT_PROCURED:
            return refused(
                gettext(
                    "The public has been told that nothing is procured. Take back the challenge's "
                    "stage first."
                )
            )
        for announced, counted in (
            (MATCHES_ANNOUNCED, MATCHED_OR_BEYOND),
            (SELECTION_ANNOUNCED, SELECTED_OR_BEYOND),
            (frozenset({Stage.PROCURED}), frozenset({Status.PROCURED})),
        ):
            leaves = application.status in counted and to not in counted
            if stage in announced and leaves and self._count(counted) == 1:
                return refused(
                    gettext(
                        "The public has been told of this decision. Take back the challenge's "
                        "stage first."
                    )
                )
        return ALLOWED

    def with_content_json(self, content: dict) -> "ChallengePage":
        """Return the page as a revision has it, but with the stage as it stands now.

        A stage is decided, not edited: publishing an older draft must not undo it.
        """
        page = super().with_content_json(content)
        page.publisher = self.publisher
        stored = ChallengePage.objects.filter(pk=self.pk).values(*self.STORED_WITH_THE_PAGE)
        for name, value in (stored.first() or {}).items():
            setattr(page, name, value)
        return page

    def clean(self) -> None:
        """Refuse ranges that run backwards."""
        super().clean()
        errors = {}
        if (
            self.prize_minimum is not None
            and self.prize_maximum is not None
            and self.prize_minimum > self.prize_maximum
        ):
            errors["prize_maximum"] = unready(
                _("Enter an amount that is not below the lowest one.")
            )
        if self.questions_until and self.closes_at and self.questions_until > self.closes_at:
            errors["questions_until"] = unready(
                _("Choose a time that is not after the closing time.")
            )
        if errors:
            raise ValidationError(errors)

    def publish(self, revision, user=None, **options) -> None:
        """Publish a revision, and remember who did."""
        revision.content_object.publisher = user
        super().publish(revision, user=user, **options)

    def save(self, *args, **kwargs) -> None:
        """Save; what is published after the opening goes by `challenges.editing.publishing`."""
        if self.pk and self.live and not kwargs.get("update_fields"):
            self.write_published(partial(super().save, *args, **kwargs))
        else:
            super().save(*args, **kwargs)

    def copy(self, *args, **kwargs) -> "ChallengePage":
        """Return a copy with the same questions and criteria: a draft, for it has no dates."""
        return super().copy(*args, **kwargs | {"keep_live": False})

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the brief as it will read in the chosen state."""
        return self.preview(request, self, mode_name)

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """The brief as its dates say, and in each state of its form."""
        return [
            ("", gettext("As it is now")),
            (Timing.SCHEDULED, gettext("Before opening")),
            (Timing.ANNOUNCED, gettext("Announced")),
            (Timing.OPEN, gettext("Open, with the form")),
            (Timing.CLOSED, gettext("After closing")),
        ]

    def _count(self, statuses: frozenset[Status]) -> int:
        return Application.objects.filter(page_id=self.pk, status__in=statuses).count()

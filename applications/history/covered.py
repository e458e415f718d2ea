"""What the record covers: which rows each event is about, and which of their columns.

`columns` are what would change what was decided, said or read. What people look at alone (drafts
of letters, when a mail went out) stays out. `applications.history.replay` checks what follows from
the moves: states, what was told, the order of the reserve.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from applications.history.contents import contents_of
from applications.models import (
    AgreedScore,
    Application,
    ApplicationFile,
    AssessmentRound,
    Assessor,
    Assignment,
    Complaint,
    Correction,
    Decision,
    DecisionLetter,
    Declaration,
    Event,
    Extension,
    LegalHold,
    Message,
    NotApplicable,
    Note,
    Observer,
    Pitch,
    Procurement,
    Release,
    RuleCheck,
    SealOverride,
    SentPartner,
    SentScores,
    SentVersion,
)

# Where a column's own name would not be understood; `contents` are those of files.
WORDS = {
    "from_status": gettext_lazy("state before"),
    "to_status": gettext_lazy("state after"),
    "from_stage": gettext_lazy("stage before"),
    "to_stage": gettext_lazy("stage after"),
    "actor_id": gettext_lazy("person who acted"),
    "at": gettext_lazy("time"),
    "contents": gettext_lazy("content of a file"),
}
CONTENTS = "contents"


@dataclass(frozen=True)
class Found:
    """A row as it stands: what is covered of it, and the application that it is about."""

    values: dict[str, Any]
    application: int | None


@dataclass(frozen=True)
class Covered:
    """One kind of row: where it stands, what of it is covered, and when it must have an entry.

    `page` and `application` are the ways from the row to what it is about. `files` names the column
    by which stored files are found; their content is covered as well.
    """

    model: type[models.Model]
    events: frozenset[Event]
    page: str
    application: str
    columns: tuple[str, ...]
    files: str = ""
    required: Q = field(default_factory=Q)

    @property
    def kind(self) -> str:
        """How rows of this kind are named in entries."""
        return str(self.model._meta.model_name)

    @property
    def rows(self) -> models.QuerySet:
        """Every row of this kind."""
        return self.model._base_manager.all()

    def of_page(self, page: Page) -> models.QuerySet:
        """Return the rows that are about a page and must have an entry."""
        return self.rows.filter(self.required, **{self.page: page.pk})

    def found(self, keys: Collection[int]) -> dict[int, "Found"]:
        """Return what is covered of each row that is there, as the database has it."""
        about = self.application or "pk"
        names = dict.fromkeys(("pk", about, *self.columns, *filter(None, [self.files])))
        rows = {row["pk"]: row for row in self.rows.filter(pk__in=keys).values(*names)}
        contents = contents_of({key: row[self.files] for key, row in rows.items() if self.files})
        return {
            key: Found(
                {name: row[name] for name in self.columns}
                | ({CONTENTS: contents[key]} if self.files else {}),
                row[about] if self.application else None,
            )
            for key, row in rows.items()
        }

    def named(self, key: int, reference: str) -> str:
        """Return the row in words."""
        name = capfirst(str(self.model._meta.verbose_name))
        if reference:
            said = {"name": name, "key": key, "reference": reference}
            return _("%(name)s %(key)d about %(reference)s") % said
        return f"{name} {key}"

    def in_words(self, column: str) -> str:
        """Return a column in words."""
        if column in WORDS:
            return str(WORDS[column])
        found = self.model._meta.get_field(column.removesuffix("_id"))
        return str(getattr(found, "verbose_name", column))


_covered: dict[str, Covered] = {}


def cover(
    model: type[models.Model],
    events: Iterable[Event],
    columns: str,
    *,
    page: str = "application__page",
    application: str = "application",
    **more: Any,
) -> None:
    """Have these events cover rows of this model, by the columns named with spaces between."""
    made = Covered(model, frozenset(events), page, application, tuple(columns.split()), **more)
    _covered[made.kind] = made


def kinds() -> list[Covered]:
    """Return every kind of row that is covered, in the order of names."""
    return sorted(_covered.values(), key=lambda one: one.kind)


def kind_of(model: type[models.Model]) -> Covered:
    """Return what is covered of rows of this model; raise `KeyError` for none."""
    return _covered[str(model._meta.model_name)]


def kind_named(name: str) -> Covered:
    """Return the kind of this name; raise `KeyError` for none."""
    return _covered[name]


def covered_by(event: Event) -> list[Covered]:
    """Return what kinds of rows an event can be about."""
    return [one for one in kinds() if event in one.events]


# Not here, and why: `FILE_HANDED_OUT` and `EXPORTED` read and change nothing; `LETTER` and `UNHELD`
# are about drafts, of which `TOLD` covers what became of them; `RANKED` says all in its entry.
cover(
    Decision,
    [Event.SENT, Event.MOVED],
    "application_id from_status to_status because is_over_limit reason actor_id at",
)
cover(
    SentVersion,
    [Event.SENT],
    "application_id number details answers questions files at",
    files="files",
)
cover(
    SentPartner,
    [Event.SENT, Event.PARTNER_LEFT],
    "version_id business_name contact_name email business_size postcode company_number "
    "agreed_at left_at left_because",
    page="version__application__page",
    application="version__application",
)
cover(
    Application,
    [Event.SENT, Event.CONTACT_CHANGED],
    "page_id authority_id reference draft_id "
    "terms_id version business_name contact_name email business_size postcode company_number "
    "consented_at form_data questions first_sent_at submit_time erased_at emptied_at",
    page="page",
    application="pk",
)
cover(Message, [Event.MESSAGE], "application_id author_id text at due_at")
cover(Note, [Event.NOTE], "application_id author_id text at file_name content_type", files="file")
cover(
    ApplicationFile,
    [Event.FILE_SHOWN_BLIND, Event.PITCH],
    "draft_id question name content_type size uploaded_at is_anonymous",
    page="draft__page",
    application="draft__application",
    files="file",
    required=Q(is_anonymous=True) | Q(question=Pitch.FILE),
)
cover(
    Extension,
    [Event.EXTENDED],
    "draft_id until reason actor_id at",
    page="draft__page",
    application="draft__application",
)
cover(RuleCheck, [Event.RULES_CHECKED], "application_id rule text holds actor_id at")
cover(SealOverride, [Event.LOOKED], "application_id actor_id at")
cover(
    Assessor,
    [Event.INVITED, Event.ACCEPTED, Event.DECLINED, Event.REMOVED],
    "authority_id "
    "page_id number email name body invited_by_id invited_at answer_by accepted_at declined_at "
    "removed_at erased_at",
    page="page",
    application="",
)
cover(Declaration, [Event.DECLARED], "assessor_id application_id has_conflict text actor_id at")
cover(
    Assignment,
    [
        Event.ASSIGNED,
        Event.GIVEN_BACK,
        Event.RECUSED,
        Event.UNASSIGNED,
        Event.SCORES_SENT,
        Event.SCORES_RETURNED,
    ],
    "assessor_id application_id assigned_by_id "
    "assigned_at due_at sent_at version return_reason ended_at ended_because ended_text",
)
cover(
    SentScores,
    [Event.SCORES_SENT],
    "assignment_id number version scores reason actor_id at",
    page="assignment__application__page",
    application="assignment__application",
)
cover(
    NotApplicable,
    [Event.NOT_APPLICABLE, Event.APPLICABLE],
    "application_id criterion actor_id at reason",
)
cover(AgreedScore, [Event.AGREED], "application_id criterion score reason actor_id at")
cover(
    Pitch,
    [Event.PITCH],
    "application_id starts_at place hand_in hand_in_by how_it_went cancelled_at",
)
cover(
    AssessmentRound,
    [Event.ASSESSMENT_CLOSED, Event.ASSESSMENT_REOPENED],
    "page_id closed_at",
    page="page",
    application="",
)
cover(
    Release,
    [Event.RELEASE_PLANNED, Event.RELEASE_STOPPED],
    "authority_id page_id actor_id decided_at visible_at stopped_at",
    page="page",
    application="",
)
cover(
    DecisionLetter,
    [Event.TOLD, Event.RELEASE_STOPPED, Event.HELD],
    "application_id decision_id status text comments scores stronger shows_scores",
    required=Q(release__isnull=False),
)
cover(
    Correction,
    [Event.CORRECTED],
    "letter_id author_id text at",
    page="letter__application__page",
    application="letter__application",
)
cover(
    Complaint,
    [Event.COMPLAINED, Event.COMPLAINT_ANSWERED],
    "application_id letter_id kind text at due_at answered_by_id answered_at answer outcome",
)
cover(Procurement, [Event.PROCUREMENT], "application_id owner_id due_on value decided_on is_public")
cover(
    Observer, [Event.OBSERVER], "page_id user_id named_by_id named_at", page="page", application=""
)
cover(
    LegalHold,
    [Event.LEGAL_HOLD, Event.LEGAL_HOLD_LIFTED],
    "authority_id page_id application_id reason actor_id at lifted_at",
    page="page",
)

"""Decision, letter and public stage as one track, for a challenge and for one application."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.models import Application, DecisionLetter, TakesApplications
from applications.models.status import TOLD_BY_LETTER, Status
from applications.moderation.next_steps.counts import UNDECIDED, Counts, states_of
from applications.moderation.next_steps.public_stage import PublicStage, public_stage
from authorities.dates import format_instant
from authorities.scope import settings_of

# The shapes of a part of the track; the template draws each, and says it in words.
DONE, PART, NONE, BEHIND = "done", "part", "none", "behind"


@dataclass(frozen=True)
class Part:
    """One part of the track: what it is of, its shape, and how it stands in words."""

    name: str
    shape: str
    text: str
    address: str = ""


def challenge_track(
    page: int, counts: Counts, stage: PublicStage | None, *, may_decide: bool
) -> list[Part]:
    """Return how far the decisions, the letters and the public stage of a challenge are."""
    letters = reverse("release_overview", args=[page]) if may_decide else ""
    said = {"some": counts.decided, "all": counts.total}
    told = {"some": counts.told_of_decision, "all": counts.decided}
    has_ended = bool(stage and stage.has_ended)
    return [
        Part(
            _("Decisions"),
            DONE if has_ended else _shape(counts.decided, counts.total),
            _("%(some)d of %(all)d decided") % said if counts.total else _("nothing to decide"),
            reverse("assessment_comparison", args=[page]),
        ),
        Part(
            _("Letters"),
            _shape(counts.told_of_decision, counts.decided),
            (_("%(some)d of %(all)d told") % told if counts.decided else _("none to tell"))
            + (_(", %d planned") % counts.planned if counts.planned else ""),
            letters,
        ),
        *_public(stage),
    ]


def application_track(
    application: Application,
    page: TakesApplications,
    letter: DecisionLetter | None,
    now: datetime,
    *,
    may_decide: bool,
) -> list[Part]:
    """Return how far one application is: decided, told, and read of by the public."""
    status = Status(application.status)
    counts = states_of([page.pk], now)[page.pk]
    return [
        Part(
            _("Decision"),
            PART if status in UNDECIDED else DONE,
            application.get_status_display(),
            "#deciding",
        ),
        _letter(status, letter, application.authority, now, may_decide=may_decide),
        *_public(public_stage(page, counts.of, counts.told, now)),
    ]


def _letter(
    status: Status,
    letter: DecisionLetter | None,
    authority: Site,
    now: datetime,
    *,
    may_decide: bool,
) -> Part:
    name = _("Letter")
    if letter is None or status not in TOLD_BY_LETTER:
        return Part(name, NONE, _("none to tell"))
    address = reverse("decision_letter", args=[letter.pk]) if may_decide else ""
    if letter.is_told(now):
        return Part(name, DONE, _("told"), address)
    if letter.release:
        moment = format_instant(letter.release.visible_at, settings_of(authority).zone)
        return Part(name, PART, _("planned for %s") % moment, address)
    text = _("on hold") if letter.is_on_hold else _("drafted, not told")
    return Part(name, NONE, text, address)


def _public(stage: PublicStage | None) -> list[Part]:
    if stage is None:
        return []
    text = _("reads “%s”") % stage.label
    if stage.is_behind:
        return [Part(_("Public"), BEHIND, _("still %s") % text, stage.address)]
    return [Part(_("Public"), DONE, text, stage.address)]


def _shape(some: int, total: int) -> str:
    if not some:
        return NONE
    return DONE if some >= total else PART

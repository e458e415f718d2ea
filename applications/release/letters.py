"""The letter about a decision: drafted with it, and taken back with it."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.assessment.scoring.results import comments_for_applicant, means_for_applicant
from applications.history import chain
from applications.models import Application, Decision, DecisionLetter, Event
from applications.models.status import TOLD_BY_LETTER, Status
from applications.release.letter_templates import letter_text
from applications.workflow.disclosure import forget_plan
from applications.workflow.permissions import MOVERS
from authorities.models import User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused

# Decisions whose letters begin with the recorded reason: those that an applicant asks about.
SAYS_WHY = frozenset(
    {
        Status.INELIGIBLE,
        Status.RESERVE,
        Status.NOT_MATCHED,
        Status.NOT_SELECTED,
        Status.NOT_PROCURED,
    }
)


class LetterRefused(Exception):
    """The letter stays as it is; the message says why, in words for the person who tried."""


def may_write_letter(user: User, letter: DecisionLetter, now: datetime) -> Verdict:
    """Return whether the person may change the letter: until its release is decided."""
    if not may_act_as(user, letter.application.authority, *MOVERS):
        return refused(_("Only moderators and programme managers write letters."))
    if letter.voided_at:
        return refused(_("The decision was taken back, and its letter with it."))
    if letter.is_told(now):
        return refused(_("The applicant can read this letter: it stays as it is."))
    return ALLOWED


def follow(decision: Decision, **_about: object) -> DecisionLetter | None:
    """Take back the letter that nobody has read, and draft the one about this decision.

    Hears `application_moved`, in the transaction of the move.

    Returns none where there is nothing new to tell: the move is not told by a letter, or the
    applicant knows this state already.
    """
    application = decision.application
    _take_back(application, decision.at)
    to = Status(decision.to_status)
    if to not in TOLD_BY_LETTER or application.told_status(decision.at) is to:
        return None
    page = application.page.specific
    return DecisionLetter.objects.create(
        application=application,
        decision=decision,
        status=to,
        text=letter_text(application, to, page, why=why_for_applicant(decision)),
        comments=comments_for_applicant(application),
        shows_scores=page.shows_scores,
        scores=means_for_applicant(application) if page.shows_scores else [],
    )


def why_for_applicant(decision: Decision) -> str:
    """Return what the record says of why, for a decision against the applicant; else nothing.

    The rules that were found not to be kept come first, then the recorded reason.
    """
    if decision.to_status not in SAYS_WHY:
        return ""
    said = []
    if decision.to_status == Status.INELIGIBLE:
        broken = decision.application.rule_checks.filter(holds=False).order_by("pk")
        said = [
            _("The application does not keep this rule: “%s”.") % text.rstrip(".")
            for text in broken.values_list("text", flat=True)
        ]
    return "\n\n".join([*said, _("Our reason: %s") % decision.reason])


def _take_back(application: Application, at: datetime) -> None:
    DecisionLetter.objects.filter(application=application).untold(at).update(
        voided_at=at, release=None
    )
    forget_plan(application, at)


@transaction.atomic
def write_letter(
    letter: DecisionLetter,
    *,
    text: str,
    comments: list[dict],
    stronger: str,
    shows_scores: bool,
    by: User,
    now: datetime | None = None,
) -> None:
    """Keep what a moderator wrote. Raises `LetterRefused` once its release is decided."""
    current = _locked(letter, by, now or timezone.now())
    if current.release_id:
        raise LetterRefused(_("Its release is decided. Stop the release to change the letter."))
    current.text, current.stronger = text.strip(), stronger.strip()
    current.comments = [row for row in comments if row["comment"].strip()]
    current.shows_scores = shows_scores
    current.scores = means_for_applicant(current.application) if shows_scores else []
    current.save(update_fields=["text", "stronger", "comments", "shows_scores", "scores"])
    chain.record_for(Event.LETTER, current.application, actor=by, letter=letter.pk)


@transaction.atomic
def hold(letter: DecisionLetter, *, because: str, by: User, now: datetime | None = None) -> None:
    """Keep the letter out of releases, and take it out of one that is planned.

    Raises `LetterRefused` without a reason, and once the applicant can read it.
    """
    now = now or timezone.now()
    if not because.strip():
        raise LetterRefused(_("Write why it waits: it is kept on the record."))
    current = _locked(letter, by, now)
    if current.release_id:
        forget_plan(current.application, now)
    current.held_because, current.release = because.strip()[:500], None
    current.save(update_fields=["held_because", "release"])
    chain.record_for(
        Event.HELD,
        current.application,
        actor=by,
        reason=because,
        at=now,
        letter=letter.pk,
        uncovers=[letter],
    )


@transaction.atomic
def unhold(letter: DecisionLetter, *, by: User, now: datetime | None = None) -> None:
    """Let the letter go with the next release. Raises `LetterRefused` if it is not on hold."""
    now = now or timezone.now()
    current = _locked(letter, by, now)
    if not current.is_on_hold:
        raise LetterRefused(_("It is not on hold any more."))
    current.held_because = ""
    current.save(update_fields=["held_because"])
    chain.record_for(Event.UNHELD, current.application, actor=by, at=now, letter=letter.pk)


def _locked(letter: DecisionLetter, by: User, now: datetime) -> DecisionLetter:
    """Return the letter as it stands, with its page locked; raise `LetterRefused`."""
    Page.objects.select_for_update().get(pk=letter.application.page_id)
    current = DecisionLetter.objects.select_related(
        "application__authority", "application__page", "release"
    ).get(pk=letter.pk)
    if not (verdict := may_write_letter(by, current, now)):
        raise LetterRefused(verdict.reason)
    return current

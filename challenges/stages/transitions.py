"""The one place that writes how far a challenge has come."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from applications.history import chain
from applications.models import Application, Event
from applications.models.status import Status
from authorities.models import Role, User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused
from authorities.scope import authority_of
from challenges.follows import OUTCOMES, tell_of_outcome
from challenges.models import ChallengePage, StageChange
from challenges.models.status import STAGE_MOVES, Stage
from challenges.stages.mails import queue_ended

MOVERS = (Role.MODERATOR, Role.PROGRAMME_MANAGER)
REVERSERS = (Role.PROGRAMME_MANAGER,)


class StageRefused(Exception):
    """The stage is not written; the message says why, in words for the person who tried."""


def may_move_stage(
    user: User, page: ChallengePage, to: Stage, *, now: datetime | None = None
) -> Verdict:
    """Return whether the person may move the challenge to this stage now."""
    now = now or timezone.now()
    made = STAGE_MOVES[Stage(page.stage)].get(to)
    if made is None:
        return refused(_("A challenge cannot be moved there from where it stands."))
    who = may_act_as(user, authority_of(page), *(REVERSERS if made.is_reversal else MOVERS))
    if not who:
        return refused(
            _("Only a programme manager can take this back.") if made.is_reversal else who.reason
        )
    if not page.live:
        return refused(_("Publish the challenge first."))
    if to is Stage.WITHDRAWN and page.is_closed(now):
        return refused(_("The challenge has closed: it can be cancelled, not withdrawn."))
    if to in (Stage.ASSESSING, Stage.CANCELLED) and not page.is_closed(now):
        return refused(_("Wait until the challenge has closed."))
    return _agrees_with_applications(page, to)


def _agrees_with_applications(page: ChallengePage, to: Stage) -> Verdict:
    """Return whether what the stage tells the public is true of the applications."""
    sent = Application.objects.filter(page_id=page.pk)
    matched, selected = sent.matched_or_beyond(), sent.selected_or_beyond()
    needs = {
        Stage.MATCHED: (matched.exists, _("Match at least one application first.")),
        Stage.SELECTED: (selected.exists, _("Select an application first.")),
        Stage.NO_SUITABLE_APPLICATIONS: (
            lambda: not matched.exists(),
            _("An application is matched, so one was suitable."),
        ),
        Stage.PROCURED: (
            sent.filter(status=Status.PROCURED).exists,
            _("Record an application as procured first."),
        ),
        Stage.NOT_PROCURED: (
            lambda: not sent.filter(status=Status.PROCURED).exists(),
            _("An application is recorded as procured."),
        ),
    }
    holds, otherwise = needs.get(to, (lambda: True, ""))
    return ALLOWED if holds() else refused(otherwise)


@transaction.atomic
def move_stage(
    page: ChallengePage, to: Stage, *, by: User, reason: str = "", now: datetime | None = None
) -> StageChange:
    """Move a challenge to another stage and record who did it, when and why.

    Raises `StageRefused` with the reason, in words for the person who tried.
    """
    now = now or timezone.now()
    # The same lock as for the applications' moves: neither changes under the other's eyes.
    Page.objects.select_for_update().get(pk=page.pk)
    current = ChallengePage.objects.get(pk=page.pk)
    verdict = may_move_stage(by, current, to, now=now)
    if not verdict:
        raise StageRefused(verdict.reason)
    reason = reason.strip()
    made = STAGE_MOVES[Stage(current.stage)][to]
    if made.needs_reason and not reason:
        raise StageRefused(_("Write the reason: it is kept on the record."))
    change = StageChange.objects.create(
        challenge=current,
        actor=by,
        at=now,
        from_stage=current.stage,
        to_stage=to,
        reason=reason,
    )
    chain.record(
        Event.STAGE_MOVED,
        authority=authority_of(current),
        page=current,
        actor=by,
        from_state=change.from_stage,
        to_state=to,
        reason=reason,
        at=now,
        stage_change=change.pk,
        covers=[change],
    )
    current.stage, current.stage_changed_at, current.stage_reason = to, now, reason
    # A plain save, so that the search index hears of it; `clean` is Wagtail's own argument.
    current.save(
        update_fields=["stage", "stage_changed_at", "stage_reason"],
        clean=False,  # type: ignore[call-arg]
    )
    page.stage, page.stage_changed_at, page.stage_reason = to, now, reason
    if to in (Stage.WITHDRAWN, Stage.CANCELLED):
        queue_ended(change, page=current)
    if to in OUTCOMES and not made.is_reversal:
        tell_of_outcome(current, to, key=f"{current.pk}:{to}", reason=reason)
    return change

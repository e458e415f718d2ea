"""What is set beside the single scores: what does not apply, what the panel agreed on."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from applications.assessment.permissions import may_manage
from applications.assessment.rounds import AssessmentRefused, lock_open, reason_in, require
from applications.history.chain import record_for
from applications.models import AgreedScore, Application, ApplicationFile, Event, NotApplicable
from authorities.models import User


@transaction.atomic
def set_not_applicable(
    application: Application,
    criterion: int,
    *,
    by: User,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Leave a criterion out for one application, for all its assessors.

    Raises `AssessmentRefused` for who may not, without a reason, and if it is left out already.
    """
    reason = _may_change(application, criterion, by, reason)
    now = now or timezone.now()
    left_out, is_new = NotApplicable.objects.get_or_create(
        application=application,
        criterion=criterion,
        defaults={"actor": by, "reason": reason, "at": now},
    )
    if not is_new:
        raise AssessmentRefused(_("This criterion is left out already."))
    record_for(
        Event.NOT_APPLICABLE,
        application,
        actor=by,
        reason=reason,
        at=now,
        criterion=criterion,
        covers=[left_out],
    )


@transaction.atomic
def set_applicable(
    application: Application,
    criterion: int,
    *,
    by: User,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Take a criterion in again; raise `AssessmentRefused` as above, and if it applies already."""
    reason = _may_change(application, criterion, by, reason)
    found = NotApplicable.objects.filter(application=application, criterion=criterion)
    left_out = list(found)
    if not left_out:
        raise AssessmentRefused(_("This criterion applies already."))
    found.delete()
    record_for(
        Event.APPLICABLE,
        application,
        actor=by,
        reason=reason,
        at=now or timezone.now(),
        criterion=criterion,
        uncovers=left_out,
    )


@transaction.atomic
def agree(
    application: Application,
    criterion: int,
    score: int,
    *,
    by: User,
    reason: str,
    now: datetime | None = None,
) -> AgreedScore:
    """Write the score on which the panel agreed; the single scores stay as they are.

    Raises `AssessmentRefused` for who may not, without a reason, for a score that is not on the
    scale, and for a criterion that does not apply.
    """
    reason = _may_change(application, criterion, by, reason)
    if score not in {one for one, _text in application.page.specific.anchors()}:
        raise AssessmentRefused(_("Choose a score from the scale."))
    if NotApplicable.objects.filter(application=application, criterion=criterion).exists():
        raise AssessmentRefused(_("This criterion does not apply to this application."))
    now = now or timezone.now()
    agreed = AgreedScore.objects.create(
        application=application,
        criterion=criterion,
        score=score,
        reason=reason,
        actor=by,
        at=now,
    )
    record_for(
        Event.AGREED,
        application,
        actor=by,
        reason=reason,
        at=now,
        criterion=criterion,
        score=score,
        covers=[agreed],
    )
    return agreed


def agreed_scores_of(
    applications: Collection[Application],
) -> dict[int, dict[int, AgreedScore]]:
    """Return the agreed scores that count, by application and criterion; one query."""
    found: dict[int, dict[int, AgreedScore]] = {}
    rows = AgreedScore.objects.filter(application__in=list(applications)).select_related("actor")
    for agreed in rows.order_by("at", "pk"):
        found.setdefault(agreed.application_id, {})[agreed.criterion] = agreed
    return found


@transaction.atomic
def show_blind(
    application: Application, file: ApplicationFile, *, by: User, now: datetime | None = None
) -> None:
    """Let assessors who must not know the applicant have a file that names nobody.

    Raises `AssessmentRefused` for who may not, and for a file that is shown already.
    """
    _lock(application, by)
    if not ApplicationFile.objects.filter(pk=file.pk, is_anonymous=False).update(is_anonymous=True):
        raise AssessmentRefused(_("This file is shown already."))
    _record_shown(application, file, True, by, now)


@transaction.atomic
def withhold_blind(
    application: Application, file: ApplicationFile, *, by: User, now: datetime | None = None
) -> None:
    """Withhold a file again; raise `AssessmentRefused` for who may not, and if it is withheld."""
    _lock(application, by)
    if not ApplicationFile.objects.filter(pk=file.pk, is_anonymous=True).update(is_anonymous=False):
        raise AssessmentRefused(_("This file is withheld already."))
    _record_shown(application, file, False, by, now)


def _lock(application: Application, by: User) -> None:
    require(may_manage(by, application.authority))
    lock_open(application.page)


def _record_shown(
    application: Application,
    file: ApplicationFile,
    is_shown: bool,
    by: User,
    now: datetime | None,
) -> None:
    record_for(
        Event.FILE_SHOWN_BLIND,
        application,
        actor=by,
        at=now or timezone.now(),
        file=file.pk,
        is_shown=is_shown,
        covers=[file],
    )


def _may_change(application: Application, criterion: int, by: User, reason: str) -> str:
    """Lock the page, check, and return the reason."""
    require(may_manage(by, application.authority))
    reason = reason_in(reason)
    lock_open(application.page)
    if criterion not in {one.pk for one in application.page.specific.criteria.all()}:
        raise AssessmentRefused(_("The challenge has no such criterion."))
    return reason

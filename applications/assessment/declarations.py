"""Interests: what assessors declare about each applicant before they read anything.

A declaration is about a business by its name, with its partners', so that a list of names tells
nothing of references or assignments, in blind assessment too.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from applications.assessment.assessors import news, unassign
from applications.assessment.conflicts import has_declared, last_declared
from applications.assessment.permissions import DECLARED_ABOUT, may_manage
from applications.assessment.rounds import AssessmentRefused, lock, lock_open, reason_in, require
from applications.history.chain import record_for
from applications.models import Application, Assessor, Assignment, Declaration, EndedBecause, Event
from applications.workflow.sealing import readable_applications
from authorities.models import User


@dataclass(frozen=True)
class Applicant:
    """A business by its name, with what the assessor declared: `None` for nothing yet.

    From `token` nobody but the server can tell which applications are meant.
    """

    token: str
    name: str
    applications: tuple[Application, ...]
    has_conflict: bool | None


def applicants_for(assessor: Assessor) -> list[Applicant]:
    """Return every applicant about whom the assessor declares, by name; three queries."""
    declared = last_declared(assessor.page)
    groups: dict[str, list[Application]] = {}
    for application in _declared_about(assessor.page):
        groups.setdefault(_plain(_named(application)), []).append(application)
    return [
        Applicant(
            _token(assessor, plain),
            _named(group[0]),
            tuple(group),
            _together([declared.get((assessor.pk, one.pk)) for one in group]),
        )
        for plain, group in sorted(groups.items())
    ]


def is_complete(assessor: Assessor) -> bool:
    """Return whether the assessor has declared about every applicant."""
    return all(one.has_conflict is not None for one in applicants_for(assessor))


@transaction.atomic
def declare(
    assessor: Assessor, declared: Mapping[str, tuple[bool, str]], *, now: datetime | None = None
) -> None:
    """Write what the assessor declares, by the applicants' tokens: a conflict or none, and what.

    A conflict ends the assessor's assignments there, whether sent or not. A conflict that stands
    is not lifted here. Raises `AssessmentRefused` for an assessor who has not accepted.
    """
    now = now or timezone.now()
    lock(assessor.page)
    _check_active(assessor)
    lost = conflicts = 0
    for applicant in applicants_for(assessor):
        if applicant.token not in declared:
            continue
        has_conflict, text = declared[applicant.token]
        for application in applicant.applications:
            before = has_declared(assessor, application)
            if before is not True and before is not has_conflict:
                lost += _write(assessor, application, has_conflict, text, at=now)
                conflicts += has_conflict
    if conflicts:
        _tell(assessor, conflicts, lost, now)


@transaction.atomic
def recognise(
    assessor: Assessor, application: Application, *, text: str, now: datetime | None = None
) -> None:
    """Write a conflict that an assessor recognised while reading, or after; it counts at once.

    Raises `AssessmentRefused` for an assessor who has not accepted.
    """
    lock(assessor.page)
    _check_active(assessor)
    if not has_declared(assessor, application):
        now = now or timezone.now()
        lost = _write(assessor, application, True, text, at=now)
        _tell(assessor, 1, lost, now)


@transaction.atomic
def record_conflict(
    assessor: Assessor,
    application: Application,
    *,
    by: User,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Write a conflict for an assessor; raise `AssessmentRefused` for who may not, or no reason."""
    require(may_manage(by, assessor.authority))
    reason = reason_in(reason)
    lock(assessor.page)
    _check_same_page(assessor, application)
    if has_declared(assessor, application):
        raise AssessmentRefused(_("This conflict is on the record already."))
    _write(assessor, application, True, reason, at=now or timezone.now(), by=by)


@transaction.atomic
def lift_conflict(
    assessor: Assessor,
    application: Application,
    *,
    by: User,
    reason: str,
    now: datetime | None = None,
) -> None:
    """Lift a conflict, with a reason. What it ended stays ended: assign the application anew.

    Raises `AssessmentRefused` for who may not, without a reason, and where there is no conflict.
    """
    require(may_manage(by, assessor.authority))
    reason = reason_in(reason)
    lock_open(assessor.page)
    _check_same_page(assessor, application)
    if not has_declared(assessor, application):
        raise AssessmentRefused(_("There is no conflict to lift."))
    _write(assessor, application, False, reason, at=now or timezone.now(), by=by)


def _write(
    assessor: Assessor,
    application: Application,
    has_conflict: bool,
    text: str,
    *,
    at: datetime,
    by: User | None = None,
) -> int:
    """Write a declaration, and end what a conflict ends; return how many assignments."""
    declaration = Declaration.objects.create(
        assessor=assessor,
        application=application,
        has_conflict=has_conflict,
        text=text.strip()[:500],
        actor=by,
        at=at,
    )
    record_for(
        Event.DECLARED,
        application,
        actor=by,
        assessor=assessor,
        reason=text if by else "",
        at=at,
        declaration=declaration.pk,
        has_conflict=has_conflict,
        covers=[declaration],
    )
    if not has_conflict:
        return 0
    standing = list(
        Assignment.objects.filter(assessor=assessor, application=application, ended_at=None)
    )
    for assignment in standing:
        unassign.end(assignment, EndedBecause.CONFLICT, "", at=at)
        unassign.record(Event.RECUSED, assignment, actor=by, at=at)
    return len(standing)


def _tell(assessor: Assessor, conflicts: int, lost: int, at: datetime) -> None:
    """Let the moderators know of conflicts that an assessor declared; not with whom."""
    said = ngettext(
        "They declared a conflict of interest with %d application.",
        "They declared conflicts of interest with %d applications.",
        conflicts,
    )
    news.tell(assessor, said % conflicts, key=f"conflict:{at.isoformat()}", lost=lost)


def _declared_about(page: Page) -> list[Application]:
    """Return the applications whose applicants are on the list."""
    found = (
        readable_applications(page.specific, timezone.now())
        .filter(status__in=DECLARED_ABOUT, erased_at=None)
        .select_related("authority", "page")
    )
    found = found.defer("form_data", "questions", "search_text").prefetch_related("partners")
    return list(found.order_by("pk"))


def _named(application: Application) -> str:
    """Return the businesses of an application: an interest in a partner counts like any."""
    partners = [one.business_name for one in application.partners.all()]
    if not partners:
        return application.business_name
    return _("%(lead)s, with %(partners)s") % {
        "lead": application.business_name,
        "partners": ", ".join(partners),
    }


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())


def _token(assessor: Assessor, plain: str) -> str:
    secret = f"{assessor.pk}:{plain}"
    return salted_hmac(
        "applications.assessment.declarations", secret, algorithm="sha256"
    ).hexdigest()


def _together(declared: list[bool | None]) -> bool | None:
    """Return what is declared of all of a business's applications together."""
    if True in declared:
        return True
    return None if None in declared else False


def _check_active(assessor: Assessor) -> None:
    assessor.refresh_from_db()
    if not assessor.is_active:
        raise AssessmentRefused(_("Accept the invitation first."))


def _check_same_page(assessor: Assessor, application: Application) -> None:
    if assessor.page_id != application.page_id:
        raise AssessmentRefused(_("The application is for another challenge."))

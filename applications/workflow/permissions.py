"""Who may see applications and their files, and who may move them."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from applications.models import Application, Observer, SealOverride
from applications.models.application import ApplicationQuerySet
from applications.models.status import MATCHED_OR_BEYOND, MOVES, Status
from applications.workflow.eligibility import keeps_the_rules
from authorities.models import Role, User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused, roles_of

# Assessors are none of them: they see what is assigned to them, on pages of their own.
READERS = (Role.MODERATOR, Role.PROGRAMME_MANAGER, Role.AUDITOR)
MOVERS = (Role.MODERATOR, Role.PROGRAMME_MANAGER)
# Going back on a decision, and going over a limit, is for who answers for the programme.
REVERSERS = (Role.PROGRAMME_MANAGER,)


# For so long a look at a sealed application opens it.
SEAL_OVERRIDE_LASTS = timedelta(hours=1)


def may_see_queue(user: User, authority: Site) -> Verdict:
    """Return whether the person reads applications of this authority, all or some."""
    return may_act_as(user, authority, *READERS, Role.OBSERVER)


def visible_applications(user: User, authority: Site) -> ApplicationQuerySet:
    """Return which of the authority's applications the person may know of."""
    mine = Application.objects.for_authority(authority)
    roles = roles_of(user, authority)
    if roles & set(READERS):
        return mine
    if Role.OBSERVER in roles:
        return mine.filter(page__observers__user=user)
    return mine.none()


def may_see_page(user: User, page: Page, authority: Site) -> Verdict:
    """Return whether the person may know of the applications to this page of the authority."""
    if may_act_as(user, authority, *READERS):
        return ALLOWED
    if (
        may_act_as(user, authority, Role.OBSERVER)
        and Observer.objects.filter(page_id=page.pk, user=user).exists()
    ):
        return ALLOWED
    return refused(_("Your role does not include this."))


def may_view(user: User, application: Application, *, now: datetime | None = None) -> Verdict:
    """Return whether the person may read the application and its files now."""
    now = now or timezone.now()
    verdict = may_see_page(user, application.page, application.authority)
    if not verdict:
        return verdict
    if application.page.specific.is_sealed_at(now) and not _overrides_seal(user, application, now):
        return refused(_("The application is sealed until the challenge has closed."))
    return ALLOWED


def _overrides_seal(user: User, application: Application, now: datetime) -> bool:
    """Return whether the person has just recorded why they need to look."""
    return SealOverride.objects.filter(
        application=application, actor=user, at__gt=now - SEAL_OVERRIDE_LASTS, at__lte=now
    ).exists()


def may_move(
    user: User, application: Application, to: Status, *, now: datetime | None = None
) -> Verdict:
    """Return whether the person may move the application to this status now.

    The limits are not asked here: `applications.workflow.transitions.move` counts them, locked.
    """
    now = now or timezone.now()
    move = MOVES[Status(application.status)].get(to)
    if move is None:
        return refused(
            _("An application that is “%(from)s” cannot become “%(to)s”.")
            % {"from": application.get_status_display(), "to": to.label}
        )
    needs_manager = move.is_reversal and not _is_still_ours(application, now)
    who = may_act_as(user, application.authority, *(REVERSERS if needs_manager else MOVERS))
    if not who:
        return refused(
            _("Only a programme manager can take back a decision.")
            if needs_manager
            else _("Only moderators and programme managers can decide on applications.")
        )
    page = application.page.specific
    if to in MATCHED_OR_BEYOND and not page.is_closed(now):
        return refused(_("Wait until the challenge has closed: everybody has until then to apply."))
    if (
        to is Status.SUBMITTED
        and not page.is_open(now)
        and not _was_withdrawn_by_staff(application)
    ):
        return refused(_("The challenge is closed, so a withdrawal stands."))
    if not (verdict := page.may_take_move(application, to, now)):
        return verdict
    if to is Status.SCREENING and not (page.is_closed(now) or page.is_rolling):
        return refused(_("Screening starts when the challenge has closed."))
    if to is Status.ELIGIBLE:
        return keeps_the_rules(application, page)
    return ALLOWED


def _is_still_ours(application: Application, now: datetime) -> bool:
    """Return whether a moderator may correct it: found ineligible, and nobody was told."""
    return (
        application.status == Status.INELIGIBLE
        and application.told_status(now) is not Status.INELIGIBLE
    )


def _was_withdrawn_by_staff(application: Application) -> bool:
    """Return whether the withdrawal was recorded for the applicant, who may know nothing of it."""
    last = application.decisions.filter(to_status=Status.WITHDRAWN).order_by("-at", "-pk").first()
    return last is not None and last.actor_id is not None


def may_go_over_limit(user: User, application: Application) -> Verdict:
    """Return whether the person may match or select more than the page's limit."""
    if may_act_as(user, application.authority, *REVERSERS):
        return ALLOWED
    return refused(_("Only a programme manager can go over the limit."))

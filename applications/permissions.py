"""Who may see and move applications."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from applications.models import Application
from applications.status import MATCHED_OR_BEYOND, MOVES, Status
from authorities.models import Role, User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused

READERS = (Role.MODERATOR, Role.ASSESSOR, Role.PROGRAMME_MANAGER)
MOVERS = (Role.MODERATOR, Role.PROGRAMME_MANAGER)
# Going back on a decision, and going over a limit, is for who answers for the programme.
REVERSERS = (Role.PROGRAMME_MANAGER,)


def may_view(user: User, application: Application) -> Verdict:
    """Return whether the person may read the application and its files."""
    return may_act_as(user, application.authority, *READERS)


def may_move(
    user: User, application: Application, to: Status, *, now: datetime | None = None
) -> Verdict:
    """Return whether the person may move the application to this status now.

    The limits are not asked here: they are counted under a lock by `moves.move`.
    """
    now = now or timezone.now()
    move = MOVES[Status(application.status)].get(to)
    if move is None:
        return refused(
            _("An application that is “%(from)s” cannot become “%(to)s”.")
            % {"from": application.get_status_display(), "to": to.label}
        )
    who = may_act_as(user, application.authority, *(REVERSERS if move.is_reversal else MOVERS))
    if not who:
        return refused(
            _("Only a programme manager can take back a decision.")
            if move.is_reversal
            else _("Only moderators and programme managers can decide on applications.")
        )
    page = application.page.specific
    if to in MATCHED_OR_BEYOND and not page.is_closed(now):
        return refused(_("Wait until the challenge has closed: everybody has until then to apply."))
    if to is Status.SUBMITTED and not page.is_open(now):
        return refused(_("The challenge is closed, so a withdrawal stands."))
    return page.may_take_move(application, to, now)


def may_go_over_limit(user: User, application: Application) -> Verdict:
    """Return whether the person may match or select more than the page's limit."""
    if may_act_as(user, application.authority, *REVERSERS):
        return ALLOWED
    return refused(_("Only a programme manager can go over the limit."))

"""Who may change what an open brief promised."""

from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.models import Role, User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused

CLOSERS = (Role.APPROVER, Role.PROGRAMME_MANAGER)
ANSWERERS = (Role.EDITOR, Role.APPROVER, Role.PROGRAMME_MANAGER)


def may_close_earlier(by: User | None, author: User | None, authority: Site) -> Verdict:
    """Return whether `by` may publish an earlier closing that `author` wrote.

    It takes two people, because businesses have planned for the later one.
    """
    if by is not None and by.is_superuser:
        return ALLOWED
    if by is None or by == author:
        return refused(
            _("An earlier closing needs a second person: submit it, and somebody else approves it.")
        )
    if may_act_as(by, authority, *CLOSERS):
        return ALLOWED
    return refused(_("Only an approver or a programme manager can bring the closing forward."))

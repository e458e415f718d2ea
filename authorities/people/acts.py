"""Who may say who works for an authority, and how that goes on the record."""

from dataclasses import dataclass

from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.models import Role, SecurityEvent, User
from authorities.permissions import ALLOWED, Verdict, may_act_as, refused
from authorities.sign_in.events import record_event


class PeopleRefused(Exception):
    """Nothing changes; the message says why, in words for the person who tried."""


@dataclass(frozen=True)
class Act:
    """Something done at one authority: by whom, why, and from where.

    Nobody is named where whoever runs the installation did it by a command.
    """

    authority: Site
    by: User | None
    reason: str = ""
    request: HttpRequest | None = None

    def record(self, kind: SecurityEvent.Kind, person: User | None = None, **about: object) -> None:
        """Put it on record."""
        record_event(
            kind,
            self.request,
            person=person,
            actor=self.by,
            authority=self.authority,
            reason=self.reason,
            **about,
        )


def may_administer(user: User, authority: Site) -> Verdict:
    """Return whether the person says who works for the authority."""
    return may_act_as(user, authority, Role.ADMINISTRATOR)


def may_change(user: User, person: User) -> Verdict:
    """Return whether an administrator may change what this person is.

    Not their own roles: so nobody gives themselves more, and an authority keeps an administrator.
    """
    if user.pk == person.pk:
        return refused(
            _("Your own roles and your second step are for another administrator to change.")
        )
    if person.is_superuser and not user.is_superuser:
        return refused(
            _("This person runs the installation: their account is not yours to change.")
        )
    return ALLOWED


def begin(act: Act, person: User | None = None) -> None:
    """Let one change after the other be made at the authority, in the caller's transaction.

    Raises `PeopleRefused` for who may not make it, asked again now: they may have lost their role
    since the page was shown.
    """
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("Changes of people want a transaction.")
    Site.objects.select_for_update(no_key=True).get(pk=act.authority.pk)
    if act.by is None:
        return
    by = User.objects.get(pk=act.by.pk)
    verdict = may_administer(by, act.authority)
    if verdict and person:
        verdict = may_change(by, person)
    if not verdict:
        raise PeopleRefused(verdict.reason)


def require_reason(act: Act) -> None:
    """Raise `PeopleRefused` where nobody said why."""
    if not act.reason.strip():
        raise PeopleRefused(_("Say why, in a sentence: it goes on the record."))

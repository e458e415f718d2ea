"""The security events that an authority's administrators read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Site

from authorities.models import Invitation, SecurityEvent, User
from authorities.people.membership import in_order, people_of
from authorities.people.roles import labels_of

Kind = SecurityEvent.Kind
# Stands where a role does, for who may do everything.
SUPERUSER = "superuser"
FACTORS = {
    "password": gettext_lazy("password"),
    "second": gettext_lazy("second step"),
    "totp": gettext_lazy("app"),
    "webauthn": gettext_lazy("passkey"),
    "recovery_codes": gettext_lazy("recovery codes"),
    "all": gettext_lazy("all"),
}


def events_for(authority: Site) -> QuerySet[SecurityEvent]:
    """Return what was done at the authority, and what its people did with their accounts.

    Of an account that is older than its owner's work here, nothing from before they came.
    """
    joined = Invitation.objects.for_authority(authority).filter(
        person=OuterRef("person"), accepted_at__isnull=False
    )
    theirs = Q(authority=None, person__in=people_of(authority).values("pk"))
    return (
        SecurityEvent.objects.annotate(
            joined_at=Subquery(joined.order_by("-accepted_at").values("accepted_at")[:1])
        )
        .filter(Q(authority=authority) | theirs & (Q(joined_at=None) | Q(at__gte=F("joined_at"))))
        .select_related("person", "actor")
        .order_by("-at", "-pk")
    )


@dataclass(frozen=True)
class Line:
    """An event as it is read."""

    event: SecurityEvent
    whom: str
    details: str


def lines_of(events: Iterable[SecurityEvent]) -> list[Line]:
    """Return the events with whose account each is about, and what else is known of it."""
    listed = list(events)
    invitations = Invitation.objects.in_bulk(_keys(listed, "invitation"))
    successors = User._base_manager.in_bulk(_keys(listed, "to"))
    return [Line(event, _whom(event, invitations), _details(event, successors)) for event in listed]


def _whom(event: SecurityEvent, invitations: dict[int, Invitation]) -> str:
    invitation = invitations.get(event.about.get("invitation", 0))
    return str(event.person or invitation or "")


def _keys(events: list[SecurityEvent], name: str) -> set[int]:
    return {event.about[name] for event in events if name in event.about}


def _details(event: SecurityEvent, people: dict[int, User]) -> str:
    about = event.about
    if event.kind == Kind.HANDED_OVER:
        number, to = about["number"], people.get(about["to"])
        return ngettext("%(number)s thing, to %(to)s", "%(number)s things, to %(to)s", number) % {
            "number": number,
            "to": to or "–",
        }
    if about.get("is_withdrawn"):
        return _("withdrawn")
    if "number" in about:
        return str(about["number"])
    if "factor" in about:
        return str(FACTORS.get(about["factor"], about["factor"]))
    if about.get("role") == SUPERUSER:
        return _("the installation's")
    roles = about.get("roles") or [about.get("role")]
    return labels_of(in_order(roles))

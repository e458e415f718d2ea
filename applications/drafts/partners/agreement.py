"""What a partner agrees to, and whether its agreement still holds.

It agrees to its own facts, and to the names of the lead and of all partners. Once one of these is
changed it is asked again; answers to the page's questions may change without it.
"""

import hashlib
import json
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from applications.models import Draft, Partner, TakesApplications


class State(StrEnum):
    """How far a partner is."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    CHANGED = "changed"
    AGREED = "agreed"
    DECLINED = "declined"


@dataclass(frozen=True)
class Standing:
    """A partner of a draft, and how far it is."""

    partner: Partner
    state: State

    @property
    def has_agreed(self) -> bool:
        """Whether it agrees to the draft as it stands."""
        return self.state is State.AGREED


def partners_of(draft: Draft) -> QuerySet[Partner]:
    """Return the draft's partners that were not removed."""
    return Partner.objects.filter(draft=draft, removed_at=None)


def names_of(draft: Draft, partners: list[Partner]) -> list[str]:
    """Return the names that are agreed to: the lead's, then the partners'."""
    return [draft.business_name.strip(), *(one.business_name for one in partners)]


def print_of_names(names: list[str]) -> str:
    """Return a fingerprint of the names: it changes with any of them."""
    lead, *partners = names
    return _digest([lead, sorted(partners)])


def agreement_of(partner: Partner, names: list[str]) -> str:
    """Return the digest of what the partner agrees to by agreeing now."""
    return _digest([partner.details(), print_of_names(names)])


def standings(draft: Draft) -> list[Standing]:
    """Return the draft's partners, each with how far it is; one query."""
    partners = list(partners_of(draft))
    names = names_of(draft, partners)
    return [Standing(one, _state(one, names)) for one in partners]


def what_is_missing(found: list[Standing], page: TakesApplications) -> list[str]:
    """Return a sentence for each partner without whose agreement the draft cannot be sent."""
    if not page.takes_partners:
        return [
            _("This challenge takes no partners. Remove %s.") % one.partner.business_name
            for one in found
        ]
    waiting = [one for one in found if not one.has_agreed]
    return [_MISSING[one.state] % one.partner.business_name for one in waiting]


_MISSING = {
    State.NOT_ASKED: gettext_lazy("%s has not been asked to agree. Ask it, or remove it."),
    State.ASKED: gettext_lazy("%s has not agreed yet. Remove it, or ask it again."),
    State.CHANGED: gettext_lazy(
        "%s agreed before names or facts were changed. Ask it again, or remove it."
    ),
    State.DECLINED: gettext_lazy("%s has taken back its agreement. Remove it, or ask it again."),
}


def _state(partner: Partner, names: list[str]) -> State:
    if partner.declined_at:
        return State.DECLINED
    if partner.agreed_at:
        is_same = partner.agreed_to == agreement_of(partner, names)
        return State.AGREED if is_same else State.CHANGED
    return State.ASKED if partner.asked_at else State.NOT_ASKED


def _digest(values: list) -> str:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

"""What the listing can be narrowed by.

Several values of one facet add up, different facets narrow: `filters` asks for what fits, `counts`
counts what each value would leave.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.scope import listed_authorities
from challenges.listing.facets.values import Names, Vocabulary
from challenges.presentation.next_change import CLOSING_WINDOWS

NO_NAMES = Names({}, {})
STATES: dict[str, str | Promise] = {
    "open": _("Open"),
    "announced": _("Announced"),
    "scheduled": _("Opening soon"),
    "deciding": _("Being decided"),
    "decided": _("Decided"),
    "ended": _("Ended early"),
}
WINDOWS: dict[str, str | Promise] = {
    str(days): format_lazy(_("In the next {days} days"), days=days) for days in CLOSING_WINDOWS
}
PRIZES: dict[str, str | Promise] = {
    "10000": _("Under £10,000"),
    "25000": _("£10,000 to £24,999"),
    "50000": _("£25,000 to £49,999"),
    "100000": _("£50,000 to £99,999"),
    "more": _("£100,000 and more"),
    "unsaid": _("Not said yet"),
}


@dataclass(frozen=True)
class Option:
    """A value of a facet, and how many challenges it would leave."""

    value: str
    label: str | Promise
    count: int
    is_chosen: bool


@dataclass(frozen=True)
class Facet:
    """One thing to narrow by, with the values that are of use now."""

    name: str
    label: str | Promise
    options: list[Option]

    @property
    def is_used(self) -> bool:
        """Whether any value is chosen."""
        return any(option.is_chosen for option in self.options)


@dataclass(frozen=True)
class FacetDefinition:
    """What is known of a facet before anything is counted: its values' names, in their order.

    `known` are those that the database knows by a key.
    """

    label: str | Promise
    names: Mapping[str, str | Promise]
    known: Names = NO_NAMES


def facet_definitions(site: Site, vocabulary: Vocabulary) -> dict[str, FacetDefinition]:
    """Return the facets of a site's listing, by their names in its address."""
    authorities = {found.site.root_page.slug: found.name for found in listed_authorities(site)}
    themes, directorates = vocabulary.themes, vocabulary.directorates
    programmes = vocabulary.programmes
    return {
        "state": FacetDefinition(_("State"), STATES),
        "theme": FacetDefinition(_("Theme"), themes.names, themes),
        **(
            {"authority": FacetDefinition(_("Authority"), authorities)}
            if len(authorities) > 1
            else {}
        ),
        "directorate": FacetDefinition(_("Directorate"), directorates.names, directorates),
        "programme": FacetDefinition(_("Programme"), programmes.names, programmes),
        "closing": FacetDefinition(_("Closes"), WINDOWS),
        "prize": FacetDefinition(_("Prize or contract"), PRIZES),
    }

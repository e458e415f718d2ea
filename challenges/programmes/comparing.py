"""Programmes beside one another: the same figures of each, as the public may read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

from authorities.models import AuthoritySettings
from authorities.narrowing.acting import everything
from authorities.scope import below
from challenges.models import ChallengePage, ProgrammePage, Session
from challenges.presentation.figures import Bar, Figures, figures_by_programme, shares
from challenges.programmes.sessions.figures import people_by_programme

# As many as can be read side by side, the newest first.
MOST = 30
NONE = Figures(challenges=0, applications=0, matched=0, selected=0, procured=0)


@dataclass(frozen=True)
class Compared:
    """One programme with its figures, in the order of `COLUMNS`."""

    programme: ProgrammePage
    values: tuple[int, ...]


COLUMNS: tuple[str | Promise, ...] = (
    _("Challenges"),
    _("Applications"),
    _("Matched"),
    _("Selected"),
    _("Procured"),
    _("Sessions held"),
    _("People at sessions"),
)


def compare(programmes: Sequence[ProgrammePage], now: datetime) -> list[Compared]:
    """Return these programmes with their figures, in six queries however many there are.

    Of challenges, decisions and sessions only what is public counts, for one's own as well.
    """
    keys = [programme.pk for programme in programmes]
    with everything():
        challenges = ChallengePage.objects.readable().filter(programme__in=keys)
        figures = figures_by_programme(challenges)
        sessions = Session.objects.filter(programme__in=keys).told_publicly()
        people = people_by_programme(sessions, now)
    rows = []
    for programme in programmes:
        own = figures.get(programme.pk, NONE)
        sent = (own.challenges, own.applications, own.matched, own.selected, own.procured)
        rows.append(Compared(programme, (*sent, *people.get(programme.pk, (0, 0)))))
    return rows


def programmes_beside(authority: Site) -> list[ProgrammePage]:
    """Return the authority's programmes, and those of others where all agreed to compare."""
    agreed = AuthoritySettings.objects.filter(shares_programmes=True).select_related(
        "site__root_page"
    )
    paths = [authority.root_page.path]
    with everything():
        if any(one.site_id == authority.pk for one in agreed):
            paths += [one.site.root_page.path for one in agreed]
        own = Q(path__startswith=authority.root_page.path)
        # A draft of another authority's is theirs alone.
        readable = own | Q(pk__in=ProgrammePage.objects.live().public().values("pk"))
        found = ProgrammePage.objects.filter(below(paths)).filter(readable)
        return list(found.order_by("-first_published_at", "-pk")[:MOST])


def bars_of(rows: Sequence[Compared], column: int) -> list[Bar]:
    """Return one figure of each programme as bars, each as wide as its share of the largest."""
    return shares((row.programme.title, row.values[column]) for row in rows)


def cells(row: Compared) -> list[str]:
    """Return the values as they are read."""
    return [number_format(value) for value in row.values]

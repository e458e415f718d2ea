"""The figures of a programme in words, each with how it is counted."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from challenges.programmes.figures import ProgrammeFigures, Row


@dataclass(frozen=True)
class Figure:
    """One figure in words, and how it is counted."""

    label: str
    value: str
    how: str


def in_words(figures: ProgrammeFigures) -> list[Figure]:
    """Return the figures in the order in which dashboard, report and exports have them."""
    funnel, sessions, proposals = figures.funnel, figures.sessions, figures.proposals
    announced = _("What was decided and not announced yet is not counted.")
    rows: list[tuple[str, object, str]] = [
        (_("Proposals"), proposals.proposals, _("What colleagues proposed for this programme.")),
        (
            _("Supporters"),
            proposals.supporters,
            _("Colleagues who have such a problem; each once."),
        ),
        (
            _("Directorates that proposed"),
            proposals.directorates,
            _("As who proposed, or a programme manager, said."),
        ),
        (
            _("Proposals that became briefs"),
            proposals.became_briefs,
            _("Several may have become the same brief."),
        ),
        (_("Challenges"), funnel.challenges, _("Our own, published.")),
        (
            _("Companies reached"),
            _("not counted") if funnel.reached is None else funnel.reached,
            _("As the programme's page says, with its source."),
        ),
        (_("Applications"), funnel.applications, _("Sent to these challenges.")),
        (_("Businesses"), funnel.businesses, _("That applied, as lead or partner; each once.")),
        (_("Matched"), funnel.matched, announced),
        (_("Selected"), funnel.selected, announced),
        (_("Procured"), funnel.procured, announced),
        (
            _("From closing to telling"),
            figures.telling.days_said,
            _("Days in our time zone, from closing to the first letter; their mean."),
        ),
        (
            _("Decisions with feedback"),
            figures.telling.feedback_said,
            _("Told, with what would have made the application stronger."),
        ),
        (_("Sessions held"), sessions.held, _("Not called off, and over.")),
        (
            _("People at sessions"),
            sessions.participants,
            _("Ticked at the door, each once; and numbers that were recorded elsewhere."),
        ),
        (
            _("Sessions without a list"),
            sessions.unrecorded,
            _("Held, and nobody ticked or recorded a number."),
        ),
        (_("Facilitators"), sessions.facilitators, _("By name, each once; and recorded numbers.")),
        (
            _("Retention"),
            sessions.retention_said,
            _("One-to-ones are left out. Who left the programme counts where they were."),
        ),
        *(
            (_("Money: %s") % label, cell, _("As entered under Budget, and Awards and payments."))
            for label, cell in zip(money_headings(), figures.money.total.cells(), strict=True)
        ),
    ]
    return [Figure(label, str(value), how) for label, value, how in rows]


def money_headings() -> list[str]:
    """Return the headings of money."""
    return [_("budget"), _("awarded"), _("spent"), _("left")]


def without_small(rows: Iterable[Row]) -> list[tuple[str, str]]:
    """Return rows for readers outside: a group so small that it names somebody is not told."""
    return [
        (label, str(number) if number == 0 or number > 2 else _("fewer than 3"))
        for label, number in rows
    ]

"""What a report holds: made once, kept as it was."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.dates import format_instant
from authorities.scope import settings_of
from challenges.models import Lesson, ProgrammePage, SuccessStoryPage
from challenges.presentation.cards import state_tag
from challenges.presentation.track import tracks_of
from challenges.programmes.budget.figures import MoneyFigures
from challenges.programmes.figures import own_challenges, programme_figures
from challenges.programmes.figures_in_words import in_words, money_headings, without_small


def content_of(programme: ProgrammePage, authority: Site, now: datetime) -> dict[str, Any]:
    """Return figures, challenges, stories, money and lessons in words, as JSON can keep them.

    Readers outside: groups so small that they name somebody are not told.
    """
    settings = settings_of(authority)
    figures = programme_figures(programme, authority, now)
    today = now.astimezone(settings.zone).date()
    challenges = list(own_challenges(programme, authority).order_by("closes_at", "title"))
    tracks = {page.pk: steps for page, steps in tracks_of(challenges, today)}
    stories = SuccessStoryPage.objects.live().public().filter(challenge__in=challenges)
    lessons = Lesson.objects.for_authority(authority).filter(programme=programme)
    return {
        "programme": programme.title,
        "authority": settings.name,
        "frozen": format_instant(now, settings.zone),
        "figures": [[one.label, one.value, one.how] for one in in_words(figures)],
        "groups": [
            [heading, [list(row) for row in without_small(rows)]]
            for heading, rows in (
                (_("Applications by theme"), figures.by_theme),
                (_("Applications by size of business"), figures.by_size),
                (_("Applications by postcode area"), figures.by_place),
                (_("From a draft to a selection"), figures.steps),
                (_("Sessions by directorate"), figures.sessions.by_directorate),
            )
            if rows
        ],
        "challenges": [
            [
                page.title,
                state_tag(page, now).label,
                page.stage_reason if page.why_ended_early() or page.pk in tracks else "",
                [f"{step.title}: {step.state}, {step.when}" for step in tracks.get(page.pk, [])],
            ]
            for page in challenges
        ],
        "stories": [[story.title, story.summary, story.full_url or ""] for story in stories],
        "money": _money(figures.money),
        "lessons": [
            [
                str(kind.label),
                [
                    [one.text, one.evidence, one.theme or one.get_phase_display()]
                    for one in lessons
                    if one.kind == kind
                ],
            ]
            for kind in Lesson.Kind
        ],
    }


def _money(money: MoneyFigures) -> dict[str, Any]:
    if not money.is_known:
        return {"headings": [], "rows": []}
    rows = [*money.lines, *money.challenges, money.total]
    return {
        "headings": money_headings(),
        "rows": [[row.label, *row.cells()] for row in rows],
    }

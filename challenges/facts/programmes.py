"""What a programme is to a program, its figures included."""

from collections.abc import Iterable

from wagtail.models import Site

from authorities.models import AuthoritySettings
from authorities.scope import below, known_authorities, listed_authorities, with_authority
from challenges.facts.addresses import authority_facts, instant, page_address
from challenges.facts.challenges import key_date_facts
from challenges.facts.parts import BUDGET, SESSION, Row
from challenges.facts.running import budget_facts, session_facts
from challenges.facts.shapes import FigureFacts, MoneyFacts, ProgrammeFacts, ThemeFacts
from challenges.models import BudgetLine, ChallengePage, ProgrammePage, Session
from challenges.models.programme import ProgrammeQuerySet
from challenges.models.querysets import readable
from challenges.presentation.figures import Figures, figures_by_programme

KEYS = ("pk", "programme_id")


def listed_programmes(site: Site) -> ProgrammeQuerySet:
    """Return the programmes of every authority that the site lists, that everybody can read."""
    roots = below(found.site.root_page.path for found in listed_authorities(site))
    return readable(ProgrammePage.objects.filter(roots))


def programme_facts(pages: Iterable[ProgrammePage], site: Site) -> list[ProgrammeFacts]:
    """Return all that these programmes say in public; as many queries, however many they are."""
    listed = [page for page in with_authority(pages, site) if page.authority]
    public = readable(ChallengePage.objects.filter(programme_id__in=[one.pk for one in listed]))
    figures = figures_by_programme(public)
    known = known_authorities(site)
    keys = [page.pk for page in listed]
    sessions: dict[int, list[Row]] = {}
    for row in Session.objects.filter(programme__in=keys).told_publicly().values(*SESSION, *KEYS):
        sessions.setdefault(row["programme_id"], []).append(row)
    budget: dict[int, list[Row]] = {}
    lines = BudgetLine.objects.filter(programme__in=keys, is_public=True).order_by("pk")
    for row in lines.values(*BUDGET, *KEYS):
        budget.setdefault(row["programme_id"], []).append(row)
    return [
        _facts(
            page,
            figures.get(page.pk),
            known,
            sessions.get(page.pk, []),
            budget.get(page.pk, []),
        )
        for page in listed
    ]


def with_rows(pages: ProgrammeQuerySet) -> ProgrammeQuerySet:
    """Return the programmes with what `programme_facts` reads of each."""
    return pages.prefetch_related("themes", "partners")


def _facts(
    page: ProgrammePage,
    figures: Figures | None,
    known: list[AuthoritySettings],
    sessions: list[Row],
    budget: list[Row],
) -> ProgrammeFacts:
    zone = page.authority.zone
    return ProgrammeFacts(
        id=page.translation_key,
        title=page.title,
        url=page_address(page.path, page.url_path, known),
        summary=page.summary,
        authority=authority_facts(page.authority),
        themes=[ThemeFacts(slug=theme.slug, name=theme.name) for theme in page.themes.all()],
        partners=[partner.name for partner in page.partners.all()],
        money=[
            MoneyFacts(label=row["value"]["label"], amount=row["value"]["amount"])
            for row in page.money.raw_data
        ],
        budget=[budget_facts(row) for row in budget],
        sessions=[session_facts(row, page) for row in sessions],
        key_dates=key_date_facts(page.key_dates.raw_data),
        figures=figure_facts(figures or Figures(0, 0, 0, 0, 0), page.reach),
        reach_source=page.reach_source,
        published_at=instant(page.first_published_at, zone),
        changed_at=instant(page.last_published_at, zone),
        is_example=page.is_example,
    )


def figure_facts(figures: Figures, reached: int | None) -> FigureFacts:
    """Return a programme's figures, and how many companies were reached."""
    names = FigureFacts.model_fields.keys() - {"reached"}
    return FigureFacts(reached=reached, **{name: getattr(figures, name) for name in names})

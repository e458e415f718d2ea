"""Other authorities' public challenges, for who may have the same problem."""

from uuid import UUID

from django.db.models import QuerySet
from modelsearch.backends import get_search_backend
from wagtail.models import Site

from authorities.narrowing.acting import everything
from authorities.scope import below, known_authorities, with_authority
from challenges.facts.addresses import page_address
from challenges.models import ChallengePage, Theme
from challenges.models.querysets import ChallengeQuerySet


def others(authority: Site) -> ChallengeQuerySet:
    """Return the public challenges of the other authorities that agreed to be listed elsewhere.

    To be read where every row may be asked for.
    """
    roots = [
        found.site.root_page.path
        for found in known_authorities(authority)
        if found.is_listed_elsewhere and found.site_id != authority.pk
    ]
    return ChallengePage.objects.readable().filter(below(roots))


def theme_choices(authority: Site) -> list[tuple[str, str]]:
    """Return the themes of these challenges, each name once."""
    with everything():
        keys = others(authority).order_by().values("pk")
        rows = (
            Theme.objects.filter(challenges__in=keys).order_by("name").values_list("slug", "name")
        )
        return list({slug: (slug, name) for slug, name in rows}.values())


class Found:
    """What fits a search, for Django's `Paginator`: the likest first, or the newest."""

    def __init__(self, authority: Site, words: str, theme: str) -> None:
        self._authority = authority
        with everything():
            pages = others(authority)
            if theme:
                pages = pages.filter(themes__slug=theme).distinct()
            self._keys = self._search(pages, words) if words else self._newest(pages)

    def _search(self, pages: QuerySet, words: str) -> list[int]:
        hits = get_search_backend().look_up(words, pages, ()).hits
        fitting = set(pages.order_by().values_list("pk", flat=True))
        return [hit.key for hit in hits if hit.key in fitting]

    def _newest(self, pages: QuerySet) -> list[int]:
        return list(pages.order_by("-first_published_at", "-pk").values_list("pk", flat=True))

    def __len__(self) -> int:
        return len(self._keys)

    def __getitem__(self, key: slice) -> list[ChallengePage]:
        keys = self._keys[key]
        with everything():
            found = ChallengePage.objects.in_bulk(keys)
        listed = with_authority([found[one] for one in keys if one in found], self._authority)
        known = known_authorities(self._authority)
        for page in listed:
            page.address = page_address(page.path, page.url_path, known)
        return listed


def public_challenge(name: str, authority: Site) -> ChallengePage | None:
    """Return another authority's public challenge by what names it for good, if there is one."""
    try:
        key = UUID(name)
    except ValueError:
        return None
    with everything():
        pages = ChallengePage.objects.readable().filter(translation_key=key)
        return pages.exclude(path__startswith=authority.root_page.path).first()

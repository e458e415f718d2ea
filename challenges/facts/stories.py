"""What a success story is to a program."""

from collections.abc import Iterable

from wagtail.models import Site

from authorities.models import AuthoritySettings
from authorities.scope import below, known_authorities, listed_authorities, with_authority
from challenges.facts.addresses import authority_facts, instant, link_to, page_address, plain
from challenges.facts.shapes import StoryFacts, StoryFigureFacts
from challenges.models import ChallengePage, SuccessStoryPage
from challenges.models.querysets import readable


def listed_stories(site: Site):
    """Return the stories of every authority that the site lists, that everybody can read."""
    roots = below(found.site.root_page.path for found in listed_authorities(site))
    return readable(SuccessStoryPage.objects.filter(roots))


def story_facts(pages: Iterable[SuccessStoryPage], site: Site) -> list[StoryFacts]:
    """Return all that these stories say in public; as many queries, however many they are."""
    listed = [page for page in with_authority(pages, site) if page.authority]
    about = readable(ChallengePage.objects.all()).in_bulk([page.challenge_id for page in listed])
    known = known_authorities(site)
    return [_facts(page, about.get(page.challenge_id), known) for page in listed]


def _facts(
    page: SuccessStoryPage, challenge: ChallengePage | None, known: list[AuthoritySettings]
) -> StoryFacts:
    zone = page.authority.zone
    return StoryFacts(
        id=page.translation_key,
        title=page.title,
        url=page_address(page.path, page.url_path, known),
        summary=page.summary,
        authority=authority_facts(page.authority),
        challenge=link_to(challenge, known) if challenge else None,
        business=page.business_name,
        business_url=page.business_url,
        figures=[
            StoryFigureFacts(**{name: row["value"][name] for name in StoryFigureFacts.model_fields})
            for row in page.figures.raw_data
        ],
        text="\n\n".join(filter(None, map(_words, page.body.raw_data))),
        published_at=instant(page.first_published_at, zone),
        changed_at=instant(page.last_published_at, zone),
        is_example=page.is_example,
    )


def _words(block: dict) -> str:
    """Return what a block of the story says; a picture says its caption."""
    value = block["value"]
    if isinstance(value, str):
        return plain(value)
    said = (value.get(name) for name in ("text", "who", "number", "sentence", "source", "caption"))
    return ". ".join(filter(None, said))

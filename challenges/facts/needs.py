"""Which authorities have the problem of a challenge, and where a copied brief came from."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from authorities.models import AuthoritySettings
from challenges.facts.addresses import authority_facts, known_instant, link_of
from challenges.facts.need_shapes import JoinedFacts, OriginFacts
from challenges.facts.parts import Parts
from challenges.models import ChallengePage


def joined_facts(
    page: ChallengePage, parts: Parts, zone: ZoneInfo, known: Sequence[AuthoritySettings]
) -> list[JoinedFacts]:
    """Return the other authorities that have the problem, in the order in which they joined."""
    settings = {one.site_id: one for one in known}
    return [
        JoinedFacts(
            authority=authority_facts(authority),
            number=authority.ppon,
            who=row["who"],
            people=row["people"],
            adds=row["adds"],
            since=known_instant(row["agreed_at"], zone),
        )
        for row in parts.of("joined", page.pk, "agreed_at")
        if (authority := settings.get(row["authority_id"]))
    ]


def people_concerned(joined: Sequence[JoinedFacts]) -> int | None:
    """Return how many people that is with those who say how many; none where nobody does."""
    numbers = [one.people for one in joined if one.people is not None]
    return sum(numbers) if numbers else None


def origin_facts(
    page: ChallengePage, parts: Parts, known: Sequence[AuthoritySettings]
) -> OriginFacts | None:
    """Return where a copied brief came from; its address while that is published."""
    row = parts.first("origin", page.pk)
    if row is None:
        return None
    source = parts.first("source", page.pk)
    link = link_of(source, known) if source else None
    return OriginFacts(
        id=link.id if link else None,
        title=link.title if link else row["challenge_title"],
        authority=row["owner_name"],
        url=link.url if link else "",
    )

"""What a card says of a challenge, a story or a programme."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from wagtail.models import Site

from authorities.caching.fragments import End, remember_many
from authorities.dates import format_day, format_last_day, time_left
from authorities.scope import with_authority
from challenges.models import ChallengePage, ProgrammePage, SuccessStoryPage
from challenges.models.status import NOT_YET_OPEN, Stage, Timing
from challenges.presentation.needs import count_others, said_of
from challenges.presentation.pictures import card_picture, load_renditions
from search.query.lookup import LookupResult

CLOSING_SOON = timedelta(days=3)

# Which of the state tag's shapes stands for which state.
TAG_KINDS = {
    Timing.SCHEDULED: "scheduled",
    Timing.ANNOUNCED: "announced",
    Timing.OPEN: "open",
    Timing.CLOSED: "closed",
    Stage.ASSESSING: "assessing",
    Stage.MATCHED: "matched",
    Stage.SELECTED: "selected",
    Stage.SHOWCASED: "showcased",
    Stage.PROCUREMENT_PENDING: "procurement",
    Stage.PROCURED: "procured",
    Stage.NOT_PROCURED: "not_procured",
    Stage.WITHDRAWN: "withdrawn",
    Stage.CANCELLED: "cancelled",
    Stage.NO_SUITABLE_APPLICATIONS: "neutral",
}


@dataclass(frozen=True)
class Tag:
    """A state in words, and the shape that goes with it."""

    label: str
    kind: str


@dataclass(frozen=True)
class Card:
    """The inputs of `components/card.html`."""

    url: str
    title: str
    summary: str
    picture_html: str = ""
    tag: Tag | None = None
    facts: list[str] = field(default_factory=list)
    # Title and summary as HTML, where words in them are marked.
    title_html: str = ""
    summary_html: str = ""
    page_id: int | None = None

    @property
    def tag_label(self) -> str:
        """The state in words."""
        return self.tag.label if self.tag else ""

    @property
    def tag_kind(self) -> str:
        """The state's shape."""
        return self.tag.kind if self.tag else ""


def state_tag(page: ChallengePage, now: datetime) -> Tag:
    """Return how a challenge's state is shown."""
    state = page.state(now)
    if state is Timing.OPEN and page.period().closes_at - now <= CLOSING_SOON:
        return Tag(_("Closing soon"), "closing_soon")
    return Tag(str(state.label), TAG_KINDS[state])


def prize(page: ChallengePage) -> str:
    """Return the prize or contract range in words, or an empty string."""
    lowest, highest = page.prize_minimum, page.prize_maximum
    if lowest and highest and lowest != highest:
        return _("£%(lowest)s to £%(highest)s") % {
            "lowest": number_format(lowest),
            "highest": number_format(highest),
        }
    if highest:
        return _("Up to £%s") % number_format(highest)
    return _("From £%s") % number_format(lowest) if lowest else ""


def challenge_cards(
    pages: Iterable[ChallengePage],
    now: datetime,
    request: HttpRequest,
    looked_up: LookupResult | None = None,
) -> list[Card]:
    """Return a card for each challenge, with its own authority, the words marked that were found.

    The request keeps the sites' roots, so that addresses cost no query each.
    """
    listed = with_authority(pages, Site.find_for_request(request))
    load_renditions(listed)
    known = {page.pk: page.others for page in listed if hasattr(page, "others")}
    others = known if len(known) == len(listed) else count_others(listed)
    return [
        _challenge_card(page, now, request, looked_up, others.get(page.pk, 0)) for page in listed
    ]


def challenge_cards_of(
    keys: list[int],
    read: Callable[[list[int]], list[ChallengePage]],
    now: datetime,
    request: HttpRequest,
    end: End,
) -> list[Card]:
    """Return a card for each of these challenges, in their order; only what changed is read.

    `end` tells until when a card is true, besides its words about the time that is left.
    """
    site = Site.find_for_request(request)
    kind = f"card on {site.pk}" if site else "card"

    def make(missing: list[int]) -> dict[int, Card]:
        pages = read(missing)
        cards = challenge_cards(pages, now, request)
        return {page.pk: card for page, card in zip(pages, cards, strict=True)}

    return list(remember_many(kind, keys, make, end).values())


def _challenge_card(
    page: ChallengePage,
    now: datetime,
    request: HttpRequest,
    looked_up: LookupResult | None,
    others: int,
) -> Card:
    facts = (_when(page, now), prize(page), page.authority.name, said_of(others))
    return Card(
        url=page.get_url(request),
        title=page.title,
        summary=page.summary,
        picture_html=card_picture(page.picture),
        tag=state_tag(page, now),
        facts=[fact for fact in facts if fact],
        title_html=looked_up.highlight(page.title) if looked_up else "",
        summary_html=looked_up.extract(page, page.summary) if looked_up else "",
        page_id=page.pk,
    )


def similar_item(page: ChallengePage, request: HttpRequest, now: datetime) -> Card:
    """Return a challenge, which has its `authority`, as an item of a short list: no picture."""
    facts = [page.authority.name] if page.authority else []
    return Card(
        page.get_url(request), page.title, page.summary, tag=state_tag(page, now), facts=facts
    )


def _when(page: ChallengePage, now: datetime) -> str:
    state = page.state(now)
    zone = page.authority.zone
    opens_at, closes_at = page.period()
    if state is Timing.OPEN:
        return _("Closes in %s") % time_left(closes_at, now)
    if state in NOT_YET_OPEN:
        return _("Opens %s") % format_day(opens_at, zone)
    if page.is_closed(now):
        return _("Closed %s") % format_last_day(closes_at, zone)
    return _("Was to close %s") % format_last_day(closes_at, zone)


def page_cards(
    pages: Iterable[SuccessStoryPage | ProgrammePage], request: HttpRequest
) -> list[Card]:
    """Return a card for each story or programme."""
    listed = list(pages)
    load_renditions(listed)
    return [
        Card(page.get_url(request), page.title, page.summary, card_picture(page.picture))
        for page in listed
    ]

"""What can be asked: challenges, programmes and stories, as the site lists them."""

from typing import Annotated
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query
from wagtail.models import Page

from authorities.scope import public_authority
from challenges.facts.challenges import facts_of
from challenges.facts.programmes import listed_programmes, programme_facts, with_rows
from challenges.facts.shapes import ChallengeFacts, ProgrammeFacts, StoryFacts
from challenges.facts.stories import listed_stories, story_facts
from challenges.listing.facets.definitions import PRIZES, STATES, WINDOWS
from challenges.listing.filter_form import ChallengeFilter, StoryFilter
from challenges.models import ChallengePage
from challenges.open_data.api.description import api
from challenges.open_data.api.paging import PER_PAGE, Number, Paged, Size, page_of

Words = Annotated[str, Query(description="Words to look for, as in the site's own search.")]


def _one_of(values) -> str:
    return f"One of {', '.join(values)}; several add up. What nobody offers counts as left out."


@api.get(
    "/challenges",
    response=Paged[ChallengeFacts],
    url_name="challenges",
    summary="List and search challenges",
)
def list_challenges(
    request: HttpRequest,
    q: Words = "",
    sort: Annotated[str, Query(description="closing, newest, or relevance.")] = "",
    state: Annotated[list[str], Query(description=_one_of(STATES))] = [],  # noqa: B006
    theme: Annotated[list[str], Query(description="Slugs of themes.")] = [],  # noqa: B006
    authority: Annotated[list[str], Query(description="On a shared marketplace.")] = [],  # noqa: B006
    directorate: Annotated[list[str], Query(description="As in the listing.")] = [],  # noqa: B006
    programme: Annotated[list[str], Query(description="Slugs of programmes.")] = [],  # noqa: B006
    closing: Annotated[list[str], Query(description=f"Days: {_one_of(WINDOWS)}")] = [],  # noqa: B006
    prize: Annotated[list[str], Query(description=_one_of(PRIZES))] = [],  # noqa: B006
    page: Number = 1,
    per_page: Size = PER_PAGE,
):
    """Return the challenges that the site lists and that fit, in the listing's order.

    The parameters are those of the list for people; open ones come first.
    """
    site, now = public_authority(request), timezone.now()
    fitting = ChallengeFilter(request.GET, site=site, now=now).find()
    return page_of(request, fitting, page, per_page, lambda found: facts_of(found, now, site))


@api.get(
    "/challenges/{uuid:key}",
    response=ChallengeFacts,
    url_name="challenge",
    summary="Read one challenge",
)
def read_challenge(request: HttpRequest, key: UUID):
    """Return all that one challenge says in public."""
    site = public_authority(request)
    found = ChallengePage.objects.readable().listed_on(site)
    return facts_of([_found(found, key)], timezone.now(), site)[0]


@api.get(
    "/programmes", response=Paged[ProgrammeFacts], url_name="programmes", summary="List programmes"
)
def list_programmes(request: HttpRequest, page: Number = 1, per_page: Size = PER_PAGE):
    """Return the programmes of every authority that the site lists, the newest first."""
    site = public_authority(request)
    found = with_rows(listed_programmes(site)).order_by("-first_published_at", "-pk")
    return page_of(request, found, page, per_page, lambda listed: programme_facts(listed, site))


@api.get(
    "/programmes/{uuid:key}",
    response=ProgrammeFacts,
    url_name="programme",
    summary="Read one programme",
)
def read_programme(request: HttpRequest, key: UUID):
    """Return all that one programme says in public, with its figures."""
    site = public_authority(request)
    return programme_facts([_found(with_rows(listed_programmes(site)), key)], site)[0]


@api.get("/stories", response=Paged[StoryFacts], url_name="stories", summary="List stories")
def list_stories(
    request: HttpRequest,
    theme: Annotated[str, Query(description="The slug of a theme.")] = "",
    programme: Annotated[str, Query(description="The slug of a programme.")] = "",
    page: Number = 1,
    per_page: Size = PER_PAGE,
):
    """Return the success stories of every authority that the site lists, the newest first."""
    site = public_authority(request)
    stories = listed_stories(site)
    found = StoryFilter(request.GET, stories=stories).apply(stories).distinct()
    ordered = found.order_by("-first_published_at", "-pk")
    return page_of(request, ordered, page, per_page, lambda listed: story_facts(listed, site))


@api.get("/stories/{uuid:key}", response=StoryFacts, url_name="story", summary="Read one story")
def read_story(request: HttpRequest, key: UUID):
    """Return all that one success story says in public."""
    site = public_authority(request)
    return story_facts([_found(listed_stories(site), key)], site)[0]


def _found(pages, key: UUID) -> Page:
    page = pages.filter(translation_key=key).first()
    if page is None:
        raise Http404
    return page

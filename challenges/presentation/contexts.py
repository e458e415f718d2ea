"""What the pages of programmes and stories show."""

from datetime import datetime
from functools import partial

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Site

from authorities.caching.fragments import remember
from challenges.models import ChallengePage, ProgrammePage, SuccessStoryPage
from challenges.presentation.cards import challenge_cards, page_cards
from challenges.presentation.figures import bars, complaints_in_words, figures_of
from challenges.presentation.key_dates import key_dates
from challenges.presentation.needs import with_others
from challenges.presentation.next_change import next_change
from challenges.presentation.pictures import load_renditions, page_picture
from challenges.presentation.track import tracks_of

# As many as a page can show well; the listing has the rest.
CHALLENGES = 30


def programme_context(programme: ProgrammePage, request: HttpRequest) -> dict:
    """Return the programme's challenges, stories and figures."""
    now, site = timezone.now(), Site.find_for_request(request)
    parts = remember(
        ("parts of a programme", programme.pk, site.pk, programme.reach),
        lambda: _parts(programme, request, now),
        partial(next_change, now),
    )
    return parts | {
        "picture_html": page_picture(programme.picture, programme.picture_description),
        "key_dates": key_dates(programme),
    }


def _parts(programme: ProgrammePage, request: HttpRequest, now: datetime) -> dict:
    # A preview of a new one has no key yet: 0 is nobody's.
    key = programme.pk or 0
    private = Page.objects.get_queryset().private_q()
    challenges = ChallengePage.objects.live().filter(programme_id=key).exclude(private)
    stories = (
        SuccessStoryPage.objects.live()
        .filter(challenge__programme_id=key)
        .exclude(private)
        .select_related("picture")
    )
    told = with_others(challenges.select_related("picture"))
    shown = list(told.order_by("closes_at", "title")[:CHALLENGES])
    load_renditions([programme], shown, stories)
    figures = figures_of(challenges, programme.reach)
    return {
        "challenge_cards": challenge_cards(shown, now, request),
        "more_challenges": max(0, figures.challenges - len(shown)),
        "story_cards": page_cards(stories, request),
        "bars": bars(figures),
        "complaints": complaints_in_words(challenges),
    }


def story_context(story: SuccessStoryPage, request: HttpRequest) -> dict:
    """Return the way back to the challenge and its programme."""
    challenge = list(
        ChallengePage.objects.live()
        .public()
        .filter(pk=story.challenge_id)
        .select_related("picture", "programme")
    )
    load_renditions([story], challenge)
    return {
        "picture_html": page_picture(story.picture, story.picture_description),
        "challenge_cards": challenge_cards(challenge, timezone.now(), request),
        "tracks": tracks_of(challenge, timezone.localdate()),
        "programme": next((page.programme for page in challenge if page.programme), None),
    }

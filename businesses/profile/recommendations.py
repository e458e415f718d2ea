"""What is open and fits a business, by what it says of itself in its profile."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from django.http import HttpRequest
from wagtail import hooks

from authorities.models import User
from businesses.models import Profile
from businesses.profile.profiles import profile_of


class Recommendation(Protocol):
    """What an app gives to the hook `recommendations`: the inputs of `components/card.html`.

    Its summary is the reason, in words.
    """

    url: str
    title: str
    summary: str


@dataclass(frozen=True)
class Recommended:
    """What the person reads: `cards`, or why there are none."""

    is_wanted: bool = True
    # Whether the profile says anything to go by.
    is_possible: bool = False
    cards: Sequence[Recommendation] = field(default_factory=list)


def recommended(user: User, request: HttpRequest, now: datetime) -> Recommended:
    """Return what the site at this address recommends to the person, the best first.

    The hook's functions take the profile, the request and the instant. They are not asked for
    somebody who has turned recommendations off.
    """
    profile = profile_of(user)
    if profile is None:
        return Recommended()
    is_possible = bool(profile.themes or profile.sectors or profile.what_it_does)
    if not profile.wants_recommendations or not is_possible:
        return Recommended(profile.wants_recommendations, is_possible)
    cards = [
        card
        for recommend in hooks.get_hooks("recommendations")
        for card in recommend(profile, request, now)
    ]
    return Recommended(is_possible=True, cards=cards)


def turn(user: User, *, on: bool) -> None:
    """Remember whether the person wants recommendations; nothing for one without a profile."""
    Profile.objects.filter(user=user).update(wants_recommendations=on)

"""Which guide helps with a screen, and the guides themselves."""

from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from authorities.guide.rendering import headings, render_guide
from authorities.models import Role
from authorities.permissions import may_act_as
from authorities.scope import staff_authority


class Guide(NamedTuple):
    """One of our documents, and for whom it is."""

    title: str | Promise
    roles: tuple[Role, ...]


WRITERS = (Role.EDITOR, Role.APPROVER, Role.PROGRAMME_MANAGER)
GUIDES = {
    "editors": Guide(_("For editors"), WRITERS),
    "moderators": Guide(_("For moderators"), (Role.MODERATOR, Role.PROGRAMME_MANAGER)),
    "assessment": Guide(_("Assessment"), (Role.MODERATOR, Role.PROGRAMME_MANAGER)),
    "releases": Guide(_("From a decision to its letter"), (Role.MODERATOR, Role.PROGRAMME_MANAGER)),
    "programmes": Guide(_("For programme managers"), (Role.PROGRAMME_MANAGER,)),
    "assessors": Guide(_("For assessors"), (Role.ASSESSOR,)),
    "record": Guide(_("The record"), (Role.AUDITOR, Role.OBSERVER, Role.PROGRAMME_MANAGER)),
    "administrators": Guide(_("For administrators"), (Role.ADMINISTRATOR,)),
}
# Where help is asked for, by the beginning of an address's name: the guide, and the place in it.
PLACES = {
    "wagtailadmin_pages:": ("editors", "write-a-brief"),
    "wagtailsnippets_challenges_clarification": ("editors", "answer-questions"),
    "wagtailsnippets_challenges_questionset": ("editors", "keep-questions-ready"),
    "wagtailsnippets_challenges_synonyms": ("editors", "let-it-be-found"),
    "wagtailsnippets_challenges_promotion": (
        "editors",
        "recommend-results-and-see-what-people-search-for",
    ),
    "queue": ("moderators", "the-queue"),
    "challenge_board": ("moderators", "what-the-public-reads"),
    "release": ("releases", "releasing"),
    "proposal": ("programmes", "proposals"),
    "session": ("programmes", "sessions"),
    "wagtailsnippets_challenges_session": ("programmes", "sessions"),
    "wagtailsnippets_challenges_budgetline": ("programmes", "money"),
    "wagtailsnippets_challenges_payment": ("programmes", "money"),
    "wagtailsnippets_challenges_milestone": ("programmes", "what-follows-a-selection"),
    "track": ("programmes", "what-follows-a-selection"),
    "wagtailsnippets_challenges_lesson": ("programmes", "lessons"),
    "lessons": ("programmes", "lessons"),
    "programme": ("programmes", "figures-and-reports"),
    "people": ("administrators", "invite-somebody"),
}


def help_here(request: HttpRequest) -> HttpResponse:
    """Lead to the guide about the screen that one comes from; else to the first for one's roles."""
    mine = _guides_for(request)
    try:
        name = resolve(urlsplit(request.headers.get("Referer", "")).path).view_name or ""
    except Resolver404:
        name = ""
    for beginning, (guide, place) in PLACES.items():
        if name.startswith(beginning) and guide in mine:
            return redirect(f"{reverse('guide', args=[guide])}#{place}")
    return redirect("guide", next(iter(mine)))


def guide(request: HttpRequest, name: str) -> HttpResponse:
    """Show a guide; 404 for a document that is none."""
    if name not in GUIDES:
        raise Http404
    text = (settings.BASE_DIR / "docs" / f"{name}.md").read_text()
    context = {
        "title": GUIDES[name].title,
        "guide": render_guide(text.partition("\n")[2]),
        "headings": headings(text),
        "others": {key: GUIDES[key].title for key in _guides_for(request) if key != name},
    }
    return render(request, "authorities/guide/guide.html", context)


def _guides_for(request: HttpRequest) -> list[str]:
    if request.user.is_superuser:
        return list(GUIDES)
    authority = staff_authority(request)
    return [
        name for name, guide in GUIDES.items() if may_act_as(request.user, authority, *guide.roles)
    ]

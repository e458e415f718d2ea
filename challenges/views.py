"""Pages of challenges as the web sees them."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.forms import ApplicationForm
from applications.rate_limit import RateLimit, client_address
from applications.submission import NotOpen, submit
from authorities.scope import settings_of
from challenges import brief
from challenges.cards import challenge_cards, page_cards, state_tag
from challenges.filters import ChallengeFilter
from challenges.models import ChallengeListingPage, ChallengePage, SuccessStoryPage
from challenges.pictures import load_renditions, page_picture
from challenges.status import SELECTION_ANNOUNCED, Timing

PER_PAGE = 20
# How many days from now a preview's challenge opens and closes.
PREVIEW_DAYS: dict[str, tuple[int, int]] = {
    Timing.SCHEDULED: (1, 15),
    Timing.OPEN: (-1, 14),
    Timing.CLOSED: (-15, -1),
}


def serve_listing(request: HttpRequest, page: ChallengeListingPage) -> TemplateResponse:
    """Show the challenges that the address asks for, 20 a page."""
    now = timezone.now()
    site = Site.find_for_request(request)
    bar = ChallengeFilter(request.GET, site=site, now=now)
    listed = ChallengePage.objects.live().public().listed_on(site).select_related("picture")
    # The stubs want more of a list than a paginator does: to be counted and sliced.
    paginator: Paginator = Paginator(bar.apply(listed), PER_PAGE)  # type: ignore[arg-type]
    found = paginator.get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    context = page.get_context(request) | {
        "bar": bar,
        "count": paginator.count,
        "results": found,
        "cards": challenge_cards(found.object_list, now, request),
        "page_range": list(paginator.get_elided_page_range(found.number, on_each_side=1)),
        "base_query": f"{query.urlencode()}&" if query else "",
    }
    return TemplateResponse(request, page.template, context)


def serve_challenge(request: HttpRequest, page: ChallengePage) -> HttpResponse:
    """Show the brief with its form; take what was sent."""
    now = timezone.now()
    if request.method == "POST":
        return _receive(request, page, now)
    has_form = not page.stage and not page.is_closed(now)
    form = page.get_form(initial={"form_key": uuid.uuid4()}) if has_form else None
    return _show(request, page, form, now)


def preview_challenge(request: HttpRequest, page: ChallengePage, mode: str) -> TemplateResponse:
    """Show the brief as it will read in the state that the editor chose."""
    now = timezone.now()
    days = PREVIEW_DAYS.get(mode)
    if days or not (page.opens_at and page.closes_at):
        opens, closes = days or (1, 15)
        page.opens_at = now + timedelta(days=opens)
        page.closes_at = now + timedelta(days=closes)
    if days:
        page.stage = ""
    page.live = True
    response = _show(request, page, page.get_form(), now)
    return response


def _receive(request: HttpRequest, page: ChallengePage, now: datetime) -> HttpResponse:
    """Keep the application and lead to its receipt; or show the form again with what was typed."""
    form = page.get_form(request.POST, request.FILES)
    if not page.is_open(now):
        return _show(request, page, form, now, status=409, is_late=True)
    if request.POST.get("website"):
        form.add_error(None, _("Leave the field “Leave this field empty” empty, and send again."))
        return _show(request, page, form, now, status=422)
    if not form.is_valid():
        return _show(request, page, form, now, status=422)
    limit = RateLimit("apply", settings.APPLICATIONS_PER_HOUR, 3600)
    if limit.is_hit(client_address(request)):
        form.add_error(
            None,
            _(
                "Too many applications came from your network in the last hour. Your text is still "
                "here: keep this page open and send it again in an hour."
            ),
        )
        return _show(request, page, form, now, status=429)
    try:
        application = submit(page, form, now=now)
    except NotOpen:
        return _show(request, page, form, now, status=409, is_late=True)
    return HttpResponseRedirect(application.private_path)


def _show(
    request: HttpRequest,
    page: ChallengePage,
    form: ApplicationForm | None,
    now: datetime,
    *,
    status: int = 200,
    is_late: bool = False,
) -> TemplateResponse:
    """Return the brief with its form in the state of this instant."""
    site = Site.find_for_request(request)
    authority = settings_of(site)
    stories = _stories(page)
    load_renditions([page], stories)
    context = page.get_context(request) | {
        "form": form,
        "is_open": page.is_open(now),
        "is_scheduled": not page.stage and page.timing(now) is Timing.SCHEDULED,
        "is_late": is_late,
        "tag": state_tag(page, now),
        "facts": brief.facts(page, authority, now),
        "steps": brief.steps(page, authority.zone, now),
        "apply_bar_text": brief.apply_bar_text(page, now),
        "match_limit": page.match_limit or authority.match_limit,
        "selection_limit": page.selection_limit or authority.selection_limit,
        "key_dates": brief.key_dates(page),
        "documents": brief.documents(page),
        "closed_notice": brief.form_notice(page, authority.zone, now),
        "picture_html": page_picture(page.picture, page.picture_description),
        "themes": page.themes.all(),
        "criteria": page.criteria.all(),
        "clarifications": brief.clarifications(page),
        "story_cards": page_cards(stories, request),
    }
    return TemplateResponse(request, page.template, context, status=status)


def _stories(page: ChallengePage) -> list[SuccessStoryPage]:
    """Return what came of the challenge; nothing before its selection is public."""
    if not page.pk or page.stage not in SELECTION_ANNOUNCED:
        return []
    stories = SuccessStoryPage.objects.live().public().filter(challenge=page)
    return list(stories.select_related("picture"))

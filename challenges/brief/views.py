"""Pages of challenges as the web sees them."""

from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.drafts.browser_drafts import browser_draft, find_again
from applications.drafts.forms import ApplicationForm
from applications.drafts.save_responses import is_autosave
from applications.drafts.sections import sections_of
from applications.jobs.view_counts import count_view
from applications.submission.page_form import Applying, new_form, receive
from authorities.caching.fragments import remember
from authorities.http.rate_limit import RateLimit
from authorities.http.request_start import arrived_at
from authorities.http.small_forms import check_small_form
from authorities.models import AuthoritySettings
from authorities.permissions import may_act_as
from authorities.scope import settings_of, staff_authority, staff_member
from businesses.sign_in.proof import has_proven, proven_address
from businesses.subscriptions.limits import check_subscription
from challenges.brief import page_context
from challenges.brief.asking import AskForm, ask, asking_ends_at, takes_questions, why_not_asked
from challenges.brief.engagement.forms import InterestForm
from challenges.brief.engagement.interested import is_interested, say_interest
from challenges.brief.engagement.page_context import engagement_context
from challenges.brief.similar import similar_to
from challenges.follows import FollowForm, can_be_followed, follow, is_followed_by
from challenges.models import ChallengePage, SuccessStoryPage
from challenges.models.status import SELECTION_ANNOUNCED, Timing
from challenges.permissions import ANSWERERS
from challenges.presentation.cards import page_cards, similar_item, state_tag
from challenges.presentation.key_dates import key_dates
from challenges.presentation.needs import need_of
from challenges.presentation.next_change import next_change
from challenges.presentation.pictures import load_renditions, page_picture
from challenges.presentation.track import tracks_of

# How many days from now a preview's challenge opens and closes.
PREVIEW_DAYS: dict[str, tuple[int, int]] = {
    Timing.SCHEDULED: (1, 15),
    Timing.ANNOUNCED: (14, 28),
    Timing.OPEN: (-1, 14),
    Timing.CLOSED: (-15, -1),
}


def serve_challenge(request: HttpRequest, page: ChallengePage) -> HttpResponse:
    """Show the brief with its form; take what was typed into it."""
    if request.method == "POST":
        if "ask" in request.POST:
            return _receive_question(request, page, arrived_at(request))
        if "find" in request.POST:
            return _find_draft(request, page)
        if "interest" in request.POST:
            return _receive_interest(request, page, arrived_at(request))
        if "follow" in request.POST:
            return _receive_follow(request, page, timezone.now())
        received = receive(request, page, arrived_at(request))
        if not isinstance(received, Applying):
            return received
        if is_autosave(request):
            return received.as_json()
        return _show(request, page, received, timezone.now(), status=received.status)
    now = timezone.now()
    count_view(request, page)
    return _show(request, page, _new_form(request, page, now), now)


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
        page.announced_at = now - timedelta(days=1) if mode == Timing.ANNOUNCED else None
    page.live = True
    return _show(request, page, new_form(request, page), now)


def _new_form(request: HttpRequest, page: ChallengePage, now: datetime) -> Applying | None:
    """Return an empty application form while one can be sent, or will be."""
    has_form = not page.stage and not page.is_closed(now)
    return new_form(request, page) if has_form else None


def _find_draft(request: HttpRequest, page: ChallengePage) -> JsonResponse:
    """Tell a script of the draft that this browser began here, as the page itself would."""
    draft = find_again(request, page, request.POST.get("form_key", ""))
    html = render_to_string("challenges/brief/own_draft.html", {"own_draft": draft}, request)
    return JsonResponse({"html": html.strip()})


def _receive_question(request: HttpRequest, page: ChallengePage, now: datetime) -> HttpResponse:
    """Keep the question and say so; or show it again with what is wrong."""
    form = AskForm(request.POST)
    status = check_small_form(
        request,
        form,
        "asked",
        RateLimit("ask", settings.QUESTIONS_PER_HOUR, 3600),
        too_many=_(
            "Too many questions came from your network in the last hour. Your text is still "
            "here: keep this page open and send it again in an hour."
        ),
        closed=why_not_asked(page, now),
    )
    if status != 200:
        applying = _new_form(request, page, now)
        return _show(request, page, applying, now, status=status, ask_form=form)
    ask(page, form.cleaned_data["asked"], now=now)
    return HttpResponseRedirect(f"{request.path}?asked=yes#ask")


def _receive_interest(request: HttpRequest, page: ChallengePage, now: datetime) -> HttpResponse:
    """Keep what somebody could do; whoever is known already reads the same answer."""
    form = InterestForm(request.POST)
    closed = ""
    if page.is_open(now):
        closed = _("It is open now. Your text is still here, to copy into an application.")
    elif not (page.live and page.is_announced(now)):
        closed = _("We do not ask for this now. Your text is still here.")
    status = check_subscription(request, form, "interest_email", closed=closed)
    if status != 200:
        applying = _new_form(request, page, now)
        return _show(request, page, applying, now, status=status, interest_form=form)
    typed = form.cleaned_data
    email = typed["interest_email"]
    say_interest(
        page,
        email,
        **{name: typed[f"interest_{name}"] for name in ("name", "text", "link")},
        is_proven=has_proven(request, email),
        now=now,
    )
    return HttpResponseRedirect(f"{request.path}?interested=yes#interest")


def _receive_follow(request: HttpRequest, page: ChallengePage, now: datetime) -> HttpResponse:
    """Let somebody follow the challenge; whoever is known already reads the same answer."""
    form = FollowForm(request.POST)
    closed = "" if can_be_followed(page) else _("Nothing more will become of this challenge.")
    status = check_subscription(request, form, "follow_email", closed=closed)
    if status != 200:
        applying = _new_form(request, page, now)
        return _show(request, page, applying, now, status=status, follow_form=form)
    email = form.cleaned_data["follow_email"]
    follow(page, email, is_proven=has_proven(request, email), now=now)
    return HttpResponseRedirect(f"{request.path}?followed=yes#follow")


def _show(
    request: HttpRequest,
    page: ChallengePage,
    applying: Applying | None,
    now: datetime,
    *,
    status: int = 200,
    ask_form: AskForm | None = None,
    follow_form: FollowForm | None = None,
    interest_form: InterestForm | None = None,
) -> TemplateResponse:
    """Return the brief with its form in the state of this instant."""
    site = Site.find_for_request(request)
    authority = settings_of(site)
    proven = proven_address(request)
    stories = _stories(page)
    load_renditions([page], stories)
    context = page.get_context(request) | {
        "applying": applying,
        "form": applying.form if applying else None,
        **(_form_parts(request, page, applying.form) if applying else {}),
        "own_draft": browser_draft(request, page) if request.method == "GET" else None,
        "is_open": page.is_open(now),
        "is_scheduled": page.opens_later(now),
        "is_announced": page.is_announced(now),
        "is_late": bool(applying and applying.is_late),
        "arrived_at": arrived_at(request),
        "question_sections": page_context.question_sections(page) if applying else [],
        "tag": state_tag(page, now),
        "facts": page_context.facts(page, authority, now),
        "steps": page_context.steps(page, authority.zone, now),
        "apply_bar_text": page_context.apply_bar_text(page, now),
        "match_limit": page.match_limit or authority.match_limit,
        "selection_limit": page.selection_limit or authority.selection_limit,
        "key_dates": key_dates(page),
        "documents": page_context.documents(page),
        "closed_notice": page_context.form_notice(page, authority.zone, now),
        "picture_html": page_picture(page.picture, page.picture_description),
        "themes": page.themes.all(),
        "criteria": page.criteria.all(),
        **_shared_with_all(page, authority, now),
        "ask_form": ask_form or (AskForm() if takes_questions(page, now) else None),
        "asking_ends_at": asking_ends_at(page),
        "follow_form": follow_form
        or (FollowForm(initial={"follow_email": proven}) if can_be_followed(page) else None),
        "interest_form": interest_form
        or (InterestForm(initial={"interest_email": proven}) if page.is_announced(now) else None),
        "interested": bool(proven) and page.is_announced(now) and is_interested(page, proven),
        **engagement_context(page, authority.zone, now),
        "follows": bool(proven) and is_followed_by(page, proven),
        "proven": proven,
        "story_cards": page_cards(stories, request),
        "need": need_of(page, site),
        "may_join": _may_join(request, page),
        "similar": remember(
            ("similar", page.pk, site.pk, page.live_revision_id),
            lambda: [similar_item(found, request, now) for found in similar_to(page, site)],
            partial(next_change, now),
        ),
    }
    return TemplateResponse(request, page.template, context, status=status)


def _may_join(request: HttpRequest, page: ChallengePage) -> bool:
    """Return whether another authority's editor reads the brief: nobody else is asked who it is."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    try:
        authority = staff_authority(request)
    except Http404:
        return False
    is_own = page.path.startswith(authority.root_page.path)
    return not is_own and bool(may_act_as(staff_member(request), authority, *ANSWERERS))


def _shared_with_all(page: ChallengePage, authority: AuthoritySettings, now: datetime) -> dict:
    """Return what was said of the challenge after it was published."""
    if not page.pk:
        return {"amendments": [], "clarifications": [], "tracks": []}
    zone, today = authority.zone, now.astimezone(authority.zone).date()
    return remember(
        ("shared with all", page.pk, page.stage, str(zone), today),
        lambda: {
            "amendments": page_context.amendments(page, zone),
            "clarifications": page_context.clarifications(page, zone),
            "tracks": tracks_of([page], today),
        },
    )


def _form_parts(request: HttpRequest, page: ChallengePage, form: ApplicationForm) -> dict:
    """Return the form's sections and its fields as HTML; an empty field is everybody's."""
    is_own = form.is_bound or getattr(request, "is_preview", False)
    empty = [name for name in form.fields if not (is_own or form[name].initial)]
    html = remember(
        ("empty fields", page.pk, *empty),
        lambda: {name: form[name].as_field_group() for name in empty},
    )
    html |= {name: form[name].as_field_group() for name in form.fields if name not in html}
    sections = [
        {"title": section.title, "fields": [html[field.name] for field in section.of(form)]}
        for section in sections_of(page.get_form_fields())
    ]
    return {"form_sections": sections, "fields": html}


def _stories(page: ChallengePage) -> list[SuccessStoryPage]:
    """Return what came of the challenge; nothing before its selection is public."""
    if not page.pk or page.stage not in SELECTION_ANNOUNCED:
        return []
    stories = SuccessStoryPage.objects.live().public().filter(challenge=page)
    return list(stories.select_related("picture"))

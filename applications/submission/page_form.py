"""The whole form on the page itself: kept as a draft whatever comes of it, and sent if asked."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.drafts import saving
from applications.drafts.browser_drafts import browser_digest, browser_draft, remember
from applications.drafts.forms import ApplicationForm
from applications.drafts.merging import Conflict
from applications.drafts.private_link import LinkNews, mail_link, why_no_link
from applications.drafts.save_responses import (
    answer_to_autosave,
    is_autosave,
    say_saved,
    seen_version,
    uploads_in,
)
from applications.drafts.saving import Saved
from applications.files import draft_files
from applications.models import Draft, TakesApplications, Terms, deadlines
from applications.models.deadlines import NotOpen
from applications.submission.sending import TooManySent, send_or_lead
from applications.submission.submit import Incomplete, sent_as_it_stands, terms_of
from authorities.http.rate_limit import RateLimit, client_address
from authorities.http.request_start import arrived_at
from businesses.profile.profiles import initial_details
from businesses.sign_in.mail_budget import budget_of


@dataclass
class Applying:
    """The form to show on the page, the draft that holds it, and what stands in the way."""

    form: ApplicationForm
    terms: Terms | None = None
    draft: Draft | None = None
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)
    conflicts: list[Conflict] = field(default_factory=list)
    # Whether the draft was begun in another form of this browser.
    is_joined: bool = False
    # What there is to tell about the link to the draft.
    link: LinkNews = field(default_factory=LinkNews)
    is_late: bool = False
    status: int = 200

    def as_json(self) -> JsonResponse:
        """Return what a script that saves is told when nothing was kept."""
        said = (
            _("Not saved: the challenge has closed.")
            if self.is_late
            else " ".join(str(error) for error in self.form.non_field_errors())
        )
        return JsonResponse({"saved": said}, status=self.status)


def new_form(request: HttpRequest, page: TakesApplications) -> Applying:
    """Return an empty form; what the profile of a signed-in business says is filled in."""
    initial = initial_details(request.user) if request.user.is_authenticated else {}
    terms = terms_of(Site.find_for_request(request))
    return Applying(page.get_form(initial=initial, has_terms=bool(terms)), terms)


def receive(
    request: HttpRequest, page: TakesApplications, now: datetime
) -> HttpResponse | Applying:
    """Keep what was typed as a draft; send it if that was asked for.

    Returns where to go from here, or the form with what stands in the way.
    """
    terms = terms_of(Site.find_for_request(request))
    form = page.get_form(request.POST, {}, has_terms=bool(terms))
    applying = Applying(form, terms, _draft_of_form(request, page), status=422)
    if page.period().opens_at > now:
        applying.is_late, applying.status = True, 409
        return applying
    if not applying.draft and not _holds_anything(request, form):
        return applying
    if applying.draft is None and request.POST.get("action") == "save":
        applying.draft = _draft_to_join(request, page)
        applying.is_joined = applying.draft is not None
    if applying.draft is None and not deadlines.keeps_text(page, None, now):
        applying.is_late, applying.status = True, 409
        return applying
    if applying.draft is None and _has_too_many_drafts(request):
        form.add_error(
            None,
            _(
                "Too many drafts came from your network in the last hour. Your text is still "
                "here: keep this page open and save it again in an hour."
            ),
        )
        applying.status = 429
        return applying
    if applying.draft is None:
        applying.draft = saving.start(
            page, form_key=_form_key(request), browser=browser_digest(request), now=now
        )
        remember(request, applying.draft)
    was = applying.draft.email
    try:
        saved = saving.save(
            applying.draft,
            page,
            saving.typed_in(form),
            seen=seen_version(request),
            uploads=uploads_in(request, form),
            remove=request.POST.get("remove", ""),
            window=request.POST.get("window", ""),
            now=now,
        )
    except NotOpen:
        applying.draft, applying.is_late, applying.status = None, True, 409
        return applying
    if is_autosave(request):
        is_open = deadlines.is_open_for(page, saved.draft, now)
        link = news_of_link(request, saved.draft, page, was)
        return answer_to_autosave(saved, saved.draft.private_path, is_late=not is_open, link=link)
    return _after_saving(request, page, saved, terms, now, is_joined=applying.is_joined)


def news_of_link(
    request: HttpRequest, draft: Draft, page: TakesApplications, was: str = ""
) -> LinkNews:
    """Mail the link to a draft that was just saved, where it is due; return what to tell of it.

    `was` is its address before: where a script saves, an address may be half typed, and is written
    to once it has stayed the same. A program that fills in the trap causes no mail.
    """
    is_open = deadlines.is_open_for(page, draft, arrived_at(request))
    if not is_open or is_trapped(request) or (is_autosave(request) and draft.email != was):
        return LinkNews()
    secret = draft.secret
    is_pressed = not is_autosave(request)
    link = mail_link(draft, page, may_write=budget_of(request), is_pressed=is_pressed)
    if draft.secret != secret:
        remember(request, draft)
    return link


def _after_saving(
    request: HttpRequest,
    page: TakesApplications,
    saved: Saved,
    terms: Terms | None,
    now: datetime,
    *,
    is_joined: bool,
) -> HttpResponse | Applying:
    draft = saved.draft
    is_open = deadlines.is_open_for(page, draft, now)
    form = page.get_form(request.POST, {}, kept=draft_files.kept(draft), has_terms=bool(terms))
    applying = Applying(
        form, terms, draft, draft.form_key, saved.conflicts, is_joined=is_joined, status=422
    )
    if not is_open:
        # The line may have broken after it was sent, and the browser sends it once more.
        is_kept = not (saved.conflicts or saved.refused_files)
        if is_kept and (sent := sent_as_it_stands(draft)):
            return HttpResponseRedirect(sent.private_path)
        applying.is_late, applying.status = True, 409
        return applying
    for name, refusal in saved.refused_files.items():
        form.errors.pop(name, None)
        form.add_error(name, refusal)
    if saved.conflicts:
        applying.status = 409
        return applying
    wants_to_send = request.POST.get("action") != "save" and "remove" not in request.POST
    if wants_to_send and is_trapped(request):
        form.add_error(
            None,
            _(
                "Leave the field “Leave this field empty” empty, and send again. If your browser "
                "fills it in, open the draft and send it from there."
            ),
        )
        return applying
    if wants_to_send and form.is_valid():
        return _send(request, page, applying, now)
    applying.link = news_of_link(request, draft, page)
    if wants_to_send or saved.refused_files:
        return applying
    link = applying.link if draft.email else why_no_link(draft)
    say_saved(request, saved, is_late=False, link=link)
    return HttpResponseRedirect(draft.private_path)


def _send(
    request: HttpRequest, page: TakesApplications, applying: Applying, now: datetime
) -> HttpResponse | Applying:
    assert applying.draft is not None  # noqa: S101  # it was saved a moment ago
    try:
        path = send_or_lead(request, applying.draft, page, now, path=applying.draft.private_path)
    except TooManySent as refusal:
        applying.form.add_error(None, str(refusal))
        applying.status = 429
        applying.link = news_of_link(request, applying.draft, page)
        return applying
    except NotOpen:
        applying.is_late, applying.status = True, 409
        return applying
    except Incomplete as incomplete:
        applying.form = incomplete.form
        return applying
    return HttpResponseRedirect(path)


def is_trapped(request: HttpRequest) -> bool:
    """Return whether the field was filled in that no person sees."""
    return bool(request.POST.get("website"))


def _has_too_many_drafts(request: HttpRequest) -> bool:
    """Return whether more drafts were begun from one network than people ever begin."""
    limit = RateLimit("new drafts", settings.DRAFTS_PER_HOUR, 3600)
    return limit.is_hit(client_address(request))


def _draft_of_form(request: HttpRequest, page: TakesApplications) -> Draft | None:
    """Return the draft that this very form was saved as before."""
    key = _form_key(request)
    return Draft.objects.filter(page_id=page.pk, form_key=key).first() if key else None


def _draft_to_join(request: HttpRequest, page: TakesApplications) -> Draft | None:
    """Return the unsent draft of this browser that has the same address as was typed here."""
    draft = browser_draft(request, page)
    email = request.POST.get("email", "").strip().lower()
    is_theirs = draft is not None and email != "" and draft.email.lower() == email
    if not is_theirs or page.allows_several or hasattr(draft, "application"):
        return None
    return draft


def _form_key(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _holds_anything(request: HttpRequest, form: ApplicationForm) -> bool:
    typed = saving.typed_in(form).values()
    if "begins_with_file" in request.POST:
        return True
    texts = (value for inputs in typed for values in inputs.values() for value in values)
    return any(text.strip() for text in texts) or bool(uploads_in(request, form))

"""The whole form on the page itself: kept as a draft whatever comes of it, and sent if asked."""

import uuid
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils.translation import gettext as _
from wagtail.models import Site

from applications.drafts import saving
from applications.drafts.browser_drafts import remember
from applications.drafts.forms import ApplicationForm
from applications.drafts.merging import Conflict
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
from applications.submission.submit import Incomplete, SentBefore, send, sent_as_it_stands, terms_of
from authorities.http.rate_limit import RateLimit, client_address
from businesses.profile.profiles import initial_details, remember_details
from businesses.sign_in.mail_budget import budget_of
from businesses.sign_in.proof import proven_address


@dataclass
class Applying:
    """The form to show on the page, the draft that holds it, and what stands in the way."""

    form: ApplicationForm
    terms: Terms | None = None
    draft: Draft | None = None
    form_key: uuid.UUID = field(default_factory=uuid.uuid4)
    conflicts: list[Conflict] = field(default_factory=list)
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
    if refusal := _refusal(request, applying):
        form.add_error(None, refusal)
        return applying
    if applying.draft is None:
        applying.draft = saving.start(page, form_key=_form_key(request), now=now)
        remember(request, applying.draft)
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
    return _after_saving(request, page, saved, terms, now)


def _after_saving(
    request: HttpRequest,
    page: TakesApplications,
    saved: Saved,
    terms: Terms | None,
    now: datetime,
) -> HttpResponse | Applying:
    draft = saved.draft
    is_open = deadlines.is_open_for(page, draft, now)
    if is_autosave(request):
        return answer_to_autosave(saved, draft.private_path, is_late=not is_open)
    form = page.get_form(request.POST, {}, kept=draft_files.kept(draft), has_terms=bool(terms))
    applying = Applying(form, terms, draft, draft.form_key, saved.conflicts, status=422)
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
    if wants_to_send and form.is_valid():
        return _send(request, page, applying, now)
    if wants_to_send or saved.refused_files:
        return applying
    say_saved(request, saved, is_late=False)
    return HttpResponseRedirect(draft.private_path)


def _send(
    request: HttpRequest, page: TakesApplications, applying: Applying, now: datetime
) -> HttpResponse | Applying:
    assert applying.draft is not None  # noqa: S101  # it was saved a moment ago
    try:
        sent = send_or_lead(request, applying.draft, page, now)
    except NotOpen:
        applying.is_late, applying.status = True, 409
        return applying
    except Incomplete as incomplete:
        applying.form = incomplete.form
        return applying
    return HttpResponseRedirect(sent or applying.draft.private_path)


def send_or_lead(request: HttpRequest, draft: Draft, page: TakesApplications, now: datetime) -> str:
    """Send the draft and return ""; or return the path of what this person has sent before.

    Raises what `submit.send` raises.
    """
    address = proven_address(request)
    try:
        application = send(draft, now=now, proven=address, may_write=budget_of(request))
    except SentBefore as before:
        messages.warning(
            request,
            _(
                "You have sent this application before, so there is no second one. You can change "
                "it here until the challenge closes. What you typed now is kept as a draft."
            ),
        )
        return before.draft.path_for(address)
    if request.user.is_authenticated:
        remember_details(request.user, application.details())
    return ""


def _refusal(request: HttpRequest, applying: Applying) -> str:
    """Return why this is not taken at all: a filled trap, or too many from one network."""
    if request.POST.get("website"):
        return _("Leave the field “Leave this field empty” empty, and send again.")
    limit = RateLimit("apply", settings.APPLICATIONS_PER_HOUR, 3600)
    if applying.draft is None and limit.is_hit(client_address(request)):
        applying.status = 429
        return _(
            "Too many applications came from your network in the last hour. Your text is still "
            "here: keep this page open and send it again in an hour."
        )
    return ""


def _draft_of_form(request: HttpRequest, page: TakesApplications) -> Draft | None:
    """Return the draft that this very form was saved as before."""
    key = _form_key(request)
    return Draft.objects.filter(page_id=page.pk, form_key=key).first() if key else None


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

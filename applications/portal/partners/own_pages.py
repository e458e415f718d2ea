"""A partner's own page: what it would agree to, its answer, and where the application stands.

The address shows no more than the mail that it came with, until whoever opens it has proven the
partner's by a code: a link that was forwarded lets nobody agree.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from applications.drafts import saving
from applications.drafts.partners import answering
from applications.drafts.partners.agreement import (
    State,
    names_of,
    partners_of,
    print_of_names,
    standings,
)
from applications.drafts.partners.answering import AnswerRefused
from applications.drafts.partners.forms import DeclineForm, OwnPartnerForm
from applications.drafts.sections import BUSINESS, sections_of
from applications.models import (
    Application,
    Draft,
    Partner,
    SentPartner,
    TakesApplications,
    deadlines,
)
from applications.portal.access import unlisted
from applications.privacy.erasure import KeptByLaw
from applications.privacy.partner_erasure import erase_partner
from applications.submission.answers import Answer, own_answers, typed_answers
from applications.submission.partners import leave
from authorities.forms.public import bound_data
from authorities.http.request_start import arrived_at
from businesses.sign_in.code import ask_for_proof
from businesses.sign_in.mail_budget import budget_of
from businesses.sign_in.proof import has_proven


@dataclass
class PartnerAccess:
    """A partner's page, opened by its address."""

    partner: Partner

    @property
    def draft(self) -> Draft:
        """What it is a partner in."""
        return self.partner.draft

    @cached_property
    def page(self) -> TakesApplications:
        """The page that the draft answers."""
        return self.draft.page.specific

    @property
    def application(self) -> Application | None:
        """What was sent, if anything was."""
        return getattr(self.draft, "application", None)

    @cached_property
    def sent(self) -> SentPartner | None:
        """The partner as what was sent last has it, if it does."""
        if self.application is None:
            return None
        return self.application.partners.filter(partner=self.partner).first()

    @property
    def is_over(self) -> bool:
        """Whether it has no part in the draft any more, nor in what was sent."""
        return self.partner.removed_at is not None and self.sent is None

    @cached_property
    def state(self) -> State | None:
        """How far it is with the draft; none for one that was removed."""
        found = (one.state for one in standings(self.draft) if one.partner.pk == self.partner.pk)
        return next(found, None)


def partner_page(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open the address for who has proven the partner's; others are shown what the mail said."""

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, secret: str) -> HttpResponseBase:
        access = _find(Site.find_for_request(request), secret)
        if access.is_over:
            status = 409 if request.method == "POST" else 200
            return unlisted(_render(request, "over", {"access": access}, status))
        if has_proven(request, access.partner.email):
            return unlisted(view(request, access))
        if request.method == "POST":
            return unlisted(ask_for_proof(request, access.partner.email))
        lead = access.draft.business_name.strip()
        context = {"access": access, "page": access.page, "lead": lead}
        return unlisted(_render(request, "door", context))

    return opened


def _find(site: Site | None, secret: str) -> PartnerAccess:
    found = Partner.objects.filter(secret=secret, draft__authority=site).select_related(
        "draft__page", "draft__authority", "draft__application"
    )
    if partner := found.first():
        return PartnerAccess(partner)
    raise Http404("No partner has this address.")


@partner_page
def own_page(request: HttpRequest, access: PartnerAccess) -> HttpResponse:
    """Show what the partner would agree to; keep its facts, and that it agrees."""
    form = OwnPartnerForm(bound_data(request), initial=access.partner.details())
    if request.method != "POST":
        return _show(request, access, form)
    if not form.is_valid():
        return _show(request, access, form, status=422)
    now = arrived_at(request)
    try:
        if request.POST.get("action") == "save":
            answering.keep_facts(access.partner, form.cleaned_data, page=access.page, now=now)
            messages.success(request, _("Saved. You have not agreed by this."))
        else:
            answering.agree(
                access.partner,
                form.cleaned_data,
                seen=request.POST.get("seen", ""),
                page=access.page,
                now=now,
                may_write=budget_of(request),
            )
            messages.success(request, _("You have agreed. The business that leads can send it."))
    except AnswerRefused as refusal:
        form.add_error(None, str(refusal))
        return _show(request, access, form, status=409)
    return HttpResponseRedirect(access.partner.private_path)


@partner_page
def decline_page(request: HttpRequest, access: PartnerAccess) -> HttpResponse:
    """Ask why the partner does not take part, or leaves; then keep that it does not."""
    form = DeclineForm(bound_data(request))
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            _decline(request, access, form.cleaned_data["because"])
        except AnswerRefused as refusal:
            form.add_error(None, str(refusal))
            status = 409
        else:
            messages.success(request, _("You do not take part. The business that leads knows."))
            return HttpResponseRedirect(access.partner.private_path)
    elif request.method == "POST":
        status = 422
    context = {"access": access, "page": access.page, "form": form}
    return _render(request, "decline", context | _moment(request, access), status)


def _decline(request: HttpRequest, access: PartnerAccess, because: str) -> None:
    page, now, may_write = access.page, arrived_at(request), budget_of(request)
    if access.sent and access.sent.left_at is None:
        leave(access.sent, because, page=page, now=now, may_write=may_write)
    else:
        answering.decline(access.partner, because, page=page, now=now, may_write=may_write)


@partner_page
def erase_page(request: HttpRequest, access: PartnerAccess) -> HttpResponse:
    """Erase the partner's people, after saying what stays."""
    context: dict = {"access": access, "page": access.page}
    if request.method != "POST":
        return _render(request, "erase", context)
    try:
        erase_partner(access.partner, now=arrived_at(request))
    except KeptByLaw:
        return _render(request, "erase", context | {"is_kept": True}, status=409)
    return _render(request, "erased", context)


@partner_page
def own_data(request: HttpRequest, access: PartnerAccess) -> HttpResponse:
    """Hand out what is kept of the partner, as JSON; nothing of the lead's or of others'."""
    partner = access.partner
    kept = {
        "facts": partner.details(),
        "added": partner.added_at,
        "asked": partner.asked_at,
        "agreed": partner.agreed_at,
        "declined": partner.declined_at,
        "declined_because": partner.declined_because,
        "removed": partner.removed_at,
        "sent": [
            {
                **one.details(),
                "agreed": one.agreed_at,
                "left": one.left_at,
                "left_because": one.left_because,
            }
            for one in partner.sent.all()
        ],
    }
    response = JsonResponse(kept, json_dumps_params={"indent": 2, "ensure_ascii": False})
    name = f"{access.draft.reference}-partner.json"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _show(
    request: HttpRequest, access: PartnerAccess, form: OwnPartnerForm, status: int = 200
) -> HttpResponse:
    partners = list(partners_of(access.draft))
    names = names_of(access.draft, partners)
    context = {
        "access": access,
        "page": access.page,
        "form": form,
        "lead": names[0],
        "partners": partners,
        "seen": print_of_names(names),
        "state": access.state.value if access.state else "",
        "answers": _answers(access) if access.draft.partners_read_answers else [],
    } | _moment(request, access)
    return _render(request, "own_page", context, status)


def _moment(request: HttpRequest, access: PartnerAccess) -> dict:
    now = arrived_at(request)
    return {
        "is_open": deadlines.is_open_for(access.page, access.draft, now),
        "closes_at": deadlines.closes_at(access.page, access.draft),
        "now": now,
    }


def _answers(access: PartnerAccess) -> list[Answer]:
    """Return the answers to the page's questions: as they were sent, else as they are typed."""
    if access.application and not access.draft.has_unsent_changes:
        return own_answers(access.application)
    form = saving.draft_form(access.draft, access.page)
    sections = sections_of(access.page.get_form_fields())
    names = [name for one in sections if one.name != BUSINESS for name in one.fields]
    return typed_answers(form, names)


def _render(request: HttpRequest, name: str, context: dict, status: int = 200) -> HttpResponse:
    return render(request, f"applications/portal/partners/{name}.html", context, status=status)

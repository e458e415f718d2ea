"""Who opens a private address, and what they may do with it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from wagtail.models import Page, Site

from applications.drafts.erasures import erasure_of
from applications.drafts.save_responses import is_autosave
from applications.models import Application, Colleague, Draft, DraftErasure, TakesApplications
from authorities.sign_in.kept.giving_back import given_back
from businesses.sign_in.code import ask_for_proof
from businesses.sign_in.proof import has_proven


@dataclass
class Access:
    """A draft, opened by its contact or by a colleague."""

    draft: Draft
    colleague: Colleague | None = None

    @property
    def secret(self) -> str:
        """The address that was used; what a page links to is found below it."""
        return self.colleague.secret if self.colleague else self.draft.secret

    @property
    def path(self) -> str:
        """The path of the page that the address opens."""
        return self.colleague.private_path if self.colleague else self.draft.private_path

    @property
    def is_contact(self) -> bool:
        """Whether the contact's own address was used."""
        return self.colleague is None

    @cached_property
    def page(self) -> TakesApplications:
        """The page that the draft answers."""
        return self.draft.page.specific

    @property
    def application(self) -> Application | None:
        """What was sent, if anything was."""
        return getattr(self.draft, "application", None)


def find_access(site: Site | None, secret: str) -> Access:
    """Return what the address opens at the authority's own site; raise `Http404` for no draft."""
    drafts = Draft.objects.for_authority(site).select_related("page", "authority", "application")
    if draft := drafts.filter(secret=secret).first():
        return Access(draft)
    colleague = Colleague.objects.filter(secret=secret, removed_at=None).first()
    if colleague and (draft := drafts.filter(pk=colleague.draft_id).first()):
        return Access(draft, colleague)
    raise Http404("No draft has this address.")


def private(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open the address for the view, and keep it out of caches, referrers and search engines.

    A colleague's address opens for who has proven theirs by a code: forwarded, it is of no use.
    """

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, secret: str, **kwargs) -> HttpResponseBase:
        site = Site.find_for_request(request)
        try:
            access = find_access(site, secret)
        except Http404:
            if (erasure := erasure_of(secret)) and erasure.page in _pages_of(site):
                return erased_page(request, erasure)
            raise
        if access.colleague and not has_proven(request, access.colleague.email):
            response: HttpResponseBase = ask_for_proof(request, access.colleague.email)
        else:
            _note_joined(access.colleague)
            response = view(request, access, **kwargs)
        return unlisted(response)

    return opened


def erased_page(request: HttpRequest, erasure: DraftErasure) -> HttpResponse:
    """Say who erased the draft and when, and give back what was sent to it."""
    if is_autosave(request):
        return JsonResponse({"saved": _("Not saved: this draft was erased.")}, status=409)
    context = {"erasure": erasure, "page": erasure.page} | given_back(request, can_send=False)
    return render(request, "applications/portal/gone.html", context, status=410)


def _pages_of(site: Site | None) -> QuerySet[Page]:
    root = site.root_page if site else None
    return Page.objects.descendant_of(root) if root else Page.objects.none()


def unlisted(response: HttpResponseBase) -> HttpResponseBase:
    """Return the response with what keeps its address out of referrers and search engines."""
    # Not “no-referrer”: browsers then hide the origin too, and Django refuses the form.
    response["Referrer-Policy"] = "strict-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _note_joined(colleague: Colleague | None) -> None:
    if colleague and colleague.joined_at is None:
        colleague.joined_at = timezone.now()
        colleague.save(update_fields=["joined_at"])


def proven(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let the contact in who has proven their address by a code; others are asked for it first.

    Answers 404 to a colleague: what they may not do has no address for them.
    """

    @wraps(view)
    def opened(request: HttpRequest, access: Access, **kwargs) -> HttpResponseBase:
        if not access.is_contact:
            raise Http404("Only the contact may do this.")
        if not has_proven(request, access.draft.email):
            return ask_for_proof(request, access.draft.email)
        return view(request, access, **kwargs)

    return opened

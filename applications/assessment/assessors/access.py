"""Who opens an assessor's private address."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps

from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from applications.assessment.permissions import is_over
from applications.models import Assessor, Assignment, TakesApplications
from businesses.sign_in.code import ask_for_proof
from businesses.sign_in.proof import has_proven


@dataclass
class AssessorAccess:
    """An assessor's address, opened by who has proven the mailbox that was invited."""

    assessor: Assessor

    @property
    def secret(self) -> str:
        """The address that was used; what a page links to is found below it."""
        return self.assessor.secret

    @property
    def path(self) -> str:
        """The path of the assessor's own page."""
        return self.assessor.private_path

    @cached_property
    def page(self) -> TakesApplications:
        """The page whose applications are assessed."""
        return self.assessor.page.specific

    def assignment(self, key: object) -> Assignment:
        """Return the assessor's assignment of this key; raise `Http404` unless it stands."""
        own = Assignment.objects.filter(assessor=self.assessor, ended_at=None)
        related = ("assessor", "application__draft", "application__page", "application__authority")
        return get_object_or_404(own.select_related(*related), key=key)


def find_assessor(site: Site | None, secret: str) -> AssessorAccess:
    """Return what the address opens at the authority's own site; raise `Http404` for nobody.

    A removed assessor's address opens nothing.
    """
    assessors = Assessor.objects.for_authority(site).filter(removed_at=None)
    found = assessors.select_related("page", "authority").filter(secret=secret).first()
    if found is None:
        raise Http404("No assessor has this address.")
    return AssessorAccess(found)


def assessing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open the address for who has proven the invited mailbox by a code; ask others for one.

    Kept out of caches, referrers and search engines. Being signed in as staff proves nothing.
    """

    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, secret: str, **kwargs) -> HttpResponseBase:
        access = find_assessor(Site.find_for_request(request), secret)
        if not access.assessor.accepted_at and is_over(access.page):
            # Nothing is asked of them any more: no code either.
            response = _show_over(request, access)
        elif has_proven(request, access.assessor.email):
            response = view(request, access, **kwargs)
        else:
            response = ask_for_proof(request, access.assessor.email)
        # Not “no-referrer”: browsers then hide the origin too, and Django refuses the form.
        response["Referrer-Policy"] = "strict-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return opened


def _show_over(request: HttpRequest, access: AssessorAccess) -> HttpResponseBase:
    """Say to whoever was invited and never answered that the assessment has ended."""
    context = {"access": access, "page": access.page}
    return render(request, "applications/assessment/ended.html", context, status=410)


def accepted(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let in who has accepted; lead others to where they answer the invitation."""

    @wraps(view)
    def opened(request: HttpRequest, access: AssessorAccess, **kwargs) -> HttpResponseBase:
        if not access.assessor.is_active:
            return HttpResponseRedirect(access.path)
        return view(request, access, **kwargs)

    return opened

"""The applicant's private pages."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from wagtail.models import Site

from applications.answers import fixed_answers, own_answers
from applications.downloads import as_attachment
from applications.models import Application


@never_cache
def receipt(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the applicant what they sent, and where it stands."""
    application = _find(request, secret)
    page = application.page.specific
    response = render(
        request,
        "applications/receipt.html",
        {
            "application": application,
            "page": page,
            "fixed_answers": fixed_answers(application),
            "answers": own_answers(application),
        },
    )
    return _kept_private(response)


@never_cache
def own_file(request: HttpRequest, secret: str, pk: int) -> FileResponse:
    """Hand the applicant a file that they sent."""
    application = _find(request, secret)
    return _kept_private(as_attachment(get_object_or_404(application.files, pk=pk)))


def _find(request: HttpRequest, secret: str) -> Application:
    """Return the application of this address, at its own authority's site; else a 404."""
    site = Site.find_for_request(request)
    return get_object_or_404(
        Application.objects.for_authority(site).select_related("page", "authority"), secret=secret
    )


def _kept_private(response):
    """Tell browsers and search engines to keep the address to themselves."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response

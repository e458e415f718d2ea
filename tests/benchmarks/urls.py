"""The installation's addresses, and an empty view to compare them with."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

EMPTY_PATH = "/empty-view/"


def empty(request: HttpRequest) -> HttpResponse:
    """Answer with nothing: what Django and the middleware cost on this machine."""
    return HttpResponse()


urlpatterns = [path(EMPTY_PATH.removeprefix("/"), empty), path("", include("marketplace.urls"))]

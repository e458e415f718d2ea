"""Says, for the time of a request, who works in the admin."""

from collections.abc import Callable, Iterator
from contextvars import copy_context

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from authorities.narrowing.acting import Acting, acting
from authorities.narrowing.owners import owners


class NarrowAdminMiddleware:
    """Shows to a member of staff nothing but their authorities' own, whatever view answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer; what a preview shows is what the public will read."""
        with acting(_acting_in(request)):
            response = self.get_response(request)
            if isinstance(response, StreamingHttpResponse):
                response.streaming_content = _as_now(iter(response.streaming_content))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Answer that there is nothing where a view asked for a row of another authority's."""
        missing = tuple(model.DoesNotExist for model in owners())  # type: ignore[attr-defined]
        if isinstance(exception, missing) and _acting_in(request):
            raise Http404 from exception


def _acting_in(request: HttpRequest) -> Acting | None:
    """Return who works in the admin; nobody for a superuser, who works for all."""
    if not request.path.startswith(reverse("wagtailadmin_home")):
        return None
    user = request.user
    return Acting(user) if user.is_authenticated and not user.is_superuser else None


def _as_now(parts: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the parts, each made as for who works now, although the request is over then."""
    context = copy_context()
    end = object()
    while (part := context.run(next, parts, end)) is not end:
        yield part  # type: ignore[misc]

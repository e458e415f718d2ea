"""Answers requests that no browser makes, where a view would break on them."""

from collections.abc import Callable
from traceback import walk_tb

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError

# As Django says it of a key in an address or a query that is no number, and so nobody's.
NO_KEY = "expected a number but got"


class UnusableRequestMiddleware:
    """Calls a request bad that lacks what each browser sends, and finds nothing by what is no key.

    Of Wagtail's views some take both for granted.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Raise `BadRequest` for a field that did not come, `Http404` for a key that is none."""
        is_missing = isinstance(exception, MultiValueDictKeyError)
        if is_missing or (isinstance(exception, KeyError) and _comes_from_wagtail(exception)):
            raise BadRequest("The form is not whole.") from exception
        if isinstance(exception, ValueError) and NO_KEY in str(exception):
            raise Http404("Nothing has this key.") from exception


def _comes_from_wagtail(exception: Exception) -> bool:
    """Return whether one of its forms reads what was not sent; a fault of ours stays one."""
    frames = [frame for frame, _line in walk_tb(exception.__traceback__)]
    return bool(frames) and frames[-1].f_globals.get("__name__", "").startswith("wagtail.")

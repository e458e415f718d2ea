"""Answers a form that came without the fields that every browser sends with it."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError


class MissingFieldsMiddleware:
    """Calls the request bad, where a view would break on what is missing in it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the answer."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Raise `BadRequest` for a field that was asked for by its name and did not come."""
        if isinstance(exception, MultiValueDictKeyError):
            raise BadRequest("The form is not whole.") from exception

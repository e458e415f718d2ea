"""What programs fetch again and again is sent again only when it has changed."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.http import parse_http_date_safe

View = Callable[..., HttpResponse]


def conditional(view: View) -> View:
    """Answer 304 where the asker has it already, HEAD as GET: Django's own leaves HEAD out."""

    @wraps(view)
    def answered(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        set_response_etag(response)
        changed = response.headers.get("Last-Modified")
        answer = get_conditional_response(
            request,
            etag=response.headers.get("ETag"),
            last_modified=parse_http_date_safe(changed) if changed else None,
            response=response,
        )
        return response if answer is None else answer

    return answered

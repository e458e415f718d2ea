"""One gate for what people and programs send as text: forms, query strings, paths, cookies, JSON.

What no database and no document can hold is taken out here, so that nothing behind needs to: NUL
and other control characters. Text is in one form (NFC), so that two that look alike are alike. What
is no text at all (another encoding than UTF-8, a body that is not what it says) is answered with
400 or 415, before any view or error page reads it.
"""

from collections.abc import Callable
from urllib.parse import unquote_to_bytes

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string

from authorities.forms.cleaning import clean_characters

LARGEST_KEY = 2**63 - 1
ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii"}
FORM = "application/x-www-form-urlencoded"
# JSON escapes what the bytes must not hold.
ESCAPED_NUL = b"\\u0000"

Respond = Callable[[HttpRequest], HttpResponse]


class TypedTextMiddleware:
    """Cleans the text of each request, and refuses what is none."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Clean the query and the cookies before anybody asks them; refuse what is no text."""
        if request.method == "TRACE":
            return refuse(405)
        encoding = (request.content_params or {}).get("charset", "utf-8")
        if encoding.strip("\"' ").lower() not in ENCODINGS:
            return refuse(415)
        query = unquote_to_bytes(request.META.get("QUERY_STRING", ""))
        if not _is_utf8(query) or clean_characters(request.path_info) != request.path_info:
            return refuse(400)
        request.GET = cleaned(request.GET)  # type: ignore[assignment]
        request.COOKIES = {
            name: value
            for name, value in request.COOKIES.items()
            if clean_characters(value) == value
        }
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Read and clean the form that was sent; refuse a body that is not what it says.

        A number in the address that no database can hold names nothing.
        """
        if any(isinstance(value, int) and value > LARGEST_KEY for value in kwargs.values()):
            raise Http404
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return None
        try:
            if request.content_type == "application/json":
                is_text = _is_utf8(request.body) and ESCAPED_NUL not in request.body
                return None if is_text else refuse(400)
            if request.content_type == FORM and not _is_utf8(_unquoted(request.body)):
                return refuse(400)
            request.POST = cleaned(request.POST)  # type: ignore[assignment]
        except (MultiPartParserError, UnreadablePostError, ValueError):
            return refuse(400)
        except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
            return refuse(413)
        return None


def cleaned(data: QueryDict) -> QueryDict:
    """Return the data with clean names and values; the same object if nothing was to be done."""
    lists = {
        clean_characters(name): [clean_characters(value) for value in values]
        for name, values in data.lists()
    }
    if lists == dict(data.lists()):
        return data
    clean = QueryDict(mutable=True)
    for name, values in lists.items():
        clean.setlist(name, values)
    clean._mutable = False
    return clean


def refuse(status: int) -> HttpResponse:
    """Say what is wrong, by a page that asks nothing of the request."""
    return HttpResponse(render_to_string("400.html", {"status": status}), status=status)


def _is_utf8(text: bytes) -> bool:
    try:
        text.decode()
    except UnicodeDecodeError:
        return False
    return True


def _unquoted(body: bytes) -> bytes:
    return unquote_to_bytes(body.replace(b"+", b" "))

"""Refusing what is too large to take, without a byte of its files being kept."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from authorities.http.refilling import filled_page
from authorities.http.typed_text import FORM, cleaned
from authorities.sign_in.kept.giving_back import given_back

GetResponse = Callable[[HttpRequest], HttpResponseBase]
log = structlog.get_logger(__name__)

# A body up to so many times the limit is read to its end for the texts that are in it, and because
# many a browser shows no answer while it is still sending. More is refused unread.
READ_FOR_TEXT = 4


class NamesAlone(FileUploadHandler):
    """Lets every byte of a file go, and keeps its name."""

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Keep nothing."""

    def file_complete(self, file_size: int) -> UploadedFile:
        """Return a file without contents."""
        return UploadedFile(name=self.file_name, size=file_size)


def limit_request_size(get_response: GetResponse) -> GetResponse:
    """Return a middleware that answers 413 to a body that says it is larger than the limit.

    Its texts come back in the form that they were typed into, where they could be read. A body
    that does not say how long it is would be read as an empty one: it is answered 411.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if "HTTP_TRANSFER_ENCODING" in request.META and not request.META.get("CONTENT_LENGTH"):
            return _refusal(request, status=411)
        if _announced(request) <= settings.REQUEST_MAX_BYTES:
            return get_response(request)
        has_texts = _read_texts(request)
        if has_texts and (
            filled := filled_page(request, get_response, why=_too_large(), status=413)
        ):
            return filled
        return _refusal(request, status=413, **(given_back(request) if has_texts else {}))

    return middleware


def _announced(request: HttpRequest) -> int:
    """Return how long the body is said to be; what is no number is read as no body by Django."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _read_texts(request: HttpRequest) -> bool:
    """Read what was typed out of a form that is too large; return whether that went well."""
    is_form = request.content_type in ("multipart/form-data", FORM)
    if not is_form or _announced(request) > READ_FOR_TEXT * settings.REQUEST_MAX_BYTES:
        return False
    request.upload_handlers = [NamesAlone(request)]
    try:
        request.POST = cleaned(request.POST)  # type: ignore[assignment]
    except Exception as error:
        # Whatever is wrong with it, it is refused all the same.
        log.info("large_form_not_read", error=type(error).__name__)
        request.POST = {}  # type: ignore[assignment]
        return False
    return bool(request.POST)


def _too_large() -> str:
    return _(
        "One file can have up to %(one_file)s, and everything that is sent at once up to %(most)s. "
        "What you sent was larger, so we did not take it. Choose smaller files, or save them one "
        "after the other."
    ) % {
        "most": filesizeformat(settings.REQUEST_MAX_BYTES),
        "one_file": filesizeformat(settings.UPLOAD_MAX_BYTES),
    }


def _refusal(request: HttpRequest, *, status: int, **given) -> HttpResponseBase:
    context = {"is_too_large": status == 413, "why": _too_large()} | given
    return render(request, "413.html", context, status=status)

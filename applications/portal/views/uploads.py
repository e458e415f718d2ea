"""Files that are sent as soon as they are chosen, in pieces that go on after a broken connection.

The protocol is the core of tus 1.0 (https://tus.io/protocols/resumable-upload), with its ways to
begin and to end an upload; a POST to what is whole is ours, and keeps it in the draft.
"""

import base64
import binascii
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from applications.drafts import saving
from applications.drafts.save_responses import answer_to_autosave, seen_version
from applications.files import incoming
from applications.models import IncomingFile, deadlines
from applications.models.deadlines import NotOpen
from applications.portal.access import Access, private
from authorities.http.rate_limit import RateLimit, client_address
from authorities.http.request_start import arrived_at

VERSION = "1.0.0"
PIECE = "application/offset+octet-stream"

View = Callable[..., HttpResponseBase]


def tus(view: View) -> View:
    """Let the view speak tus 1.0."""

    @wraps(view)
    def spoken(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response["Tus-Resumable"] = VERSION
        return response

    return spoken


@require_http_methods(["POST"])
@tus
@private
def begin(request: HttpRequest, access: Access) -> HttpResponse:
    """Answer 201 with the address to which the file's pieces go; 422 for what is not taken."""
    now = arrived_at(request)
    if not deadlines.keeps_text(access.page, access.draft, now):
        return _closed()
    limit = RateLimit("upload", settings.UPLOADS_PER_HOUR, 3600)
    if limit.is_hit(client_address(request)):
        said = _("Too many files came from your network in the last hour. Choose it again later.")
        return JsonResponse({"refused": said}, status=429)
    told = _metadata(request)
    question = told.get("question", "")
    if question not in access.page.get_form(is_sending=False).file_names:
        return HttpResponse(status=400)
    size = _number(request.headers.get("Upload-Length", ""))
    try:
        begun = incoming.begin(access.draft, question, told.get("filename", ""), size, now)
    except ValidationError as refusal:
        return _refused(" ".join(refusal.messages))
    response = HttpResponse(status=201)
    response["Location"] = reverse("application_upload", args=[access.secret, begun.pk])
    return response


@require_http_methods(["HEAD", "PATCH", "POST", "DELETE"])
@tus
@private
def one(request: HttpRequest, access: Access, pk) -> HttpResponse:
    """Say how far the file has come; take a piece; keep it once it is whole; or drop it."""
    found = get_object_or_404(access.draft.incoming, pk=pk)
    if request.method == "PATCH":
        return _append(request, found)
    if request.method == "POST":
        return _keep(request, access, found)
    if request.method == "DELETE":
        incoming.drop(found)
        return HttpResponse(status=204)
    return _offset(found, status=200)


def _append(request: HttpRequest, found: IncomingFile) -> HttpResponse:
    """Take the piece whole or not at all: of a broken connection the browser sends it again."""
    announced = _number(request.headers.get("Content-Length", ""))
    if request.content_type != PIECE:
        return HttpResponse(status=415)
    if announced > incoming.LARGEST_PIECE:
        return HttpResponse(status=413)
    try:
        piece = request.body
    except UnreadablePostError:
        piece = b""
    if len(piece) != announced:
        return HttpResponse(status=400)
    try:
        at = _number(request.headers.get("Upload-Offset", ""))
        found = incoming.append(found, at, piece, arrived_at(request))
    except incoming.WrongPlace:
        return _offset(found, status=409)
    return _offset(found, status=204)


def _keep(request: HttpRequest, access: Access, found: IncomingFile) -> HttpResponse:
    """Put the file into the draft, as if it had come with the form."""
    if not found.is_whole:
        return _offset(found, status=409)
    now = arrived_at(request)
    try:
        saved = saving.save(
            access.draft,
            access.page,
            {},
            seen=seen_version(request),
            by=access.colleague,
            uploads={} if found.was_kept else {found.question: incoming.whole(found)},
            window=request.POST.get("window", ""),
            now=now,
        )
    except NotOpen:
        return _closed()
    except OSError:
        incoming.drop(found)
        return HttpResponse(status=410)
    if saved.refused_files:
        incoming.drop(found)
        return _refused(" ".join(saved.refused_files.values()))
    incoming.note_kept(found)
    is_late = not deadlines.is_open_for(access.page, saved.draft, now)
    return answer_to_autosave(saved, access.path, is_late=is_late)


def _offset(found: IncomingFile, *, status: int) -> HttpResponse:
    response = HttpResponse(status=status)
    response["Upload-Offset"], response["Upload-Length"] = str(found.received), str(found.size)
    return response


def _refused(said: str) -> JsonResponse:
    return JsonResponse({"refused": said}, status=422)


def _closed() -> JsonResponse:
    return JsonResponse({"refused": _("Not kept: the challenge has closed.")}, status=409)


def _number(text: str) -> int:
    """Return the number that a header says; 0 for what is none."""
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def _metadata(request: HttpRequest) -> dict[str, str]:
    """Return what `Upload-Metadata` says: names, each with a text in Base64."""
    found = {}
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        name, _space, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found

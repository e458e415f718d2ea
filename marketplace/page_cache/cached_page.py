"""A page as it is cached for everybody, and the answer that is made of it for one reader.

What belongs to one reader is left out: the token against forged requests, and the key by which
one application is known however often its form is sent. Each answer has its own.
"""

import gzip
import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.middleware.gzip import GZipMiddleware, re_accepts_gzip
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.crypto import salted_hmac
from django.utils.text import compress_string

# What stands in the place of each: no text has a null byte.
TOKEN, FORM_KEY = b"\0token\0", b"\0key\0"
PLACES = (
    (re.compile(rb'(?<=name="csrfmiddlewaretoken" value=")[A-Za-z0-9]{64}(?=")'), TOKEN),
    (re.compile(rb'(?<=name="form_key" value=")[0-9a-f-]{36}(?=")'), FORM_KEY),
)

GAP = re.compile(b"(%b|%b)" % (TOKEN, FORM_KEY))
# What `gzip` sets before the data: deflated, without a name or a time.
GZIP_HEADER = b"\x1f\x8b\x08" + bytes(6) + b"\xff"

csrf = CsrfViewMiddleware(lambda request: HttpResponse())


@dataclass(frozen=True)
class CachedPage:
    """What everybody reads at an address until an instant, while what it shows is as it was."""

    # Of all tables together when it was last known to be true, and of each that it was made from.
    version: str
    made_from: dict[str, str]
    until: datetime
    # Whole where nothing has to be filled in; else what stands before, between and after the gaps.
    compressed: tuple[bytes, ...]
    # What has to be filled in for each reader, in its order.
    gaps: tuple[bytes, ...]
    headers: dict[str, str]
    name: str
    # Which page's views to count.
    page_id: int | None

    @classmethod
    def of(
        cls,
        response: HttpResponse,
        *,
        version: str,
        made_from: dict[str, str],
        until: datetime,
        page_id: int | None,
    ) -> "CachedPage":
        """Return what can be cached of an answer to somebody whom nobody knows."""
        content = response.content
        for place, gap in PLACES:
            content = place.sub(gap, content)
        pieces = GAP.split(content)
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        return cls(
            version=version,
            made_from=made_from,
            until=until,
            compressed=tuple(map(_deflated, pieces[::2]))
            if len(pieces) > 1
            else (compress_string(content, max_random_bytes=GZipMiddleware.max_random_bytes),),
            gaps=tuple(pieces[1::2]),
            headers=headers | {"Cache-Control": "no-cache"},
            name=blake2b(content, digest_size=16).hexdigest(),
            page_id=page_id,
        )

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page for this reader; 304 without it to a browser that has it already."""
        if self.gaps:
            response, etag = self._filled_in(request)
        else:
            response, etag = self._as_it_is(request), f'W/"{self.name}"'
        response["Content-Length"] = str(len(response.content))
        if etag:
            response["ETag"] = etag
        return get_conditional_response(request, etag=etag, response=response) or response

    def _as_it_is(self, request: HttpRequest) -> HttpResponse:
        [whole] = self.compressed
        if _takes_gzip(request):
            return HttpResponse(whole, headers=self.headers | {"Content-Encoding": "gzip"})
        return HttpResponse(gzip.decompress(whole), headers=self.headers)

    def _filled_in(self, request: HttpRequest) -> tuple[HttpResponse, str | None]:
        """Return the page with what is this reader's own, and what names it in their browser.

        A token works only with the secret in the cookie of which it was made, so the name changes
        with it. A page with an application's form has no name: a browser that showed the same key
        again would send a second application as the first.
        """
        csrf.process_request(request)
        own = {TOKEN: get_token(request).encode(), FORM_KEY: str(uuid4()).encode()}
        filled = [own[gap] for gap in self.gaps]
        if _takes_gzip(request):
            content, encoding = _joined(self.compressed, filled), {"Content-Encoding": "gzip"}
        else:
            plain = map(_inflated, self.compressed)
            content, encoding = b"".join(_alternating(plain, filled)), {}
        response = HttpResponse(content, headers=self.headers | encoding)
        csrf.process_response(request, response)
        if FORM_KEY in self.gaps:
            return response, None
        name = salted_hmac("cached page", self.name + request.META["CSRF_COOKIE"]).hexdigest()
        return response, f'W/"{name}"'


def _takes_gzip(request: HttpRequest) -> bool:
    return bool(re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")))


def _deflated(piece: bytes) -> bytes:
    """Return the piece compressed, so that it can be read wherever it stands among others."""
    compressor = zlib.compressobj(6, wbits=-zlib.MAX_WBITS)
    return compressor.compress(piece) + compressor.flush(zlib.Z_FULL_FLUSH)


def _inflated(piece: bytes) -> bytes:
    return zlib.decompressobj(-zlib.MAX_WBITS).decompress(piece)


def _alternating(pieces: Iterable[bytes], filled: Sequence[bytes]) -> list[bytes]:
    """Return the pieces, each but the last followed by what is filled in after it."""
    return [part for pair in zip(pieces, [*filled, b""], strict=True) for part in pair]


def _joined(pieces: Sequence[bytes], filled: Sequence[bytes]) -> bytes:
    """Return the page as `gzip` would, with what is filled in as it is.

    Compressed pieces are joined and not made again: that took half the time of the answer. What is
    one reader's own is not compressed with what others chose, so that its length tells nothing.
    """
    check = length = 0
    for part in _alternating(map(_inflated, pieces), filled):
        check, length = zlib.crc32(part, check), length + len(part)
    stored = [
        b"\0" + len(own).to_bytes(2, "little") + (len(own) ^ 0xFFFF).to_bytes(2, "little") + own
        for own in filled
    ]
    end = b"\x03\0" + check.to_bytes(4, "little") + (length & 0xFFFFFFFF).to_bytes(4, "little")
    return GZIP_HEADER + b"".join(_alternating(pieces, stored)) + end

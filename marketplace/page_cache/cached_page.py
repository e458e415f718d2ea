"""A page as it is cached for everybody, and the answer that is made of it for one reader.

What belongs to one reader is left out: the token against forged requests, and the key by which
one application is known however often its form is sent. Each answer has its own.
"""

import gzip
import re
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

csrf = CsrfViewMiddleware(lambda request: HttpResponse())


@dataclass(frozen=True)
class CachedPage:
    """What everybody reads at an address until an instant, while its generation lasts."""

    generation: str
    until: datetime
    compressed: bytes
    # What has to be filled in for each reader.
    gaps: frozenset[bytes]
    headers: dict[str, str]
    name: str
    # Which page's views to count.
    page_id: int | None

    @classmethod
    def of(
        cls, response: HttpResponse, *, generation: str, until: datetime, page_id: int | None
    ) -> "CachedPage":
        """Return what can be cached of an answer to somebody whom nobody knows."""
        content, gaps = response.content, set()
        for place, gap in PLACES:
            content, filled = place.subn(gap, content)
            if filled:
                gaps.add(gap)
        patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
        headers = {name: value for name, value in response.items() if name != "Content-Length"}
        return cls(
            generation=generation,
            until=until,
            compressed=compress_string(content, max_random_bytes=GZipMiddleware.max_random_bytes),
            gaps=frozenset(gaps),
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
        if re_accepts_gzip.search(request.headers.get("Accept-Encoding", "")):
            headers = self.headers | {"Content-Encoding": "gzip"}
            return HttpResponse(self.compressed, headers=headers)
        return HttpResponse(gzip.decompress(self.compressed), headers=self.headers)

    def _filled_in(self, request: HttpRequest) -> tuple[HttpResponse, str | None]:
        """Return the page with what is this reader's own, and what names it in their browser.

        A token works only with the secret in the cookie of which it was made, so the name changes
        with it. A page with an application's form has no name: a browser that showed the same key
        again would send a second application as the first.
        """
        csrf.process_request(request)
        content = gzip.decompress(self.compressed)
        content = content.replace(TOKEN, get_token(request).encode())
        content = content.replace(FORM_KEY, str(uuid4()).encode())
        response = HttpResponse(content, headers=self.headers)
        csrf.process_response(request, response)
        if FORM_KEY in self.gaps:
            return response, None
        name = salted_hmac("cached page", self.name + request.META["CSRF_COOKIE"]).hexdigest()
        return response, f'W/"{name}"'

"""Texts travel compressed, and what has been compressed before as it is."""

import gzip
import zipfile
from io import BytesIO

import pytest
from django.http import HttpResponse, StreamingHttpResponse

from marketplace.middleware import TextGZipMiddleware

pytestmark = pytest.mark.one_database

TEXT = b"Walls weep. " * 100


def archive():
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr("walls.txt", TEXT)
    return made.getvalue() + TEXT


@pytest.mark.parametrize(
    "kind",
    ["text/html; charset=utf-8", "text/csv", "application/atom+xml", "application/json"],
)
def test_text_is_compressed_for_a_browser_that_takes_it(rf, kind):
    middleware = TextGZipMiddleware(lambda request: HttpResponse(TEXT, content_type=kind))
    sent = middleware(rf.get("/", headers={"accept-encoding": "gzip, br"}))
    assert gzip.decompress(sent.content) == TEXT
    assert (sent["Content-Encoding"], sent["Vary"]) == ("gzip", "Accept-Encoding")
    assert not middleware(rf.get("/")).has_header("Content-Encoding")


@pytest.mark.parametrize("kind", ["application/zip", "application/pdf", "image/webp"])
def test_what_is_compressed_keeps_its_length(rf, kind):
    content = archive()
    middleware = TextGZipMiddleware(
        lambda request: StreamingHttpResponse(
            [content], content_type=kind, headers={"Content-Length": str(len(content))}
        )
    )
    sent = middleware(rf.get("/", headers={"accept-encoding": "gzip"}))
    assert sent["Content-Length"] == str(len(content))
    assert b"".join(sent) == content


def test_a_page_is_compressed_on_its_way(browse):
    page = browse("/", HTTP_ACCEPT_ENCODING="gzip")
    assert b"<!DOCTYPE html>" in gzip.decompress(page.content)

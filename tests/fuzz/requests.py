"""What is sent: a method, an address with its gaps filled, a body and headers, all by chance."""

import re
import string
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote, quote_from_bytes

GAP = re.compile(r"<(?:(\w+):)?(\w+)>|\((?:\?P<\w+>)?[^()]*(?:\([^()]*\)[^()]*)*\)\??")
NAMED = re.compile(r'name="([^"]{1,80})"')

TEXTS = [
    "", " ", "0", "-1", "1", "2", "99999999999999999999", "1e400", "NaN", "1.5", "٣", "²", "true",
    "a\0b", "\x0b", "\ud800", "\u202e", "\u2028", "İı", "👩‍💻" * 50, "x" * 10_000, "é" * 300,
    "2026-12-01", "01/12/2026 09:00", "9999-99-99", "0000-00-00 00:00", "31/02/2027", "24:60",
    '"<x>"@example.org', "ada@example.com", "a@b", "a@" + "b" * 300 + ".com", "mailto:x",
    "../../etc/passwd", "http://169.254.169.254/", "//evil.example", "javascript:alert(1)",
    "' OR 1=1 --", '"><svg onload=alert(1)>', "{{ 7*7 }}", "%s%n%(x)s", "{0.__class__}", "*", "\\",
    "[]", "{}", "null", '{"a": [1, {"b": "\\u0000"}]}', "[[[[" * 100, "<p>text</p>", "AND OR NOT (",
    "\r\nSet-Cookie: a=b", "=1+1", "on", "all", "draft", "-", "__all__", "id", "page", "B1 1BB",
]  # fmt: skip
NAMES = [
    "q", "p", "page", "id", "next", "sort", "order", "ordering", "state", "theme", "programme",
    "authority", "format", "export", "action", "email", "name", "title", "slug", "locale", "tag",
    "collection_id", "page_type", "childOf", "limit", "offset", "fields", "search",
    "csrfmiddlewaretoken", "form_key", "version", "row", "reason", "to", "text", "content_type",
    "multiple", "user", "date", "action_time_0", "comments-TOTAL_FORMS", "form-TOTAL_FORMS",
    "form-INITIAL_FORMS", "follow",
]  # fmt: skip
METHODS = (
    ["GET"] * 8 + ["POST"] * 8 + ["HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"]
)
TYPES = [
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=no-such",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "multipart/form-data; boundary=" + "y" * 200,
    "application/json",
    "text/plain; charset=cp037",
    "application/xml",
    "/",
    "",
]
HEADERS = {
    "Accept-Language": ["", "en-GB", "xx-" * 40, "en;q=2", "\x80"],
    "Accept-Encoding": ["", "gzip", "gzip;q=nan", "*"],
    "Accept": ["application/json", "*/*;q=x", "text/html"],
    "If-Modified-Since": ["yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Thu, 99 Foo 9999"],
    "If-None-Match": ['"x"', "*", 'W/"', ","],
    "Range": ["bytes=0-", "bytes=9-1", "lines=1"],
    "X-Forwarded-For": ["not an address", "1.2.3.4, 5.6.7.8", ","],
    "X-Forwarded-Proto": ["gopher"],
    "X-Request-Start": ["t=nan", "t=-1e99", "x"],
    "X-Requested-With": ["XMLHttpRequest"],
    "Referer": ["about:blank", "http://[::", "/applications/x/"],
    "Origin": ["null", "http://[bad"],
    "User-Agent": ["", "curl/8", "x" * 5_000],
    "Host": ["", "a..b", "evil.example", "127.0.0.1:99999999", "ex_ample.org"],
}


@dataclass(frozen=True)
class Sent:
    """One request; printed as what repeats it."""

    method: str
    path: str
    content_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        what = f"{self.method} {self.path[:300]} [{self.content_type}]"
        return f"{what} {self.body[:300]!r} {self.headers}"


class Sender:
    """Makes requests by chance; the same ones for the same seed and the same answers.

    It learns the names of fields from the pages that come back.
    """

    def __init__(self, seed: str) -> None:
        self.chance = Random(seed)
        self.names = list(NAMES)

    def learn(self, page: str) -> None:
        """Remember the names of the fields on a page."""
        self.names = [*self.names[-2000:], *NAMED.findall(page)[:200]]

    def make(self, paths: list[str]) -> Sent:
        """Return a request to one of these addresses, its gaps filled."""
        path = GAP.sub(self._fill, self.chance.choice(paths))
        if self.chance.random() < 0.05:
            path += self.chance.choice(["/", "%00", "%ff", "..", "a" * 3_000, "?", ";x=y", "//"])
        if self.chance.random() < 0.6:
            path += "?" + self._encoded()
        method = self.chance.choice(METHODS)
        content_type, body = "", b""
        if method not in ("GET", "HEAD"):
            content_type = self.chance.choice([*TYPES, *TYPES[:1] * 8, *TYPES[3:4] * 8])
            body = self._body(content_type)
        return Sent(method, path, content_type, body, self._headers())

    def _fill(self, gap: re.Match) -> str:
        kind = gap[1] or ""
        if kind == "int" or (not kind and self.chance.random() < 0.7):
            return str(self.chance.choice([0, 1, 2, 3, *range(4, 60), 2**31, 10**30]))
        if kind == "uuid":
            return "".join(self.chance.choice("0123456789abcdef") for _ in range(32))
        return quote(self._text().encode("utf-8", "replace")[:200], safe="") or "x"

    def _text(self) -> str:
        if self.chance.random() < 0.8:
            return self.chance.choice(TEXTS)
        return "".join(
            self.chance.choice(string.printable) for _ in range(self.chance.randint(1, 40))
        )

    def _pairs(self) -> list[tuple[str, str]]:
        chosen = (self.chance.choice(self.names) for _ in range(self.chance.randint(1, 12)))
        return [(name, self._text()) for name in chosen]

    def _encoded(self) -> str:
        parts = [
            f"{quote(name)}={quote_from_bytes(value.encode('utf-8', 'surrogatepass'))}"
            for name, value in self._pairs()
        ]
        return "&".join(parts)[:8_000]

    def _body(self, content_type: str) -> bytes:
        if content_type.startswith("multipart") and self.chance.random() < 0.8:
            return self._multipart()
        if "json" in content_type:
            return self._text().encode("utf-8", "surrogatepass")
        if self.chance.random() < 0.1:
            return bytes(self.chance.randrange(256) for _ in range(self.chance.randint(0, 200)))
        return self._encoded().encode()

    def _multipart(self) -> bytes:
        parts = []
        for name, value in self._pairs():
            head = f'Content-Disposition: form-data; name="{name}"'
            if self.chance.random() < 0.3:
                head += f'; filename="{self._text()[:200]}"\r\nContent-Type: {self._text()[:50]}'
            parts.append(f"--x\r\n{head}\r\n\r\n{value}\r\n")
        end = "--x--\r\n" if self.chance.random() < 0.9 else ""
        return ("".join(parts) + end).encode("utf-8", "surrogatepass")

    def _headers(self) -> dict[str, str]:
        if self.chance.random() < 0.6:
            return {}
        name = self.chance.choice(list(HEADERS))
        return {name: self.chance.choice(HEADERS[name])}

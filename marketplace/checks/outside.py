"""The site as a browser comes to it: TLS, headers, and what must not be reached."""

import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from marketplace.checks.finding import Finding, failed, ok, warning

SECONDS = 10
# A certificate that ends sooner was not renewed.
DAYS_LEFT = 14
HEADERS = {
    "strict-transport-security": "max-age=",
    "content-security-policy": "frame-ancestors",
    "x-content-type-options": "nosniff",
    "referrer-policy": "",
}
HIDDEN = ("/metrics", "/private/", "/.env", "/media/../private/")


@dataclass(frozen=True)
class Answer:
    """What the server answered: its status, and its headers by their names in small letters."""

    status: int
    headers: dict[str, str]


def seen_from_outside(url: str) -> Iterator[Finding]:
    """Yield what is found at the address of an authority's site, `https://host`."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    if parts.scheme != "https" or not host:
        yield failed("outside", f"{url} is no https:// address.", "Give --url https://host.")
        return
    try:
        version, days = _handshake(host, port)
        front = _get(host, port, "/")
    except ssl.SSLCertVerificationError as fault:
        yield failed(
            "TLS", f"{host}: {fault.verify_message}.", "Let the proxy send one of its own."
        )
        return
    except OSError as fault:
        yield failed(
            "outside",
            f"{host}:{port} does not answer: {type(fault).__name__}.",
            "See to the name, the firewall and the proxy.",
        )
        return
    yield from _certificate(version, days)
    yield from _headers(front)
    for path in HIDDEN:
        if _get(host, port, path).status < 400:
            yield failed("outside", f"Everybody can open {path}.", "Let the proxy refuse it.")
    strange = _get(host, port, "/", named="strange.invalid")
    if strange.status < 400:
        yield warning("outside", "Any name is answered.", "Let the proxy serve known hosts alone.")
    if not parts.port:
        yield from _plain(host)


def _certificate(version: str, days: float) -> Iterator[Finding]:
    if version not in ("TLSv1.2", "TLSv1.3"):
        yield failed("TLS", f"{version} is broken.", "Offer TLS 1.2 and 1.3 alone.")
    if days < DAYS_LEFT:
        yield warning("TLS", f"The certificate ends in {days:.0f} days.", "Renew it.")
    else:
        yield ok("TLS", f"{version}; the certificate holds for {days:.0f} days.")


def _headers(front: Answer) -> Iterator[Finding]:
    if front.status >= 400:
        yield failed(
            "outside",
            f"The front page answers {front.status}.",
            "See the log of the web server, and whether an authority has this host.",
        )
    missing = [name for name, part in HEADERS.items() if part not in front.headers.get(name, "-")]
    missing += [name for name in HEADERS if name not in front.headers and name not in missing]
    if missing:
        yield failed("headers", f"{', '.join(missing)} missing.", "Let the proxy pass them on.")
    else:
        yield ok("headers", "are as they should be.")
    if any(letter.isdigit() for letter in front.headers.get("server", "")):
        yield warning("headers", "The server says its version.", "nginx: server_tokens off;")
    if abs(apart := _apart(front)) > SECONDS:
        yield failed("clock", f"{apart:.0f} seconds from the server's.", "Follow NTP on both.")


def _plain(host: str) -> Iterator[Finding]:
    try:
        connection = http.client.HTTPConnection(host, 80, timeout=SECONDS)
        connection.request("GET", "/challenges/?q=a")
        answer = connection.getresponse()
        leads = answer.headers.get("Location", "")
    except OSError:
        yield warning("outside", "Nothing listens on port 80.", "Lead it to HTTPS.")
        return
    if answer.status not in (301, 308) or leads != f"https://{host}/challenges/?q=a":
        yield failed("outside", "HTTP does not lead to HTTPS.", "Redirect it, with its path.")
    else:
        yield ok("outside", "HTTP leads to HTTPS.")


def _handshake(host: str, port: int) -> tuple[str, float]:
    """Return the version of TLS, and for how many days the certificate holds."""
    with (
        socket.create_connection((host, port), timeout=SECONDS) as plain,
        ssl.create_default_context().wrap_socket(plain, server_hostname=host) as secure,
    ):
        ends = ssl.cert_time_to_seconds(str((secure.getpeercert() or {})["notAfter"]))
        return secure.version() or "", (ends - time.time()) / 86400


def _get(host: str, port: int, path: str, *, named: str = "") -> Answer:
    connection = http.client.HTTPSConnection(
        host, port, timeout=SECONDS, context=ssl.create_default_context()
    )
    connection.putrequest("GET", path, skip_host=True)
    connection.putheader("Host", named or (host if port == 443 else f"{host}:{port}"))
    connection.endheaders()
    answer = connection.getresponse()
    headers = {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return Answer(answer.status, headers)


def _apart(front: Answer) -> float:
    sent = front.headers.get("date")
    return parsedate_to_datetime(sent).timestamp() - time.time() if sent else 0.0

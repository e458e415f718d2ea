"""The site as a browser comes to it, asked over real TLS."""

import socket
import ssl
import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from marketplace.checks.finding import Verdict
from marketplace.checks.outside import seen_from_outside

pytestmark = pytest.mark.one_database

GOOD = {
    "Strict-Transport-Security": "max-age=31536000",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


class Front(BaseHTTPRequestHandler):
    """Answers the front page; what is in `shown` besides."""

    headers_sent, shown, any_host = GOOD, (), False

    def do_GET(self):
        known = self.any_host or self.headers["Host"].startswith("localhost")
        self.send_response_only(200 if known and self.path in ("/", *self.shown) else 404)
        for name, value in self.headers_sent.items():
            self.send_header(name, value)
        self.send_header("Date", self.date_time_string())
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture
def serve(tmp_path, monkeypatch):
    """Return a function that serves a front page over TLS and returns its address."""
    servers = []

    def start(days=90, **front):
        certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
        made = f"openssl req -x509 -newkey rsa:2048 -nodes -days {days} -subj /CN=localhost"
        made += f" -addext subjectAltName=DNS:localhost -keyout {key} -out {certificate}"
        subprocess.run(made.split(), check=True, capture_output=True)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        handler = type("Own", (Front,), front)
        server = HTTPServer(("127.0.0.1", 0), handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"https://localhost:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def faults(url):
    return [one for one in seen_from_outside(url) if one.verdict is not Verdict.OK]


def test_a_careful_site_is_well(serve):
    assert faults(serve()) == []


@pytest.mark.parametrize("name", GOOD)
def test_a_header_that_a_proxy_swallows_is_found(serve, name):
    (found,) = faults(serve(headers_sent={key: GOOD[key] for key in GOOD if key != name}))
    assert name.lower() in found.said


def test_what_nobody_may_open_is_found(serve):
    found = faults(serve(shown=("/metrics", "/.env")))
    assert [one.said for one in found] == [
        "Everybody can open /metrics.",
        "Everybody can open /.env.",
    ]


def test_a_site_that_answers_to_any_name_is_found(serve):
    (found,) = faults(serve(any_host=True))
    assert found.said == "Any name is answered."


def test_a_certificate_that_ends_soon_is_found(serve):
    (found,) = faults(serve(days=3))
    assert "ends in" in found.said


def test_one_that_nobody_believes_is_found(serve, monkeypatch, tmp_path):
    url = serve()
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none"))
    (found,) = faults(url)
    assert found.about == "TLS"


def test_a_site_that_does_not_answer_and_an_address_that_is_none_are_found():
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    assert "does not answer" in faults(f"https://localhost:{port}")[0].said
    assert "no https://" in faults("http://localhost")[0].said

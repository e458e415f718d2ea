"""What Prometheus reads, with the token or from the networks that the settings name."""

from collections.abc import Callable
from hmac import compare_digest
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

from marketplace.metrics.installation import Installation
from marketplace.metrics.processes import counts, undisturbed

PATH = "/metrics"
PREFIX = "Bearer "


def answer_metrics(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Answer `/metrics` under any host name to whoever may; a middleware.

    Anybody else hears that there is nothing.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info != PATH:
            return get_response(request)
        return _metrics() if _may_read(request) else HttpResponseNotFound()

    return middleware


def _metrics() -> HttpResponse:
    own = CollectorRegistry()
    own.register(Installation())
    with undisturbed():
        written = generate_latest(counts()) + generate_latest(own)
    return HttpResponse(
        written, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"}
    )


def _may_read(request: HttpRequest) -> bool:
    sent = request.headers.get("Authorization", "")
    if settings.METRICS_TOKEN and sent.startswith(PREFIX):
        return compare_digest(sent[len(PREFIX) :].encode(), settings.METRICS_TOKEN.encode())
    # Behind a proxy the address is the proxy's, and everybody's.
    if "X-Forwarded-For" in request.headers or not settings.METRICS_NETWORKS:
        return False
    try:
        asking = ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(asking in ip_network(network) for network in settings.METRICS_NETWORKS)

"""Faults reported to a server that speaks Sentry's protocol: where, never what somebody typed."""

from typing import Any

import structlog
from django.core.exceptions import ImproperlyConfigured

# All that leaves: a list of what is known to be harmless, since nobody knows all that is not.
KEPT = ("event_id", "timestamp", "level", "platform", "release", "environment", "transaction")
OF_A_FRAME = ("module", "function", "filename", "lineno", "in_app")


def start(dsn: str, *, environment: str = "production", **options: Any) -> None:
    """Report faults from now on. Raises `ImproperlyConfigured` without the package for it."""
    try:
        import sentry_sdk  # an extra: who reports nothing needs it not
        from sentry_sdk.integrations.django import DjangoIntegration
    except ImportError as missing:
        raise ImproperlyConfigured(
            "SENTRY_DSN is set, and sentry-sdk is not installed: pip install sentry-sdk."
        ) from missing
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        send_default_pii=False,
        include_local_variables=False,
        include_source_context=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        default_integrations=False,
        integrations=[DjangoIntegration(middleware_spans=False, signals_spans=False)],
        before_send=without_people,
        **options,
    )


def report(error: BaseException) -> None:
    """Report a fault outside of a request, if anything is reported."""
    try:
        import sentry_sdk  # an extra, as above
    except ImportError:
        return
    sentry_sdk.capture_exception(error)


def without_people(event: Any, hint: Any) -> Any:
    """Return what is left of a report: view, id of the request, kind of fault, and where."""
    left: dict[str, Any] = {name: event[name] for name in KEPT if name in event}
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    left["tags"] = {"request_id": request_id} if request_id else {}
    left["exception"] = {
        "values": [
            {
                "type": fault.get("type"),
                "module": fault.get("module"),
                "stacktrace": {"frames": _frames(fault)},
            }
            for fault in event.get("exception", {}).get("values", [])
        ]
    }
    return left


def _frames(fault: dict[str, Any]) -> list[dict[str, Any]]:
    frames = (fault.get("stacktrace") or {}).get("frames", [])
    return [{name: frame.get(name) for name in OF_A_FRAME} for frame in frames]

"""The record of what happens to accounts of staff: one row for people, one entry for the log."""

from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_ipv46_address
from django.db import models
from django.http import HttpRequest
from wagtail.models import Site

from authorities.http.rate_limit import client_address
from authorities.models import SecurityEvent, User

log = structlog.get_logger(__name__)


def record_event(
    kind: SecurityEvent.Kind,
    request: HttpRequest | None = None,
    *,
    person: User | None = None,
    actor: User | None = None,
    authority: Site | None = None,
    reason: str = "",
    **about: object,
) -> SecurityEvent | None:
    """Log what happened, and keep it for the authority's administrators where somebody is known.

    `about` holds keys, numbers and names of roles: no secret, no text that somebody typed.
    Returns the row, or None where neither a person nor an authority is concerned.
    """
    log.info(
        "security_event",
        kind=kind.value,
        person=person.pk if person else None,
        actor=actor.pk if actor else None,
        authority=authority.pk if authority else None,
        network=network_of(request),
        **about,
    )
    if person is None and authority is None:
        return None
    return SecurityEvent.objects.create(
        kind=kind,
        person=person,
        actor=actor,
        authority=authority,
        network=network_of(request),
        reason=reason,
        about=about,
    )


def forget_old_events(now: datetime) -> int:
    """Delete what is older than `SECURITY_EVENT_DAYS`; return how many events that were."""
    limit = now - timedelta(days=settings.SECURITY_EVENT_DAYS)
    # The record refuses to be deleted by accident; this is its one end.
    deleted, _by_model = models.QuerySet.delete(SecurityEvent.objects.filter(at__lt=limit))
    return deleted


def network_of(request: HttpRequest | None) -> str | None:
    """Return the network address of who asks, or None where it is none."""
    address = client_address(request) if request else ""
    try:
        validate_ipv46_address(address)
    except ValidationError:
        return None
    return address

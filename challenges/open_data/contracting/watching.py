"""Hears of whatever may have changed in public, and has it written once it is committed."""

from functools import partial
from typing import Any

from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page

from applications.models import Application, Procurement
from applications.models.status import SELECTED_OR_BEYOND
from authorities.caching.draft_fields import DRAFT_FIELDS
from authorities.narrowing.acting import everything
from challenges.models import (
    Amendment,
    ChallengePage,
    Clarification,
    Joining,
    Milestone,
    Payment,
    Session,
    SuccessStoryPage,
)
from challenges.open_data.contracting.releases import note


def connect() -> None:
    """Listen to all that the open record is made of."""
    for model in (
        Amendment,
        Application,
        ChallengePage,
        Clarification,
        Joining,
        Milestone,
        Page,  # Wagtail takes back what expires without asking which type of page it is
        Payment,
        Procurement,
        Session,
        SuccessStoryPage,
    ):
        post_save.connect(_note, sender=model, dispatch_uid=f"releases_{model.__name__}")
    for model in (Clarification, Joining, Session, SuccessStoryPage):
        post_delete.connect(_note, sender=model, dispatch_uid=f"no_releases_{model.__name__}")


def _note(
    instance: models.Model,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_about: Any,
) -> None:
    if isinstance(instance, Page) and update_fields is not None and update_fields <= DRAFT_FIELDS:
        return
    if key := None if raw else _challenge_of(instance):
        transaction.on_commit(partial(_write, key))


def _write(key: int) -> None:
    # Whoever works now: an authority that leaves changes another one's record.
    with everything():
        note([key])


def _challenge_of(instance: models.Model) -> int | None:
    """Return the key of the challenge of which something public may have changed."""
    if isinstance(instance, Amendment | Milestone | Payment | Session | SuccessStoryPage):
        return instance.challenge_id
    if isinstance(instance, Clarification):
        return instance.page_id if instance.published_at else None
    if isinstance(instance, Joining):
        return instance.challenge_id if instance.agreed_at else None
    if isinstance(instance, Procurement):
        return instance.application.page_id
    if isinstance(instance, Application):
        return instance.page_id if instance.status in SELECTED_OR_BEYOND else None
    is_challenge = isinstance(instance, Page) and instance.specific_class is ChallengePage
    return instance.pk if is_challenge else None

"""Keeps the narrow rows that the listing counts in step with the published challenges."""

from collections.abc import Iterable
from typing import Any

import structlog
from django.db import transaction
from django.db.models.signals import m2m_changed, post_save
from wagtail.models import Page
from wagtail.signals import post_page_move

from authorities.caching.draft_fields import DRAFT_FIELDS
from challenges.models import ChallengePage, ListingEntry

log = structlog.get_logger(__name__)

AT_ONCE = 1000
DATES = ("announced_at", "opens_at", "closes_at")
FIELDS = ("path", "stage", *DATES, "programme_id", "directorate_id")


def note(keys: Iterable[int]) -> None:
    """Write the rows of these challenges as they stand in the database now."""
    wanted = list(keys)
    through = ChallengePage.themes.through
    themes: dict[int, list[int]] = {}
    rows = through.objects.filter(challengepage__in=wanted).order_by("theme_id")
    for key, theme in rows.values_list("challengepage_id", "theme_id"):
        themes.setdefault(key, []).append(theme)
    found = ChallengePage.objects.live().filter(pk__in=wanted)
    listed = [
        ListingEntry(
            page_id=row.pop("pk"),
            themes=" ".join(map(str, themes.get(key, ()))),
            prize=row.pop("prize_maximum") or row.pop("prize_minimum", None),
            **{name: row[name] for name in FIELDS},
        )
        for row in found.values("pk", "prize_minimum", "prize_maximum", *FIELDS)
        for key in [row["pk"]]
    ]
    for made in listed:
        made.group_key = made.compute_group_key()
    with transaction.atomic():
        ListingEntry.objects.filter(pk__in=set(wanted) - {row.pk for row in listed}).delete()
        ListingEntry.objects.bulk_create(
            listed,
            AT_ONCE,
            update_conflicts=True,
            unique_fields=["page"],
            update_fields=[*FIELDS, "themes", "prize", "group_key"],
        )


def note_all() -> int:
    """Write every row anew; return how many there are."""
    ListingEntry.objects.exclude(pk__in=ChallengePage.objects.live().values("pk")).delete()
    keys = list(ChallengePage.objects.live().values_list("pk", flat=True))
    for start in range(0, len(keys), AT_ONCE):
        note(keys[start : start + AT_ONCE])
    return len(keys)


def fill_if_behind() -> None:
    """Write every row anew if some are missing, or too many; a hook of the search's."""
    if ChallengePage.objects.live().count() != ListingEntry.objects.count():
        log.warning("listed_challenges_written_anew", written=note_all())


def _note_saved(
    instance: Page,
    raw: bool = False,
    update_fields: frozenset[str] | None = None,
    **_about: Any,
) -> None:
    if update_fields is not None and update_fields <= DRAFT_FIELDS:
        return
    if not raw and instance.specific_class is ChallengePage:
        note([instance.pk])


def _note_themes(instance: ChallengePage, action: str, **_about: Any) -> None:
    if action.startswith("post_") and isinstance(instance, ChallengePage):
        note([instance.pk])


def _note_moved(instance: Page, **_about: Any) -> None:
    below = ChallengePage.objects.descendant_of(instance, inclusive=True)
    note(below.values_list("pk", flat=True))


def connect() -> None:
    """Hear of every change. A page that is deleted takes its row with it."""
    post_save.connect(_note_saved, sender=ChallengePage, dispatch_uid="listed_saved")
    # Wagtail takes back what expires without asking which type of page it is.
    post_save.connect(_note_saved, sender=Page, dispatch_uid="listed_saved_as_page")
    m2m_changed.connect(
        _note_themes, sender=ChallengePage.themes.through, dispatch_uid="listed_themes"
    )
    post_page_move.connect(_note_moved, dispatch_uid="listed_moved")

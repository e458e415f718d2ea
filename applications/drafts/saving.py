"""Keeping what somebody types: any part of the form, valid or not, and never over another's."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, cast

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from applications.drafts.forms import ApplicationForm
from applications.drafts.merging import Conflict, Typed, has_unseen, merge
from applications.drafts.sections import Section, sections_of
from applications.files import draft_files
from applications.models import (
    Colleague,
    Draft,
    DraftSection,
    DraftVersion,
    TakesApplications,
    deadlines,
)
from applications.models.deadlines import NotOpen
from applications.models.reference import new_reference
from authorities.library.keeping import NotKept, not_kept
from authorities.scope import authority_of, settings_of


@dataclass
class Saved:
    """What came of a save. With conflicts the draft stays as it was; what came is kept aside."""

    draft: Draft
    conflicts: list[Conflict] = field(default_factory=list)
    was_merged: bool = False
    refused_files: dict[str, str] = field(default_factory=dict)


def typed_in(form: ApplicationForm) -> dict[str, dict[str, list[str]]]:
    """Return what a bound form's inputs hold."""
    data = cast(MultiValueDict, form.data)
    return {
        name: {one: data.getlist(one) for one in inputs} for name, inputs in form.inputs().items()
    }


def start(
    page: TakesApplications,
    *,
    form_key: uuid.UUID | None = None,
    browser: str = "",
    now: datetime | None = None,
) -> Draft:
    """Return a new draft for the page; the one that stands already for this form."""
    now = now or timezone.now()
    authority = authority_of(page)
    made, _is_new = Draft.objects.get_or_create(
        form_key=form_key or uuid.uuid4(),
        defaults={
            "page_id": page.pk,
            "authority": authority,
            "reference": new_reference(settings_of(authority).short_name),
            "questions": questions_as_asked(page),
            "browser": browser,
            "started_at": now,
            "saved_at": now,
        },
    )
    if made.page_id != page.pk:
        return start(page, browser=browser, now=now)
    return made


def save(
    draft: Draft,
    page: TakesApplications,
    typed: Typed,
    *,
    seen: int,
    by: Colleague | None = None,
    uploads: Mapping[str, UploadedFile] | None = None,
    remove: str = "",
    window: str = "",
    now: datetime | None = None,
) -> Saved:
    """Keep what was typed on top of the version that was seen.

    What another person changed in the meantime stays; what both changed is kept aside and
    returned as conflicts; `window` is which one of a browser's saves, if it said so. A file that
    is refused leaves the rest kept. Raises `NotOpen` once the page has been closed for longer
    than a form can have been on its way.
    """
    now = now or timezone.now()
    refused: dict[str, str] = {}
    # Before anything is locked: nobody else waits while a file is read and scanned.
    taken = draft_files.accepted(uploads or {}, refused)
    keep = partial(
        _save, draft, page, typed, seen=seen, by=by, remove=remove, window=window[:40], now=now
    )
    try:
        saved = keep(uploads=taken)
    except NotKept:
        refused |= dict.fromkeys(taken, not_kept())
        saved = keep(uploads={})
    saved.refused_files = refused
    return saved


@transaction.atomic
def _save(
    draft: Draft,
    page: TakesApplications,
    typed: Typed,
    *,
    seen: int,
    by: Colleague | None,
    uploads: Mapping[str, UploadedFile],
    remove: str,
    window: str,
    now: datetime,
) -> Saved:
    draft = Draft.objects.select_for_update().get(pk=draft.pk)
    if not deadlines.keeps_text(page, draft, now):
        raise NotOpen(page.pk)
    changes, conflicts = merge(draft, typed, seen, window)
    was_merged = seen != draft.version and not conflicts and has_unseen(draft, seen, window)
    saved = Saved(draft, conflicts, was_merged)
    if conflicts:
        names = {*changes, *(conflict.field for conflict in conflicts)}
        _keep_aside(draft, {name: typed[name] for name in names}, by, now)
    changed = set() if conflicts else set(changes)
    uploads = draft_files.not_yet_kept(draft, uploads)
    changed |= set(uploads)
    if remove:
        changed |= draft_files.remove(draft, remove)
    if changed:
        flat = {} if conflicts else _flat(changes)
        draft.percent_answered = percent_answered(draft, page, flat)
        _write(draft, page, changed, flat, by, now, window)
        draft_files.keep(draft, uploads, now)
    return saved


def questions_as_asked(page: TakesApplications) -> list[dict[str, Any]]:
    """Return the page's questions as they stand now, as drafts and applications keep them."""
    return [
        {"name": question.clean_name, "label": question.label, "kind": question.field_type}
        for question in page.get_form_fields()
    ]


def draft_form(
    draft: Draft,
    page: TakesApplications,
    *,
    section: Section | None = None,
    is_checked: bool = True,
) -> ApplicationForm:
    """Return the form with the draft's answers; with their errors if they are to be checked."""
    options: dict[str, Any] = {
        "kept": draft_files.kept(draft),
        "unfinished": draft_files.unfinished(draft),
        "only": section.fields if section else None,
        "is_sending": False,
    }
    bound = page.get_form(draft.data, {}, **options)
    return bound if is_checked else page.get_form(initial=bound.shown(), **options)


def _flat(changes: Typed) -> dict[str, list[str]]:
    return {one: values for inputs in changes.values() for one, values in inputs.items()}


def _keep_aside(draft: Draft, typed: Typed, by: Colleague | None, now: datetime) -> None:
    """Keep what conflicts, once, until somebody deals with it; of a flood the last few."""
    flat = _flat(typed)
    there = draft.versions.filter(is_aside=True).order_by("-pk")
    if any(aside.typed == flat and aside.by == by for aside in there):
        return
    DraftVersion.objects.create(
        draft=draft, number=draft.version, typed=flat, by=by, at=now, is_aside=True
    )
    for old in there[DraftVersion.KEPT :]:
        old.delete()


def _write(
    draft: Draft,
    page: TakesApplications,
    changed: set[str],
    flat: dict[str, list[str]],
    by: Colleague | None,
    now: datetime,
    window: str,
) -> None:
    """Write the new version and who changed which section; forget versions that nobody needs."""
    draft.typed = {**draft.typed, **flat}
    draft.version += 1
    draft.saved_at = now
    draft.questions = questions_as_asked(page)
    draft.has_unsent_changes = hasattr(draft, "application")
    draft.email = _address(draft, page)
    draft.save()
    DraftVersion.objects.create(
        draft=draft, number=draft.version, typed=draft.typed, by=by, at=now, window=window
    )
    oldest = draft.version - DraftVersion.KEPT
    if oldest > 0:
        draft.versions.filter(number__lte=oldest, is_aside=False).delete()
    DraftSection.objects.bulk_create(
        [
            DraftSection(draft=draft, name=section.name, changed_at=now, changed_by=by)
            for section in sections_of(page.get_form_fields())
            if changed & set(section.fields)
        ],
        update_conflicts=True,
        unique_fields=["draft", "name"],
        update_fields=["changed_at", "changed_by"],
    )


def percent_answered(draft: Draft, page: TakesApplications, typed: Mapping[str, list[str]]) -> int:
    """Return in how many of the form's questions something is typed, from 0 to 100.

    `typed` is what comes on top of the draft. Files are left out: to count them takes a query.
    """
    inputs = page.get_form(draft.data, {}, is_sending=False).inputs()
    held = {**draft.typed, **typed}
    given = sum(
        any(value.strip() for one in names for value in held.get(one, []))
        for names in inputs.values()
    )
    return 100 * given // max(1, len(inputs))


def _address(draft: Draft, page: TakesApplications) -> str:
    """Return the contact's address once what is typed is one; a sent application keeps its own."""
    if hasattr(draft, "application"):
        return draft.email
    form = page.get_form(draft.data, {}, only=["email"], is_sending=False)
    return form.cleaned_data["email"] if form.is_valid() else ""

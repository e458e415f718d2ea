"""What people wrote about one application, wherever it stands, to be rewritten or erased."""

import re
from collections.abc import Callable, Collection, Iterator
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from applications.history import chain
from applications.history.proofs import Subject, proofs_about
from applications.models import (
    AgreedScore,
    Application,
    Assignment,
    Correction,
    Draft,
    Entry,
    Event,
    LegalHold,
    Pitch,
    Score,
    SentPartner,
    SentScores,
)

Rewrite = Callable[[str], str]


def hiding(names: Collection[str]) -> Rewrite:
    """Return what takes these names and addresses out of a text, however they are capitalised."""
    whole = sorted(filter(None, names), key=len, reverse=True)
    if not whole:
        return lambda text: text
    found = re.compile(
        rf"(?<!\w)(?:{'|'.join(re.escape(one) for one in whole)})(?!\w)", re.IGNORECASE
    )
    return lambda text: found.sub(_("Erased"), text)


def rewrite(application: Application, change: Rewrite) -> None:
    """Write every text anew, as `change` returns it; states, numbers and names of criteria stay."""
    for rows, names in _texts(application):
        for row in rows:
            before = {name: getattr(row, name) for name in names}
            after = {name: _changed(value, change) for name, value in before.items()}
            if after != before:
                # Records refuse to be updated; that a text must go is the one reason to.
                models.QuerySet.update(type(row)._base_manager.filter(pk=row.pk), **after)


def erase_reasons(
    draft: Draft,
    application: Application | None,
    at: datetime,
    before: Collection[Subject],
    **about: object,
) -> None:
    """Erase why things were decided, on the record and in the history, which says so.

    The last step of an erasure: the history covers what is left of the rows that were proven
    `before`.
    """
    extensions = list(draft.extensions.values_list("pk", flat=True))
    models.QuerySet.update(draft.extensions.all(), reason="")
    # More time that was given before it was sent stands in the history without it.
    concerned = Q(application=None, event=Event.EXTENDED, about__extension__in=extensions)
    if application:
        models.QuerySet.update(application.decisions.all(), reason="")
        concerned |= Q(application=application)
    chain.record_erasure(
        Entry.objects.filter(concerned, page_id=draft.page_id),
        authority=draft.authority,
        page=draft.page,
        application=application,
        proofs=proofs_about(draft, application),
        before=before,
        at=at,
        **about,
    )


def _texts(application: Application) -> Iterator[tuple[models.QuerySet, tuple[str, ...]]]:
    """Yield the rows that hold texts about the application, with the texts' names."""
    assignments = Assignment.objects.filter(application=application)
    yield application.letters.all(), ("text", "comments", "stronger", "held_because")
    yield Correction.objects.filter(letter__application=application), ("text",)
    yield application.messages.all(), ("text",)
    yield application.complaints.all(), ("text", "answer")
    yield application.notes.all(), ("text",)
    yield application.declarations.all(), ("text",)
    yield application.not_applicable.all(), ("reason",)
    yield assignments, ("return_reason", "ended_text")
    yield Score.objects.filter(assignment__in=assignments), ("comment", "private_comment")
    yield SentScores.objects.filter(assignment__in=assignments), ("scores",)
    yield AgreedScore.objects.filter(application=application), ("reason",)
    yield Pitch.objects.filter(application=application), ("place", "hand_in", "how_it_went")
    yield SentPartner.objects.filter(version__application=application), ("left_because",)
    yield LegalHold.objects.filter(application=application), ("reason",)


def _changed(value: str | list[dict], change: Rewrite) -> str | list[dict]:
    """Return a text, or the comments in rows of scores or of a letter, as they read now."""
    if isinstance(value, str):
        return change(value)
    return [
        row | {name: change(row[name]) for name in ("comment", "private_comment") if name in row}
        for row in value
    ]
